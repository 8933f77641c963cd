"""The forms of this room."""

from lizhi.settlement.forms.figures import FiguresForm, LineForm
from lizhi.settlement.forms.questions import QuestionForm, ReplyForm, ReturnForm

__all__ = ["FiguresForm", "LineForm", "QuestionForm", "ReplyForm", "ReturnForm"]
