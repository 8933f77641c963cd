"""Conditions in words: 试用期里，或部门是法务部."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy
from django_stubs_ext import StrOrPromise

from lizhi.cases.models import Case

FACTS: dict[str, StrOrPromise] = {
    "case.reason": gettext_lazy("Reason for leaving"),
    "case.in_probation": gettext_lazy("In probation"),
    "case.place": gettext_lazy("Where the person is"),
    "employee.branch": gettext_lazy("Branch"),
    "employee.entity": gettext_lazy("Company"),
    "employee.department": gettext_lazy("Department"),
    "employee.post": gettext_lazy("Post of the person"),
    "employee.level": gettext_lazy("Level"),
    "branch.headcount": gettext_lazy("People in the branch"),
}
OPERATORS: dict[str, StrOrPromise] = {
    "==": pgettext_lazy("compares", "is"),
    "!=": pgettext_lazy("compares", "is not"),
    ">": pgettext_lazy("compares", "more than"),
    ">=": pgettext_lazy("compares", "at least"),
    "<": pgettext_lazy("compares", "less than"),
    "<=": pgettext_lazy("compares", "at most"),
    "in": pgettext_lazy("compares", "is one of"),
    "not in": pgettext_lazy("compares", "is none of"),
    "there": pgettext_lazy("compares", "has been uploaded"),
    "not there": pgettext_lazy("compares", "has not been uploaded"),
}
WITHOUT_A_VALUE = frozenset({"there", "not there"})


def condition(when: Any, labels: dict[str, str] | None = None) -> str:
    """One sentence; without a condition: everything else. `labels` name what forms ask."""
    if when is None:
        return _("everything else")
    for word, glue in (("all", _(" and ")), ("any", _(" or "))):
        if word in when:
            return glue.join(condition(part, labels) for part in when[word])
    said = {
        "field": (labels or {}).get(when["field"]) or fact(when["field"]),
        "compares": OPERATORS.get(when["op"], when["op"]),
        "value": value(when["field"], when["value"]),
    }
    if when["op"] in WITHOUT_A_VALUE:
        return pgettext("condition", "%(field)s %(compares)s") % said
    if isinstance(when["value"], bool) and when["op"] == "==":
        return pgettext("condition", "%(field)s: %(value)s") % said
    return pgettext("condition", "%(field)s %(compares)s %(value)s") % said


def fact(name: str) -> str:
    """What a field is called on the page."""
    return str(FACTS.get(name, name))


def value(field: str, what: Any) -> str:
    """A value as it was chosen: yes and no, reasons by their words, several with commas."""
    if isinstance(what, bool):
        return _("yes") if what else _("no")
    if isinstance(what, list):
        return pgettext("list", ", ").join(value(field, one) for one in what)
    if field == "case.reason":
        return str(dict(Case.Reason.choices).get(what, what))
    return str(what)
