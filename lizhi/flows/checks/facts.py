"""What is known of every case from its beginning, and of which kind it is."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lizhi.cases.models import Case
from lizhi.workflow.engine.facts import CASE_FACTS
from lizhi.workflow.forms_registry import Field

WORD = "word"
"""A name of the roster: it can be the same or not."""

FACTS = {
    "case.reason": ("choice", gettext_lazy("reason for leaving"), tuple(Case.Reason.values)),
    "case.in_probation": ("yes_no", gettext_lazy("in probation"), ()),
    "case.place": (WORD, gettext_lazy("place of the person"), ()),
    "employee.branch": (WORD, gettext_lazy("branch"), ()),
    "employee.entity": (WORD, gettext_lazy("legal entity"), ()),
    "employee.department": (WORD, gettext_lazy("department"), ()),
    "employee.post": (WORD, gettext_lazy("post"), ()),
    "employee.leads": ("number", gettext_lazy("how many people report to them"), ()),
}


def of(name: str) -> Field | None:
    """The fact of this name as a field; None when nothing of a case is called so."""
    if name not in CASE_FACTS:
        return None
    type_, label, choices = FACTS.get(name, (WORD, name, ()))
    return Field(name, type_, label=str(label), choices=choices)


def choices() -> list[tuple[str, str]]:
    """Name and words of every fact, for whoever draws a condition."""
    return [
        (name, str(FACTS[name][1]) if name in FACTS else _("other fact")) for name in CASE_FACTS
    ]
