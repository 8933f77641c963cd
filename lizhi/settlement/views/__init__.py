"""The pages of this room."""

from lizhi.settlement.views.desk import add_line, desk, remove_line, reply
from lizhi.settlement.views.phone import mine, question, which

__all__ = ["add_line", "desk", "mine", "question", "remove_line", "reply", "which"]
