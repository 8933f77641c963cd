"""What services outside sign: nobody calls in their name, and what they say holds."""

import datetime as dt
from collections.abc import Iterator

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
    rows = Outside.objects.exclude(review="").filter(envelope__state__in=("all_signed", "signing"))
    yield from each(rows, "needs somebody to look", number="envelope__case__number")
