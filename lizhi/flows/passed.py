"""What is looked at before a process is published; what has no fault has passed."""

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from lizhi.flows.faults import LAW, Fault

Looked = tuple[StrOrPromise, str]
SENSE: list[Looked] = [
    (_("Every rule names somebody"), ""),
    (_("Nobody is sent back into another branch"), ""),
    (_("Every choice has a way for everything else"), ""),
    (_("Conditions ask only for what is known by then"), ""),
    (_("No step and no question has the name of another"), ""),
    (_("Nothing stands after an end"), ""),
]


def of(faults: list[Fault]) -> list[Looked]:
    """Checks whose kind has found nothing: one that has found something is not listed as passed."""
    if any(fault.kind != LAW for fault in faults):
        return []
    return SENSE
