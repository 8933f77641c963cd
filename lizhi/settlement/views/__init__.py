"""The pages of this room."""

from lizhi.settlement.views.accounts import (
    accounts,
    accounts_file,
    accounts_load,
    decide_accounts,
)
from lizhi.settlement.views.books import book, books, ledger_number, month, voucher_file
from lizhi.settlement.views.calculator import sums, work_out
from lizhi.settlement.views.desk import add_line, desk, remove_line
from lizhi.settlement.views.difference import difference
from lizhi.settlement.views.figures import add_figure, figure, figures, figures_file
from lizhi.settlement.views.pay_files import pay_cells, pay_file, pay_marked, pay_template
from lizhi.settlement.views.payments import (
    batch,
    batch_booked,
    batch_file,
    batch_paid,
    batch_undo,
    make_batch,
)
from lizhi.settlement.views.payroll import pay_batch, payroll
from lizhi.settlement.views.phone import mine, proof, question, which
from lizhi.settlement.views.rare import rare
from lizhi.settlement.views.reports import expected, expected_file, monthly, monthly_file
from lizhi.settlement.views.second import approve, send_back
from lizhi.settlement.views.sent import reply
from lizhi.settlement.views.what_if import what_if

__all__ = [
    "accounts",
    "accounts_file",
    "accounts_load",
    "add_figure",
    "add_line",
    "approve",
    "batch",
    "batch_booked",
    "batch_file",
    "batch_paid",
    "batch_undo",
    "book",
    "books",
    "decide_accounts",
    "desk",
    "difference",
    "expected",
    "expected_file",
    "figure",
    "figures",
    "figures_file",
    "ledger_number",
    "make_batch",
    "mine",
    "month",
    "monthly",
    "monthly_file",
    "pay_batch",
    "pay_cells",
    "pay_file",
    "pay_marked",
    "pay_template",
    "payroll",
    "proof",
    "question",
    "rare",
    "remove_line",
    "reply",
    "send_back",
    "sums",
    "voucher_file",
    "what_if",
    "which",
    "work_out",
]
