"""What waits for somebody: steps, things to receive, and what leavers have asked.

One answer for the home page, the list, the menu and the board, so that none of them says that all
is done while another has something.
"""

import datetime as dt
from itertools import repeat

from django.db import connection

from lizhi.accounts.models import User
from lizhi.common.prepared import bound
from lizhi.offboarding import duties_due
from lizhi.offboarding.waiting import asked, rows
from lizhi.offboarding.waiting.asked import MOST
from lizhi.offboarding.waiting.rows import Thing
from lizhi.people.models import roles_of

__all__ = ["MOST", "Thing", "count", "counts", "things"]
FAR = dt.datetime.max.replace(tzinfo=dt.UTC)


def count(user: User) -> int:
    """How many there are, by one question; up to a thousand of each kind."""
    return sum(counts(user))


def counts(user: User) -> tuple[int, ...]:
    """The same, of each kind, in the order in which `things` asks for them."""
    sql, params = asked.counting(roles_of(user), connection.vendor)
    with connection.cursor() as cursor:
        adapt = connection.ops.adapt_datefield_value
        days = {name: adapt(day) for name, day in duties_due.asked().items()}
        cursor.execute(sql, bound(params, {"user": user.pk, **days}))
        found: tuple[int, ...] = cursor.fetchone()
    return found


def things(user: User, most: int = MOST, counted: tuple[int, ...] = ()) -> list[Thing]:
    """The most urgent first; a wish has no time of its own and comes by when it was said.

    Where a page has counted them already, nothing is asked about kinds of which there are none.
    """
    kinds = asked.kinds(roles_of(user), most)
    makers = (
        *(rows.step, rows.to_receive, rows.to_talk),
        *(rows.stays, rows.moves, rows.asks, rows.owed),
    )
    values = {"user": user.pk, **duties_due.asked()}
    found = [
        make(row)
        for columns, make, some in zip(kinds, makers, counted or repeat(MOST), strict=False)
        for row in (columns.all(**values) if columns and some else ())
    ]
    return sorted(found, key=lambda one: (not one.overdue, one.due_at or one.since or FAR))[:most]
