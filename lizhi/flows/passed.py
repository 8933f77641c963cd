"""What is looked at before a process is published; what has no fault has passed."""

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from lizhi.flows.checks import Problem
from lizhi.flows.faults import LAW
from lizhi.flows.law.articles import LABOUR_50, NOTICE_AND_CERTIFICATE, WAGES_9

Looked = tuple[StrOrPromise, str]
SENSE: list[Looked] = [
    (_("Every rule names somebody"), ""),
    (_("Nobody is sent back into another branch"), ""),
    (_("Every choice has a way for everything else"), ""),
    (_("Conditions ask only for what is known by then"), ""),
    (_("No step and no question has the name of another"), ""),
    (_("Nothing stands after an end"), ""),
]


BY_LAW: list[Looked] = [
    (_("Nobody's answer stops or refuses what the law has made effective"), NOTICE_AND_CERTIFICATE),
    (_("The certificate waits for nothing but the day of the end"), LABOUR_50),
    (_("Wages wait neither for the handover nor for anybody's silence"), WAGES_9),
    (_("Nobody's silence keeps a case from its closing"), LABOUR_50),
]


def of(faults: list[Problem]) -> list[Looked]:
    """Checks whose kind has found nothing: one that has found something is not listed as passed."""
    if any(fault.kind != LAW for fault in faults):
        return []
    return SENSE if faults else [*SENSE, *BY_LAW]
