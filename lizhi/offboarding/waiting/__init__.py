"""What waits for somebody: steps, things to receive, and what leavers have asked.

One answer for the home page, the list, the menu and the board, so that none of them says that all
is done while another has something.
"""

import datetime as dt
from typing import NamedTuple

from django.db import connection

from lizhi.accounts.models import User
from lizhi.common.prepared import bound
from lizhi.offboarding import duties_due
from lizhi.offboarding.waiting import asked, rows
from lizhi.offboarding.waiting.asked import MOST
from lizhi.offboarding.waiting.rows import Thing
from lizhi.people.models import roles_of

__all__ = ["MOST", "Counted", "Thing", "count", "counted", "things"]
FAR = dt.datetime.max.replace(tzinfo=dt.UTC)
MAKERS = (
    *(rows.step, rows.to_receive, rows.to_talk),
    *(rows.stays, rows.moves, rows.asks, rows.owed),
)
"""In the order of `asked.kinds`."""


class Counted(NamedTuple):
    """Up to a thousand of each kind, and up to a thousand that are late."""

    waiting: int
    late_by_law: int
    """Days of the law that have passed for those whom this person looks after."""


def count(user: User) -> int:
    """How many things there are, by one question; up to a thousand of each kind."""
    return counted(user).waiting


def counted(user: User) -> Counted:
    """The same, and how many duties of the law are late."""
    sql, params = asked.counting(roles_of(user), connection.vendor)
    with connection.cursor() as cursor:
        adapt = connection.ops.adapt_datefield_value
        days = {name: adapt(day) for name, day in duties_due.asked().items()}
        cursor.execute(sql, bound(params, {"user": user.pk, **days}))
        *each, late = cursor.fetchone()
    return Counted(sum(each), late)


def things(user: User, most: int = MOST) -> list[Thing]:
    """The most urgent first; a wish has no time of its own and comes by when it was said."""
    kinds = asked.kinds(roles_of(user), most).all(user=user.pk, **duties_due.asked())
    found = [make(row) for make, kind in zip(MAKERS, kinds, strict=True) for row in kind]
    return sorted(found, key=lambda one: (not one.overdue, one.due_at or one.since or FAR))[:most]
