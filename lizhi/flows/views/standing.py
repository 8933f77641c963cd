"""What the page of the steps shows of the chosen one, besides its fields."""

import re
from typing import Any

from django.http import HttpRequest

from lizhi.common import clock
from lizhi.flows import drawn, editing, faults, forms, lines, locks, saying
from lizhi.flows.forms.routes import LAWFUL_NOTICE
from lizhi.flows.processes import Process
from lizhi.flows.saying import times
from lizhi.workflow.tree import Step

VIEW, DRAWING = "view", "drawing"
ON_DRAWING = re.compile(f"[?&]{VIEW}={DRAWING}(&|#|$)")


def as_list_or_drawing(request: HttpRequest, found: list[lines.Line], here: str) -> dict[str, Any]:
    """In which of the two views the steps are shown; `here` is the address of both."""
    asked = _wants_drawing(request)
    return {
        "here": here,
        "drawing": drawn.of(found) if asked else "",
        "signs": drawn.SIGNS if asked else [],
    }


def _wants_drawing(request: HttpRequest) -> bool:
    """What a page asks for by HTMX without naming a view is shown as that page is."""
    if VIEW in request.GET or "HX-Request" not in request.headers:
        return request.GET.get(VIEW) == DRAWING
    return ON_DRAWING.search(request.headers.get("HX-Current-URL", "")) is not None


def beside(process: Process, chosen: Step | None, panel: forms.Panel | None) -> dict[str, Any]:
    """The list with the chosen step marked; why it is locked; an example of its time limit."""
    body, key = process.body, chosen["id"] if chosen else ""
    found = faults.of(body)
    return {
        **of(body, process.way, chosen),
        "lines": lines.of(body, key, found),
        "panel": panel,
        "wrong": [one for one in found if one.step and one.step == key],
    }


def of(body: dict[str, Any], way: str, chosen: Step | None) -> dict[str, Any]:
    """What a step says of itself in words."""
    if chosen is None:
        return {"chosen": None}
    key = chosen["id"]
    why = locks.of(body).get(key, "")
    due = chosen.get("due")
    return {
        "chosen": chosen,
        "kind_words": saying.kind(chosen),
        "locked": why,
        "lock_article": locks.article(why),
        "example": times.example(due, clock.now()) if due else "",
        "facts": list(_facts(chosen)),
        "referrers": [saying.name(one) for one in editing.referrers(body, key)],
        "notice": way == LAWFUL_NOTICE,
    }


def _facts(step: Step) -> Any:
    """The step in words, for whoever may only read."""
    if owner := step.get("owner") or step.get("to"):
        yield saying.owner(owner)
    if limit := saying.limit(step):
        yield limit
    for rule in (*step.get("remind", ()), *step.get("escalate", ())):
        yield saying.rule(rule)
