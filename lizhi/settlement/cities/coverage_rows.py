"""One figure in one city as it stands today: what is to be said about it, the worst first."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from lizhi.settlement.cities.books import plain
from lizhi.settlement.cities.keepers import Place
from lizhi.settlement.law.catalogue import Wanted
from lizhi.settlement.law.parameters import Figure
from lizhi.settlement.models import CityFigure

State = Literal["missing", "waiting", "old", "secondary", "official", "nation"]
ORDER: tuple[State, ...] = ("missing", "waiting", "old", "secondary", "official", "nation")
TONES: dict[State, str] = {
    "missing": "late",
    "waiting": "soon",
    "old": "soon",
    "secondary": "wait",
    "official": "ok",
    "nation": "",
}
OLD_MONTHS = 24
"""Nobody has looked at it for two years: somebody may have decided on a new one."""
MONTHS = 12


@dataclass(frozen=True)
class Row:
    """One figure in one city, as it stands today."""

    place: Place
    wanted: Wanted
    as_of: dt.date
    today: dt.date
    figure: Figure | None
    """In force in the city; of one that is not needed, the nation's may stand in."""
    of_nation: bool = False
    added: CityFigure | None = None
    """The company's own; None: it came with the program."""
    waiting: CityFigure | None = None
    """Entered, and a second person has not looked at it."""
    cases: int = 0
    """Open settlements that ask for it."""

    @property
    def state(self) -> State:
        """The worst that is to be said about it."""
        if self.waiting is not None:
            return "waiting"
        if self.figure is None:
            return "missing" if self.wanted.needed else "nation"
        if self.of_nation:
            return "nation"
        if self.is_old:
            return "old"
        return "secondary" if self.figure.status == "secondary" else "official"

    @property
    def tone(self) -> str:
        """The class of its tag."""
        return TONES[self.state]

    @property
    def renewed_on(self) -> dt.date | None:
        """The day on which the newest one should have begun."""
        if not self.wanted.renewed:
            return None
        day = dt.date(self.today.year, self.wanted.renewed, 1)
        return day if day <= self.today else day.replace(year=day.year - 1)

    @property
    def is_old(self) -> bool:
        """A newer one should be there, or nobody has looked for two years."""
        if self.figure is None or self.wanted.yearly:
            return False
        if self.renewed_on is not None:
            return self.figure.since < self.renewed_on
        return self.age is not None and self.age >= OLD_MONTHS

    @property
    def age(self) -> int | None:
        """Whole months since somebody looked at the source."""
        checked = self.figure.checked_on if self.figure else None
        return None if checked is None else max(_months(checked, self.today), 0)

    @property
    def words(self) -> str:
        """What its tag says."""
        if self.state == "missing" and self.cases:
            return ngettext("%(n)d waits for it", "%(n)d wait for it", self.cases) % {
                "n": self.cases
            }
        if self.state == "old" and self.wanted.renewed:
            return _("was to change in month %(month)d") % {"month": self.wanted.renewed}
        return {
            "missing": pgettext("figure", "missing"),
            "waiting": _("waits for a second person"),
            "old": _("nobody looked for %(months)d months") % {"months": self.age or 0},
            "secondary": _("second hand, the settlement says so"),
            "official": _("original text"),
            "nation": _("the nation's holds") if self.of_nation else _("not needed"),
        }[self.state]

    @property
    def title(self) -> str:
        """With its year, of a figure of a year: 职工月平均工资，2025 年."""
        if not self.wanted.yearly:
            return self.wanted.short
        return _("%(title)s, %(year)d") % {"title": self.wanted.short, "year": self.as_of.year}

    @property
    def value(self) -> str:
        """As people write it, with its unit; empty when there is none."""
        return "" if self.figure is None else told(self.figure, self.wanted)

    @property
    def link(self) -> str:
        """Where its source can be read."""
        return self.added.link if self.added else ""


def told(figure: Figure, wanted: Wanted) -> str:
    """2,490 元/月, 8%, 到元: a value as people write it."""
    if figure.brackets:
        return figure.text
    if wanted.kind == "choice":
        return wanted.choices.get(figure.value, plain(figure.value))
    if wanted.kind == "rate":
        return f"{plain(figure.value * 100)}%"
    return f"{Decimal(plain(figure.value)):,} {wanted.unit}".strip()


def _months(since: dt.date, until: dt.date) -> int:
    months = (until.year - since.year) * MONTHS + until.month - since.month
    return months - (until.day < since.day)
