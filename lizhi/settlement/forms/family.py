"""Additional deductions item by item: what, how much of it, and in which months of the year."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lizhi.settlement.forms.fields import DESK, AmountField, CountField
from lizhi.settlement.law.tax import Declared

ROWS = range(1, 7)
PARTS = ("item", "number", "first", "last")
YEAR = 12
ITEMS = (
    ("", gettext_lazy("(an empty row)")),
    ("child_under_3", gettext_lazy("Infants under three")),
    ("child_education", gettext_lazy("Children in education")),
    ("elderly", gettext_lazy("Elderly parents, as the only child")),
    ("elderly_shared", gettext_lazy("Elderly parents, a shared amount")),
    ("loan_interest", gettext_lazy("Interest of a home loan")),
    ("rent_large", gettext_lazy("Rent, in a provincial capital or municipality")),
    ("rent_middle", gettext_lazy("Rent, in a city of more than a million")),
    ("rent_small", gettext_lazy("Rent, elsewhere")),
    ("study", gettext_lazy("Study for a degree")),
    ("study_certificate", gettext_lazy("Certificate of a profession, got this year")),
)
COUNTED = frozenset({"child_under_3", "child_education", "elderly_shared"})


def fields() -> dict[str, forms.Field]:
    """Of all rows, empty ones among them: there are always the same number."""
    found: dict[str, forms.Field] = {}
    for row in ROWS:
        found[f"item_{row}"] = forms.ChoiceField(
            label=_("Item %(n)d") % {"n": row},
            required=False,
            choices=ITEMS,
            widget=forms.Select(attrs=DESK),
        )
        found[f"number_{row}"] = AmountField(label=_("How many, or yuan a month"))
        found[f"first_{row}"] = CountField(label=_("From month"), most=YEAR)
        found[f"last_{row}"] = CountField(label=_("Until month"), most=YEAR)
    return found


def initial(family: tuple[Declared, ...]) -> dict[str, Any]:
    """What the rows show; the whole year is left empty."""
    found: dict[str, Any] = {}
    for row, one in zip(ROWS, family, strict=False):
        found[f"item_{row}"] = one.kind
        found[f"number_{row}"] = one.number if one.kind in COUNTED else None
        found[f"first_{row}"] = one.first if one.first > 1 else None
        found[f"last_{row}"] = one.last if one.last < YEAR else None
    return found


def problems(cleaned: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Field and sentence, for each row that does not fit together."""
    for row in ROWS:
        kind, number = cleaned.get(f"item_{row}"), cleaned.get(f"number_{row}")
        first, last = cleaned.get(f"first_{row}"), cleaned.get(f"last_{row}")
        if not kind and any(value is not None for value in (number, first, last)):
            yield f"item_{row}", _("Please choose what it is, or leave the row empty.")
        elif kind in COUNTED and not number:
            yield f"number_{row}", _("How many children, or how many yuan a month?")
        elif kind and kind not in COUNTED and number is not None:
            yield f"number_{row}", _("This item has a fixed amount; please leave this empty.")
        if first == 0:
            yield f"first_{row}", _("A month is a number from 1 to 12.")
        if last is not None and last < (first or 1):
            yield f"last_{row}", _("It ends before it begins. Please look at both months.")


def read(cleaned: dict[str, Any]) -> tuple[Declared, ...]:
    """The items; only after nothing was found wrong."""
    return tuple(
        Declared(
            kind=cleaned[f"item_{row}"],
            number=cleaned[f"number_{row}"] or Decimal(1),
            first=cleaned[f"first_{row}"] or 1,
            last=cleaned[f"last_{row}"] or YEAR,
        )
        for row in ROWS
        if cleaned.get(f"item_{row}")
    )
