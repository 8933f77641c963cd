"""The forms of this room."""

from lizhi.settlement.forms.figures import FiguresForm
from lizhi.settlement.forms.lines import LineForm
from lizhi.settlement.forms.questions import QuestionForm, ReplyForm, ReturnForm
from lizhi.settlement.forms.what_if import WhatIfForm

__all__ = ["FiguresForm", "LineForm", "QuestionForm", "ReplyForm", "ReturnForm", "WhatIfForm"]
