"""The minimum wage of a place, from the dated figures or brought along by whoever asks."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from lizhi.settlement.law.parameters import Figure, figure

NAME = "wages.minimum"


@dataclass(frozen=True)
class MinimumWage:
    """Yuan a month of one place; `figure` is None for one that the asker has brought along."""

    month: Decimal
    figure: Figure | None = None

    @property
    def figures(self) -> tuple[Figure, ...]:
        """For the step that stands on it."""
        return (self.figure,) if self.figure else ()


def brought(amount: Decimal) -> MinimumWage:
    """Brought along, in yuan a month."""
    return MinimumWage(amount)


def of_place(place: str, as_of: dt.date) -> MinimumWage:
    """As it stood in that place on that day, or `NoFigure`."""
    found = figure(NAME, as_of=as_of, place=place)
    return MinimumWage(found.value, found)
