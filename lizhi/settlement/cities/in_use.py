"""Which figures of a city a settlement uses, as they stand today: for the page of a company."""

import datetime as dt

from django.utils.translation import gettext as _

from lizhi.people.city_figures import CityFigure
from lizhi.settlement.cities import books, coverage
from lizhi.settlement.law import parameters
from lizhi.settlement.law.parameters import NoFigure, figure, province_of


def figures(city: str, today: dt.date) -> list[CityFigure]:
    """What settlements need of this city, and the clocks that a province or the nation sets."""
    known = coverage.of_city(city, today)
    with parameters.using(books.whole_book()):
        own = _clock("clocks.wages_work_days", _("day of payment"), province_of(city), today)
        nation = _clock("clocks.wages", _("day of payment"), "", today)
        fund = _clock("clocks.housing_fund", _("housing fund"), "", today)
    pay = nation if own.status == "missing" else own  # no rule of its own: the nation's holds
    return [*(_of_city(row) for row in known.rows if row.wanted.needed), pay, fund]


def _of_city(row: coverage.Row) -> CityFigure:
    found = row.figure
    if found is None:
        where = _("look in: %(where)s") % {"where": row.wanted.look}
        return CityFigure(row.title, row.wanted.used_for, document=where)
    return CityFigure(
        title=row.title,
        used_for=row.wanted.used_for,
        value=row.value,
        since=found.since,
        document=found.document,
        checked=f"{found.checked_by} {found.checked_on or ''}".strip(),
        status="old" if row.state == "old" else found.status,
        words=row.words,
    )


def _clock(name: str, used_for: str, place: str, today: dt.date) -> CityFigure:
    try:
        found = figure(name, as_of=today, place=place)
    except NoFigure as missing:
        where = _("look in: %(where)s") % {"where": missing.look}
        return CityFigure(missing.title, used_for, document=where)
    return CityFigure(
        title=found.title,
        used_for=used_for,
        value=f"{found.value:,} {_('days')}",
        since=found.since,
        document=found.document,
        checked=f"{found.checked_by} {found.checked_on or ''}".strip(),
        status=found.status,
    )
