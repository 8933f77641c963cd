"""What services outside sign: nobody calls in their name, and what they say holds."""

import datetime as dt
from collections.abc import Iterator

from django.db.models import Q

from lizhi.common import clock
from lizhi.config.doctor.finding import Broken, each
from lizhi.signing.models import Outside, WrongCalls


def wrong_calls(before: dt.datetime) -> Iterator[Broken]:
    """Every call in the name of a signing service carries its signature."""
    rows = WrongCalls.objects.filter(day__gte=clock.local(before).date()).order_by("pk")
    for row in rows:
        what = f"{row.times} calls in the name of {row.provider} had a wrong signature"
        yield Broken("signing_wrongcalls", row.pk, "", what)


def doubted(before: dt.datetime) -> Iterator[Broken]:
    """What a signing service says of a paper agrees with what we hold, or somebody has looked."""
    going_on = Q(envelope__state__in=("all_signed", "signing"))
    void_there = Q(envelope__state="completed", review="voided_there")
    rows = Outside.objects.exclude(review="").filter(going_on | void_there)
    yield from each(rows, "needs somebody to look", number="envelope__case__number")
