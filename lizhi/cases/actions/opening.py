"""Open a case file."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.db.models import F, Max
from django.dispatch import Signal
from django.utils.translation import gettext_lazy as _

from lizhi.cases import questions
from lizhi.cases.models import Case, Counter
from lizhi.common import clock, encryption, rows
from lizhi.common.prepared import Change, Prepared, given
from lizhi.common.refusals import AlreadyDone
from lizhi.people.models import Employment

NEXT = Change(lambda: Counter.objects.filter(year=given("year")), last=F("last") + 1)
case_opened = Signal()
"""`case` is there, with the day on which the contract ends. Sent inside the transaction."""
COUNTED = Prepared(lambda: Counter.objects.filter(year=given("year")))


@transaction.atomic
def open_case(*, employment: Employment, arrived_at: dt.datetime, **values: Any) -> Case:
    """The notice has arrived: a file with a number and a key of its own; its days count from here.

    One employment can only end once at a time: a second notice is refused while the first runs.
    """
    questions.LOCKED_EMPLOYMENT.get(pk=employment.pk)
    if questions.RUNNING.first(employment=employment.pk):
        raise AlreadyDone(_("A resignation of this person is on its way already."))
    number = _next_number(clock.local(arrived_at).year)
    case = Case(
        number=number,
        employment=employment,
        branch=employment.branch,
        entity=employment.entity,
        arrived_at=arrived_at,
        data_key=encryption.wrap(encryption.new_data_key(), bound_to=number),
        **values,
    )
    rows.insert([case])
    case_opened.send(sender=Case, case=case)
    return case


def _next_number(year: int) -> str:
    if not NEXT.make(year=year):
        Counter.objects.get_or_create(year=year, defaults={"last": _highest(year)})
        NEXT.make(year=year)
    return f"LZ-{year}-{COUNTED.get(year=year).last:06d}"


def _highest(year: int) -> int:
    known = Case.objects.filter(number__startswith=f"LZ-{year}-")
    highest = known.aggregate(highest=Max("number"))["highest"]
    return int(highest.rpartition("-")[2]) if highest else 0
