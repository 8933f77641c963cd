"""Addresses of this room."""

from django.urls import path

from lizhi.settlement import views

app_name = "settlement"
urlpatterns = [
    path("desk/what-if/", views.what_if, name="what_if"),
    path("desk/pay/", views.payroll, name="payroll"),
    path("desk/pay/table/", views.pay_template, name="pay_template"),
    path("desk/pay/file/<slug:sheet>/", views.pay_file, name="pay_file"),
    path("desk/pay/<str:number>/", views.pay_batch, name="pay_batch"),
    path("desk/pay/<str:number>/marked/", views.pay_marked, name="pay_marked"),
    path("desk/pay/<str:number>/cells/", views.pay_cells, name="pay_cells"),
    path("desk/figures/", views.figures, name="figures"),
    path("desk/figures/file/", views.figures_file, name="figures_file"),
    path("desk/figures/add/", views.add_figure, name="add_figure"),
    path("desk/figures/<int:key>/", views.figure, name="figure"),
    path("calculator/", views.sums, name="calculator"),
    path("calculator/<slug:topic>/", views.work_out, name="work_out"),
    path("case/<str:number>/settlement/", views.mine, name="mine"),
    path("case/<str:number>/settlement/which/", views.which, name="which"),
    path("case/<str:number>/settlement/proofs/<int:file>/", views.proof, name="proof"),
    path("case/<str:number>/settlement/<slug:line>/", views.question, name="question"),
    path("desk/case/<str:number>/settlement/", views.desk, name="desk"),
    path(
        "desk/case/<str:number>/settlement/difference/<int:old>/<int:new>/",
        views.difference,
        name="difference",
    ),
    path("desk/case/<str:number>/settlement/rare/", views.rare, name="rare"),
    path("desk/case/<str:number>/settlement/approve/", views.approve, name="approve"),
    path("desk/case/<str:number>/settlement/return/", views.send_back, name="send_back"),
    path("desk/case/<str:number>/settlement/lines/", views.add_line, name="add_line"),
    path(
        "desk/case/<str:number>/settlement/lines/<slug:line>/remove/",
        views.remove_line,
        name="remove_line",
    ),
    path("desk/case/<str:number>/settlement/lines/<slug:line>/reply/", views.reply, name="reply"),
    path("desk/vouchers/", views.books, name="books"),
    path("desk/vouchers/<int:key>/", views.month, name="month"),
    path("desk/vouchers/<int:key>/book/", views.book, name="book"),
    path("desk/vouchers/<int:key>/accounts/", views.accounts, name="accounts"),
    path("desk/vouchers/<int:key>/accounts/load/", views.accounts_load, name="accounts_load"),
    path("desk/vouchers/<int:key>/accounts/file/", views.accounts_file, name="accounts_file"),
    path(
        "desk/vouchers/<int:key>/accounts/<int:table>/",
        views.decide_accounts,
        name="decide_accounts",
    ),
    path("desk/vouchers/<int:key>/payments/", views.make_batch, name="make_batch"),
    path("desk/vouchers/<int:key>/payments/<slug:batch>/", views.batch, name="batch"),
    path(
        "desk/vouchers/<int:key>/payments/<slug:batch>/file/<slug:form>/",
        views.batch_file,
        name="batch_file",
    ),
    path(
        "desk/vouchers/<int:key>/payments/<slug:batch>/paid/", views.batch_paid, name="batch_paid"
    ),
    path(
        "desk/vouchers/<int:key>/payments/<slug:batch>/undo/", views.batch_undo, name="batch_undo"
    ),
    path(
        "desk/vouchers/<int:key>/payments/<slug:batch>/booked/",
        views.batch_booked,
        name="batch_booked",
    ),
    path("desk/vouchers/<int:key>/accrual/", views.expected, name="expected"),
    path("desk/vouchers/<int:key>/accrual/file/", views.expected_file, name="expected_file"),
    path("desk/vouchers/<int:key>/report/", views.monthly, name="monthly"),
    path("desk/vouchers/<int:key>/report/<slug:form>/", views.monthly_file, name="monthly_file"),
    path(
        "desk/vouchers/<int:key>/of/<slug:voucher>/number/",
        views.ledger_number,
        name="ledger_number",
    ),
    path(
        "desk/vouchers/<int:key>/of/<slug:voucher>/<slug:form>/",
        views.voucher_file,
        name="voucher_file",
    ),
]
