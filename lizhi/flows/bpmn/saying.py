"""What stands behind a shape, in words; and spans and conditions as other tools write them."""

import json
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lizhi.flows.saying import outcomes, times
from lizhi.flows.saying.owners import owner
from lizhi.workflow.tree import Step

GIVES_UP = gettext_lazy("Whatever stands beside it in the row of this step is given up.")
HOURS = {"hours", "work_hours"}
UNITS = {
    "hours": gettext_lazy("%(n)d hours"),
    "work_hours": gettext_lazy("%(n)d working hours"),
    "work_days": gettext_lazy("%(n)d working days"),
    "calendar_days": gettext_lazy("%(n)d calendar days"),
}
ACTIONS = {
    "notify": gettext_lazy("after %(span)s %(to)s is told"),
    "add": gettext_lazy("after %(span)s %(to)s is asked too"),
    "reassign": gettext_lazy("after %(span)s it goes to %(to)s"),
    "close": gettext_lazy("after %(span)s it goes on without an answer: %(outcome)s"),
}
SIGNS = {"==": "=", "in": "in", "not in": "not in"}
NULL = {"there": "!= null", "not there": "= null"}


def about(step: Step) -> list[str]:
    """Who does it, until when, and what time does meanwhile."""
    return list(_about(step))


def _about(step: Step) -> Iterator[str]:
    if "owner" in step:
        yield _("Who: %(owner)s") % {"owner": owner(step["owner"])}
    if "to" in step:
        yield _("To: %(owner)s") % {"owner": owner(step["to"])}
    if "due" in step:
        yield _("Within %(span)s") % {"span": _words(step["due"])}
    for one in step.get("remind", ()):
        yield _("after %(span)s a reminder goes out") % {"span": _moment(one)}
    for one in step.get("escalate", ()):
        yield rule(step, one)


def rule(step: Step, one: dict[str, Any]) -> str:
    """A rule of time as a sentence."""
    said = outcomes.answer(step, one.get("outcome", ""))
    values = {"span": _moment(one), "to": owner(one.get("to")), "outcome": said}
    return str(ACTIONS[one["action"]] % values)


def _moment(one: dict[str, Any]) -> str:
    words = _words(one["after"])
    if "from" in one:
        return _("%(span)s from %(date)s") % {"span": words, "date": times.date(one["from"])}
    return words


def _words(length: dict[str, Any]) -> str:
    return str(UNITS[length["unit"]] % {"n": length["n"]})


def span(length: Any) -> tuple[str, str]:
    """ISO 8601, as every tool reads it: PT72H, P7D. Whether days are working days the words say."""
    n, unit = length["n"], length["unit"]
    return "timeDuration", f"PT{n}H" if unit in HOURS else f"P{n}D"


def date(step: Step) -> tuple[str, str]:
    """The date of the case that a step waits for, and the hour."""
    return "timeDate", f"{step['until']} {step.get('at', '00:00')}"


def branch(one: dict[str, Any]) -> str:
    """Its name, else its condition."""
    return str(one.get("name") or (condition(one["when"]) if "when" in one else ""))


def condition(when: Any) -> str:
    """`a < 2 and (b = "x" or c = 1)`, as FEEL writes it."""
    for word, joined in (("all", " and "), ("any", " or ")):
        if word in when:
            parts = [condition(part) for part in when[word]]
            return parts[0] if len(parts) == 1 else f"({joined.join(parts)})"
    if when["op"] in NULL:
        return f"{when['field']} {NULL[when['op']]}"
    value = json.dumps(when["value"], ensure_ascii=False)
    return f"{when['field']} {SIGNS.get(when['op'], when['op'])} {value}"
