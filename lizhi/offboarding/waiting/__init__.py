"""What waits for somebody: steps, things to receive, and what leavers have asked.

One answer for the home page, the list, the menu and the board, so that none of them says that all
is done while another has something.
"""

from operator import itemgetter
from typing import Any, NamedTuple

from django.db import connection

from lizhi.accounts.models import User
from lizhi.common.prepared import bound
from lizhi.offboarding import duties_due
from lizhi.offboarding.waiting import asked
from lizhi.offboarding.waiting.asked import MOST
from lizhi.offboarding.waiting.rows import KINDS, Thing
from lizhi.people.models import roles_of

__all__ = [
    "AT_ONCE",
    "MOST",
    "Counted",
    "Page",
    "Thing",
    "asked",
    "count",
    "counted",
    "page",
    "things",
    "told",
]
AT_ONCE = 20


class Counted(NamedTuple):
    """Up to a thousand of each kind, and up to a thousand that are late."""

    waiting: int
    late_by_law: int
    """Days of the law that have passed for those whom this person looks after."""


class Page(NamedTuple):
    """So much of the list as fits into a hand."""

    things: list[Thing]
    number: int
    more: bool
    """There are less urgent ones, on the next page."""


def count(user: User) -> int:
    """How many things there are, by one question; up to a thousand of each kind."""
    return counted(user).waiting


def counted(user: User) -> Counted:
    """The same, and how many duties of the law are late."""
    sql, params = asked.counting(roles_of(user), connection.vendor)
    with connection.cursor() as cursor:
        cursor.execute(sql, bound(params, told(user)))
        *each, late = cursor.fetchone()
    return Counted(sum(each), late)


def told(user: User) -> dict[str, Any]:
    """What counting is asked with."""
    adapt = connection.ops.adapt_datefield_value
    return {"user": user.pk, **{name: adapt(day) for name, day in duties_due.asked().items()}}


def things(user: User, most: int = MOST) -> list[Thing]:
    """The most urgent first; a wish has no time of its own and comes by when it was said."""
    kinds = asked.kinds(roles_of(user), most).all(user=user.pk, **duties_due.asked())
    found = [
        (kind.urgency(row), kind, row)
        for kind, answer in zip(KINDS, kinds, strict=True)
        for row in answer
    ]
    of_others = sum(kind.of_others for _urgency, kind, _row in found)
    urgent = sorted(found, key=itemgetter(0))[: most + min(of_others, asked.OWN)]
    cases = asked.whose({row["case"] for _urgency, _kind, row in urgent})
    return [
        kind.make(row | cases[row["case"]])
        for _urgency, kind, row in urgent
        if not (kind.of_others and cases[row["case"]]["leaver"] == user.pk)
    ][:most]


def page(user: User, number: int = 1) -> Page:
    """Twenty at once, the most urgent first; behind the last page there is the last again."""
    found = things(user, min(number * AT_ONCE + 1, MOST))
    last = max(-(-len(found) // AT_ONCE), 1)
    number = min(number, last)
    rest = found[(number - 1) * AT_ONCE :]
    return Page(rest[:AT_ONCE], number, len(rest) > AT_ONCE)
