"""Keys and lists of the house's own authority, while there is time to act."""

import datetime as dt
from collections.abc import Iterator

from django.db.models import Max

from lizhi.config.doctor.finding import Broken
from lizhi.signing import ledger, profiles
from lizhi.signing.models import Certificate

SOON = dt.timedelta(days=30)
LATE = dt.timedelta(days=30)
"""How long a stamp's key may sign beyond its year: somebody has to walk to the root."""
TABLE = Certificate._meta.db_table  # noqa: SLF001  Django's own API


def root_list_ends(before: dt.datetime) -> Iterator[Broken]:
    """A root off line has left a list that is good for a month more."""
    away = Certificate.objects.filter(slot="root", wrapped_key=None)
    for row in away.annotate(until=Max("lists__ends")):
        if row.until is None or row.until <= before + SOON:
            yield Broken(TABLE, row.pk, "", "the list of the root off line ends: lizhi ca ask list")


def stamp_key_late(before: dt.datetime) -> Iterator[Broken]:
    """The key for stamps is followed by a new one each year."""
    for row in Certificate.objects.filter(slot="stamp"):
        begins = ledger.certificate_of(row).not_valid_before_utc
        if begins + profiles.YEAR + LATE <= before:
            yield Broken(TABLE, row.pk, "", "its year is over: lizhi ca ask stamp")
