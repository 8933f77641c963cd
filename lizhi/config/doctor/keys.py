"""Keys and lists of the house's own authority, while there is time to act."""

import datetime as dt
from collections.abc import Iterator

from lizhi.config.doctor.finding import Broken
from lizhi.signing import ledger, profiles, rewrapping
from lizhi.signing.models import Certificate

SOON = dt.timedelta(days=30)
LATE = dt.timedelta(days=30)
"""How long a stamp's key may sign beyond its year: somebody has to walk to the root."""
TABLE = Certificate._meta.db_table  # noqa: SLF001  Django's own API


def root_list_ends(before: dt.datetime) -> Iterator[Broken]:
    """A root off line has left a list that is good for a month more."""
    for row in Certificate.objects.filter(slot="root", wrapped_key=None):
        newest = row.lists.order_by("-ends").first()
        if newest is None or newest.ends <= before + SOON:
            yield Broken(TABLE, row.pk, "", "the list of the root off line ends: lizhi ca ask list")


def wrapped_before(before: dt.datetime) -> Iterator[Broken]:
    """Every key lies under the installation's key of now, or is on its way there."""
    for table, count in rewrapping.left():
        yield Broken(table, count, "", "rows lie under the key before: lizhi ca rewrap")


def stamp_key_late(before: dt.datetime) -> Iterator[Broken]:
    """The key for stamps is followed by a new one each year."""
    for row in Certificate.objects.filter(slot="stamp"):
        begins = ledger.certificate_of(row).not_valid_before_utc
        if begins + profiles.YEAR + LATE <= before:
            yield Broken(TABLE, row.pk, "", "its year is over: lizhi ca ask stamp")
