"""What stands around every page of one process: its head, its tabs, who saved it last.

A tab appears when its page exists, so that a page of this room is one entry in `TABS` and one
template that extends `flows/_frame.html`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from lizhi.flows import faults
from lizhi.flows.comparing import differences
from lizhi.flows.processes import Process
from lizhi.flows.rules import may_shape

TABS = {
    "steps": gettext_lazy("Steps"),
    "checks": gettext_lazy("Checks"),
    "play": gettext_lazy("Play it through"),
    "compare": gettext_lazy("Compare"),
    "running": gettext_lazy("Running cases"),
    "versions": gettext_lazy("Versions"),
}


Notes = dict[str, tuple[str, str]]
"""By tab: words and tone."""


@dataclass(frozen=True)
class Tab:
    """One page of a process; `note` says what waits on it, `tone` how urgent that is."""

    name: str
    url: str
    label: str
    note: str = ""
    tone: str = ""
    current: bool = False


def page(
    request: HttpRequest,
    template: str,
    process: Process,
    current: str,
    values: dict[str, Any],
    *,
    status: int = 200,
) -> HttpResponse:
    """A page inside the frame; `current` names its tab."""
    found = faults.of(process.body)
    shapes = may_shape(request.user, process.branch)  # type: ignore[arg-type]
    around = {
        "process": process,
        "faults": found,
        "tabs": list(_tabs(process, current, notes(process, len(found)))),
        "may_shape": shapes,
        "shaping": shapes and process.draft is not None,
    }
    return render(request, template, {**around, **values}, status=status)


def _tabs(process: Process, current: str, notes: Notes) -> Iterator[Tab]:
    for name, label in TABS.items():
        url = _address(name, process)
        if not url or (name == "compare" and not process.base):
            continue
        note, tone = notes.get(name, ("", ""))
        words = _label(name, process) or str(label)
        yield Tab(name, url, words, note, tone, name == current)


def _label(name: str, process: Process) -> str:
    if name != "compare" or not process.draft or not process.base:
        return ""
    said = {"number": process.base.number}
    if not process.version:
        return _("Against version %(number)s of the group") % said
    return _("Against version %(number)s") % said


def notes(process: Process, wrong: int) -> Notes:
    """What a draft has to say for itself beside its tabs."""
    if not process.draft:
        return {}
    found = {"checks": (_("all passed"), "ok-t")}
    if wrong:
        found["checks"] = (_("%(n)s to change") % {"n": wrong}, "late-t")
    if process.base:
        many = len(differences(process.base.body, process.draft.body))
        words = ngettext("%(n)s difference", "%(n)s differences", many) % {"n": many}
        found["compare"] = (words if many else _("no difference"), "")
    return found


def _address(name: str, process: Process) -> str:
    try:
        return reverse(f"flows:{name}", args=[process.key])
    except NoReverseMatch:
        return ""
