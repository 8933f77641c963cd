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
)
from lizhi.settlement.views.phone import mine, question, which
from lizhi.settlement.views.second import approve, send_back
from lizhi.settlement.views.what_if import what_if

__all__ = [
    "add_figure",
    "add_line",
    "approve",
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
    "question",
    "remove_line",
    "reply",
    "send_back",
    "what_if",
    "sums",
    "which",
    "work_out",
]
