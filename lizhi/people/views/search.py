"""What the list of staff is narrowed to, read from the address."""

import re
from dataclasses import dataclass

from django.db.models import Q
from django.http import QueryDict
from django.utils.http import urlencode

from lizhi.accounts.http import UserRequest
from lizhi.accounts.models import phone_index
from lizhi.common import clock
from lizhi.people import standing
from lizhi.people.models import EmploymentQuerySet, id_index

_PHONE = re.compile(r"1[0-9]{10}")
_CARD = re.compile(r"[0-9]{17}[0-9Xx]")
_SPACED = re.compile(r"[0-9][0-9 -]{9,}[0-9Xx]")
_LONG = re.compile(r"[0-9]{7}")
LONGEST_KEY = 18
MOST_AT_ONCE = 500
"""People with whom something is done at once; a page of the list has 50."""


@dataclass
class Search:
    """What the list is narrowed to."""

    chip: str
    branch: str
    words: str

    @classmethod
    def of(cls, request: UserRequest) -> "Search":
        """From the address; whatever makes no sense there is as if it were not there."""
        return cls.read(request.GET)

    @classmethod
    def read(cls, asked: QueryDict) -> "Search":
        """The same, where somebody has sent it with a form."""
        chip = asked.get("f", "all")
        branch = asked.get("branch", "")
        known = chip in standing.chips(clock.today())
        words = asked.get("q", "").strip().replace("\x00", "")[:60]
        return cls(
            chip if known else "all",
            branch if branch.isdecimal() and len(branch) <= LONGEST_KEY else "",
            re.sub("[ -]", "", words) if _SPACED.fullmatch(words) else words,
        )

    @property
    def is_narrow(self) -> bool:
        """Whether anything is left out."""
        return bool(self.branch or self.words or self.chip != "all")

    @property
    def is_private(self) -> bool:
        """Whether somebody has typed a whole phone or card number."""
        return bool(_PHONE.fullmatch(self.words) or _CARD.fullmatch(self.words))

    @property
    def is_growing_private(self) -> bool:
        """The same while it is being typed: the browser's history is to keep no part of it."""
        return bool(_LONG.search(self.words))

    @property
    def kept(self) -> str:
        """The words that may stand in an address and in a form that becomes one."""
        return "" if self.is_private else self.words

    def address(self, **changed: str) -> str:
        """The query of the same search with something changed."""
        values = {"f": self.chip, "branch": self.branch, "q": self.kept, **changed}
        return urlencode({key: value for key, value in values.items() if value})

    def narrow(self, staff: EmploymentQuerySet) -> EmploymentQuerySet:
        """By branch and by words; a whole phone or card number is found by its index."""
        if self.branch:
            staff = staff.filter(branch=int(self.branch))
        if not self.words:
            return staff
        if _PHONE.fullmatch(self.words):
            return staff.filter(person__user__phone_index=phone_index(self.words))
        if _CARD.fullmatch(self.words):
            return staff.filter(person__id_index=id_index(self.words))
        return staff.filter(
            Q(person__name__icontains=self.words)
            | Q(number__istartswith=self.words)
            | Q(department__name__icontains=self.words)
        )


def keys_of(asked: QueryDict) -> list[int]:
    """Whom somebody has ticked, or nobody where all that the search finds are meant."""
    ticked = [] if asked.get("all") else asked.getlist("who")
    keys = (key for key in ticked if key.isascii() and key.isdecimal())
    return [int(key) for key in keys if len(key) <= LONGEST_KEY][:MOST_AT_ONCE]
