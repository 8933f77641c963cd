"""The forms of this room."""

from lizhi.settlement.forms.books import (
    BookForm,
    LedgerForm,
    MonthForm,
    PaidForm,
    UndoForm,
    WorkbookForm,
    typed_table,
)
from lizhi.settlement.forms.figures import FiguresForm
from lizhi.settlement.forms.lines import LineForm
from lizhi.settlement.forms.questions import QuestionForm, ReplyForm, ReturnForm
from lizhi.settlement.forms.rare import RareForm
from lizhi.settlement.forms.what_if import WhatIfForm

__all__ = [
    "BookForm",
    "FiguresForm",
    "LedgerForm",
    "LineForm",
    "MonthForm",
    "PaidForm",
    "QuestionForm",
    "RareForm",
    "ReplyForm",
    "ReturnForm",
    "UndoForm",
    "WhatIfForm",
    "WorkbookForm",
    "typed_table",
]
