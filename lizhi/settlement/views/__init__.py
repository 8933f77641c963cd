"""The pages of this room."""

from lizhi.settlement.views.calculator import sums, work_out
from lizhi.settlement.views.desk import add_line, desk, remove_line, reply
from lizhi.settlement.views.figures import add_figure, figure, figures, figures_file
from lizhi.settlement.views.difference import difference
from lizhi.settlement.views.phone import mine, proof, question, which
from lizhi.settlement.views.payroll import (
    pay_batch,
    pay_file,
    pay_marked,
    pay_template,
    payroll,
from lizhi.settlement.views.accounts import (
    accounts,
    accounts_file,
    accounts_load,
    decide_accounts,
)
from lizhi.settlement.views.books import book, books, ledger_number, month, voucher_file
from lizhi.settlement.views.desk import add_line, desk, remove_line, reply
from lizhi.settlement.views.payments import (
    batch,
    batch_booked,
    batch_file,
    batch_paid,
    batch_undo,
    make_batch,
)
from lizhi.settlement.views.phone import mine, question, which
from lizhi.settlement.views.reports import expected, expected_file, monthly, monthly_file
from lizhi.settlement.views.second import approve, send_back
from lizhi.settlement.views.what_if import what_if

__all__ = [
    "add_figure",
    "accounts",
    "accounts_file",
    "accounts_load",
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
    "figure",
    "figures",
    "figures_file",
    "difference",
    "mine",
    "proof",
    "pay_batch",
    "pay_file",
    "pay_marked",
    "pay_template",
    "payroll",
    "expected",
    "expected_file",
    "ledger_number",
    "make_batch",
    "mine",
    "month",
    "monthly",
    "monthly_file",
    "question",
    "remove_line",
    "reply",
    "send_back",
    "what_if",
    "sums",
    "voucher_file",
    "which",
    "work_out",
]
