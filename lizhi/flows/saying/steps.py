"""A step in words: its kind, its sign, whose it is and how long it may take."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django_stubs_ext import StrOrPromise

from lizhi.flows.saying import times

Step = dict[str, Any]
KINDS: dict[str, StrOrPromise] = {
    "task": pgettext_lazy("kind of step", "something to do"),
    "approval": pgettext_lazy("kind of step", "approval"),
    "sign": pgettext_lazy("kind of step", "signature"),
    "auto": pgettext_lazy("kind of step", "automatic"),
    "notify": pgettext_lazy("kind of step", "a message"),
    "wait": pgettext_lazy("kind of step", "wait for a day"),
    "parallel": pgettext_lazy("kind of step", "side by side"),
    "choose": pgettext_lazy("kind of step", "one way of several"),
    "end": pgettext_lazy("kind of step", "the end"),
}
ICONS = {
    "task": "list-check",
    "approval": "user-check",
    "sign": "writing-sign",
    "auto": "settings",
    "notify": "bell",
    "wait": "calendar-event",
    "parallel": "arrows-split-2",
    "choose": "git-branch",
    "end": "circle-x",
}
OWN_ICONS = {
    "application": "file-text",
    "acknowledgement": "user-check",
    "confirmation": "shield-check",
    "seal_agreement": "rubber-stamp",
    "settlement": "calculator",
    "send_agreement": "send",
    "certificate": "certificate",
    "closing": "folder",
    "answer": "coins",
}
RULES: dict[str, StrOrPromise] = {
    "parallel": gettext_lazy("goes on when all of them are done"),
    "choose": gettext_lazy("from left to right, the first that fits"),
}


def name(step: Step) -> str:
    """As HR has named it; the code where nobody has."""
    return str(step.get("name") or step["id"])


def kind(step: Step) -> str:
    """审批, 自动, 同时办."""
    return str(KINDS[step["kind"]])


def icon(step: Step) -> str:
    """Its sign in the list."""
    return OWN_ICONS.get(step["id"]) or ICONS[step["kind"]]


def limit(step: Step) -> str:
    """24 小时; 合同解除日 00:05 for a step that waits; nothing where nothing presses."""
    if "due" in step:
        return times.span(step["due"])
    if step["kind"] == "wait":
        said = {"date": times.date(step["until"]), "time": step.get("at", "00:00")}
        return _("%(date)s at %(time)s") % said
    return ""
