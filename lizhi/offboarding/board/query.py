"""What the reader of the board wants to see."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Q
from django.http import QueryDict
from django.utils.http import urlencode

from lizhi.accounts.models import User
from lizhi.common.prepared import given
from lizhi.offboarding import ways
from lizhi.settlement.law.grounds import ground

SOON = dt.timedelta(hours=10)
SHOWN = ("all", "late", "soon", "employee", "me")
WORDS = 40
GROUNDS = {
    way: tuple((f"{way}.{code}", ground(code)) for code in spec.grounds)
    for way, spec in ways.WAYS.items()
    if len(spec.grounds) > 1
}
"""The grounds of each way that has several, as they stand in an address."""
OF_WAYS = frozenset((*ways.WAYS, *(key for some in GROUNDS.values() for key, _row in some)))


@dataclass(frozen=True)
class Query:
    """What the reader wants to see."""

    show: str = "all"
    branch: int | None = None
    way: str = ""
    """How it ends: a way, or a way and its ground, `notice.40-3`."""
    words: str = ""
    after: str = ""
    """Due moment and key of the last row of the page before."""

    @classmethod
    def of(cls, asked: QueryDict) -> "Query":
        """From the address; whatever makes no sense there is as if it were not there."""
        branch = asked.get("branch", "")
        return cls(
            show=asked.get("show", "all") if asked.get("show") in SHOWN else "all",
            branch=int(branch) if branch.isdecimal() and len(branch) < 10 else None,
            way=asked.get("way", "") if asked.get("way") in OF_WAYS else "",
            words=asked.get("words", "").replace("\0", "").strip()[:WORDS],
            after=asked.get("after", "")[:60],
        )

    @property
    def address(self) -> str:
        """The same filters as a query, from the first row on."""
        values = {
            "show": self.show,
            "branch": self.branch,
            "way": self.way,
            "words": self.words,
        }
        return urlencode({key: value for key, value in values.items() if value})


def wanted(
    query: Query,
    user: User | given,
    asked: list[int],
    now: dt.datetime | given,
    soon: dt.datetime | given,
) -> list[Q]:
    """One condition, or two that are looked up apart; `asked`: where the reader owes an answer."""
    running = Q(ended_at=None)
    chips = {
        "late": [running & Q(due_at__lt=now)],
        "soon": [running & Q(due_at__gte=now, due_at__lte=soon)],
        "employee": [running & Q(with_leaver=True)],
        "me": [running & Q(holder_user=user), *([running & Q(pk__in=asked)] if asked else [])],
    }
    narrowed = _narrowed(query)
    return [chip & narrowed for chip in chips.get(query.show, [running])]


def of_way(way: str | given, code: str | given = "") -> Q:
    """Cases that end in this way, by this ground where one is named."""
    return Q(way=way, ground=code) if code else Q(way=way)


def _narrowed(query: Query) -> Q:
    narrowed = Q(branch=query.branch) if query.branch else Q()
    if query.way:
        narrowed &= of_way(*query.way.split("."))
    if query.words:
        narrowed &= (
            Q(employment__person__name__icontains=query.words)
            | Q(employment__department__name__icontains=query.words)
            | Q(holder__icontains=query.words)
            | Q(number__iexact=query.words)
        )
    return narrowed
