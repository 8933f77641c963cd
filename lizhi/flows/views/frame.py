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
from django.utils.translation import gettext_lazy

from lizhi.flows import faults
from lizhi.flows.processes import Process
from lizhi.flows.rules import may_shape

TABS = {
    "steps": gettext_lazy("Steps"),
    "checks": gettext_lazy("Checks"),
    "play": gettext_lazy("Play it through"),
    "compare": gettext_lazy("Compare"),
    "versions": gettext_lazy("Versions"),
}


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
    around = {
        "process": process,
        "faults": found,
        "tabs": list(_tabs(process, current, len(found))),
        "may_shape": may_shape(request.user, process.branch),  # type: ignore[arg-type]
    }
    return render(request, template, {**around, **values}, status=status)


def _tabs(process: Process, current: str, wrong: int) -> Iterator[Tab]:
    for name, label in TABS.items():
        if url := _address(name, process):
            note, tone = _note(name, process, wrong)
            yield Tab(name, url, str(label), note, tone, name == current)


def _note(name: str, process: Process, wrong: int) -> tuple[str, str]:
    if name != "checks" or not process.draft:
        return "", ""
    if wrong:
        return _("%(n)s to change") % {"n": wrong}, "late-t"
    return _("all passed"), "ok-t"


def _address(name: str, process: Process) -> str:
    try:
        return reverse(f"flows:{name}", args=[process.key])
    except NoReverseMatch:
        return ""
