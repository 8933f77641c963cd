"""What time does to a step, in words: 收到后 24 小时，提醒办的人."""

from typing import Any

from django.utils.translation import gettext as _

from lizhi.flows.saying.owners import owner
from lizhi.flows.saying.times import from_when
from lizhi.workflow.owners import OWNER


def rule(one: dict[str, Any]) -> str:
    """A reminder, somebody who is told, added or does it instead, or the end by time."""
    said = {"when": from_when(one), "who": owner(one.get("to", OWNER))}
    words = {
        "": _("%(when)s, remind: %(who)s"),
        "notify": _("%(when)s, tell: %(who)s"),
        "add": _("%(when)s, let it be done by: %(who)s"),
        "reassign": _("%(when)s, hand it over to: %(who)s"),
        "close": _("%(when)s, it goes on without an answer"),
    }
    return words[one.get("action", "")] % said
