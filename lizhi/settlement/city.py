"""Which figures of a city a settlement uses, as they stand today: for the page of a company."""

import datetime as dt

from django.utils.translation import gettext as _

from lizhi.people.city_figures import CityFigure
from lizhi.settlement.law.parameters import NoFigure, figure, province_of


def figures(city: str, today: dt.date) -> list[CityFigure]:
    """The minimum wage of the city, and the clocks that a province or the nation sets."""
    own = _line("clocks.wages_work_days", _("day of payment"), province_of(city), today)
    nation = _line("clocks.wages", _("day of payment"), "", today)
    return [
        _line("wages.minimum", _("lower limit of deductions"), city, today),
        nation if own.status == "missing" else own,  # no rule of its own: the nation's holds
        _line("clocks.housing_fund", _("housing fund"), "", today),
    ]


def _line(name: str, used_for: str, place: str, today: dt.date) -> CityFigure:
    try:
        found = figure(name, as_of=today, place=place)
    except NoFigure as missing:
        where = _("look in: %(where)s") % {"where": missing.look}
        return CityFigure(missing.title, used_for, document=where)
    unit = _("yuan a month") if name == "wages.minimum" else _("days")
    return CityFigure(
        title=found.title,
        used_for=used_for,
        value=f"{found.value:,} {unit}",
        since=found.since,
        document=found.document,
        checked=f"{found.checked_by} {found.checked_on or ''}".strip(),
        status=found.status,
    )
