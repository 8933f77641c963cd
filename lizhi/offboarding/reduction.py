"""Whether so many people are a reduction of staff (劳动合同法 41), or each is ended on its own."""

from typing import Literal

from django.utils.translation import gettext as _

PERSONS = 20
"""From so many people on it is one, however many work there."""
PARTS = 10
"""Fewer are one from a tenth of all employed on; both numbers count themselves (民法典 1259)."""


def measure(affected: int) -> Literal["persons", "tenth"]:
    """By which of the two numbers it is one; the notice says so."""
    return "persons" if affected >= PERSONS else "tenth"


def is_one(affected: int, employed: int) -> bool:
    """Twenty persons or more, or fewer that are a tenth of all employed or more."""
    return affected >= PERSONS or affected * PARTS >= employed


def problems(affected: int | None, employed: int | None) -> dict[str, str]:
    """What is missing or speaks against it, by the field of the form."""
    if affected is None or affected < 1:
        return {"affected": _("Please say how many people the reduction affects.")}
    if employed is None or employed < 1:
        return {"employed": _("Please say how many people the company employs in all.")}
    if affected > employed:
        return {"employed": _("These are fewer than the reduction affects.")}
    return {} if is_one(affected, employed) else {"affected": _too_few(affected, employed)}


def _too_few(affected: int, employed: int) -> str:
    words = _(
        "%(affected)d of %(employed)d are fewer than 20 persons and less than 10%% of all "
        "employed: this is no reduction by article 41. Two ways are open: an agreement "
        "(article 36), or, where the law's conditions hold, notice by article 40 item 3."
    )
    return words % {"affected": affected, "employed": employed}
