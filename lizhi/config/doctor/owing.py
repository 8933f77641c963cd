"""What the company owes after an ending: every duty has its row, its day and somebody who hears."""

import datetime as dt
from collections.abc import Iterator

from django.db.models import Count, Exists, F, OuterRef, Q

from lizhi.cases.models import Case
from lizhi.common import clock
from lizhi.config.doctor.finding import Broken, each
from lizhi.offboarding import duties, duty_rules, four_dates
from lizhi.offboarding.models import Duty

HEARD_BY = dt.timedelta(days=2)
"""On the first day after its own HR hears of a late duty; the machine has one night more."""


def duty_missing(before: dt.datetime) -> Iterator[Broken]:
    """Whoever leaves by this way is owed these, each by a row."""
    every = Case.objects.running().annotate(n=Count("duties")).order_by()
    nobody = Q(way__in=duties.NOBODY_UNEMPLOYED)
    few = every.filter(~nobody, n__lt=len(duties.KINDS))
    few |= every.filter(nobody, n__lt=len(duties.KINDS) - 1)
    yield from each(few, "a duty of the law has no row", number="number")


def duty_untold(before: dt.datetime) -> Iterator[Broken]:
    """Somebody has heard of each that is late."""
    today = clock.local(before).date()
    rows = Duty.objects.due_by(today - HEARD_BY).filter(raised_at=None)
    yield from each(rows, "is late, and nobody has heard of it")


def duty_by_nobody(before: dt.datetime) -> Iterator[Broken]:
    """What only people can say was said by somebody, on a day."""
    by_hand = Duty.objects.exclude(kind__in=duty_rules.BY_ITSELF)
    odd = by_hand.filter(done_on__isnull=False, done_by=None)
    odd |= by_hand.filter(done_on=None, done_by__isnull=False)
    yield from each(odd, "is said to be done, and nobody says by whom or when")


def paid_too_short(before: dt.datetime) -> Iterator[Broken]:
    """Wages run up to the end of the contract, unless both have agreed otherwise."""
    past = Case.objects.exclude(status=Case.Status.WITHDRAWN)
    past = past.filter(pay_end__lt=clock.local(before).date())
    short = past.filter(pay_end__lt=F("contract_end"))
    agreed = Q(**{f"data__{four_dates.AGREED_PAY}__isnull": False})
    yield from each(short.exclude(agreed), "its wages end before its contract", number="number")


def ended_and_stays(before: dt.datetime) -> Iterator[Broken]:
    """Whoever has stayed has no valid certificate of having left."""
    stays = Case.objects.filter(
        status=Case.Status.WITHDRAWN, papers__kind="certificate", papers__state="valid"
    )
    yield from each(stays, "its certificate is valid, and nothing has ended", number="number")


def certificate_unsaid(before: dt.datetime) -> Iterator[Broken]:
    """Where a certificate is valid, its duty is done."""
    issued = Case.objects.filter(
        pk=OuterRef("case"), papers__kind="certificate", papers__state="valid"
    )
    open_ones = Duty.objects.open().filter(kind=Duty.Kind.CERTIFICATE)
    yield from each(open_ones.filter(Exists(issued)), "is issued, and its duty is still open")
