"""Whom HR has to sign off at which agency: by city, for the page and for the spreadsheet."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from lizhi.accounts.models import User
from lizhi.cases.models import Case
from lizhi.offboarding import schemes, ways
from lizhi.offboarding.models import Duty, SchemeStop
from lizhi.people import rules as people
from lizhi.people.roster.workbook import Bold

BEFORE, AFTER = dt.timedelta(days=31), dt.timedelta(days=183)
"""Ends so near ahead, and so long ago, stand on the list while something is not stopped."""
MOST = 500
"""More are not taken in one go; the page says so."""
TOLD = (Duty.Kind.UNEMPLOYMENT_LIST, Duty.Kind.TRANSFER, Duty.Kind.HOUSING_FUND)


@dataclass(frozen=True)
class City:
    """One agency's people."""

    name: str
    cases: list[Case]
    due: dt.date | None
    """The nearest day of the law among them."""


def cities(user: User, *, today: dt.date, month: str = "") -> list[City]:
    """All cities with somebody to sign off, the most urgent first.

    `month`: YYYY-MM, only those whose employment ends in it.
    """
    by_city: dict[str, list[Case]] = defaultdict(list)
    for case in _open(user, today):
        if month and f"{case.contract_end:%Y-%m}" != month:
            continue
        by_city[schemes.city_of(case)].append(case)
    found = [City(name, cases, _nearest(cases)) for name, cases in by_city.items()]
    return sorted(found, key=lambda city: (city.due or dt.date.max, city.name))


def of_city(user: User, name: str, *, today: dt.date, month: str = "") -> list[Case]:
    """The people of one city; none where there are none for this reader."""
    found = cities(user, today=today, month=month)
    return next((city.cases for city in found if city.name == name), [])


def _open(user: User, today: dt.date) -> Iterable[Case]:
    roles = people.roles_of(user)
    certain = Q(way=Case.Way.RESIGNATION) | Q(binding_at__isnull=False)
    found = Case.objects.filter(certain, contract_end__range=(today - AFTER, today + BEFORE))
    found = found.exclude(status=Case.Status.WITHDRAWN).exclude(employment__person__user=user)
    if roles.hr_branches is not None:
        found = found.filter(branch__in=roles.hr_branches)
    counted = found.alias(stopped=Count("scheme_stops")).filter(stopped__lt=len(schemes.ALL))
    related = ("employment__person", "branch", "entity")
    rows = counted.select_related(*related).prefetch_related("scheme_stops", "duties")
    return rows.order_by("contract_end", "pk")[:MOST]


def _nearest(cases: list[Case]) -> dt.date | None:
    days = [
        duty.due
        for case in cases
        for duty in case.duties.all()
        if duty.kind in TOLD and duty.done_on is None and duty.due
    ]
    return min(days, default=None)


def rows(cases: Iterable[Case]) -> Iterator[list[Any]]:
    """What an agency asks for: who, with which number, until when, and why; and what is done."""
    who = (_("Employee"), _("Kind of identity"), _("Number of identity"), _("Staff number"))
    where = (_("Legal entity"), _("Credit code"), _("Insured in"), _("Ends on"), _("Ground"))
    what = (
        _("Insurance paid until"),
        _("Housing fund paid until"),
        _("Insurance base"),
        _("Fund base"),
        _("Fund rate"),
    )
    by = [str(Duty.Kind(kind).label) for kind in TOLD]
    done = [str(scheme.label) for scheme in schemes.ALL]
    yield [Bold(name) for name in (*who, *where, *what, *by, *done, _("To check"))]
    for case in cases:
        yield _row(case)


def _row(case: Case) -> list[Any]:
    employment, last = case.employment, schemes.last_month(case)
    fund = schemes.last_month(case, SchemeStop.Scheme.HOUSING_FUND)
    person, ground = employment.person, ways.ground_of(case)
    duties = {duty.kind: duty for duty in case.duties.all()}
    stops = {stop.scheme: stop for stop in case.scheme_stops.all()}
    return [
        *(person.name, person.id_kind, person.id_number, employment.number),
        *(case.entity.name, case.entity.credit_code, schemes.city_of(case), case.contract_end),
        f"{ground.article} {ground.title}",
        *(f"{last.month:%Y-%m}", f"{fund.month:%Y-%m}"),
        *(employment.insurance_base, employment.fund_base, employment.fund_rate),
        *(_day(duties.get(kind)) for kind in TOLD),
        *(_done(stops.get(scheme)) for scheme in schemes.ALL),
        last.doubt or fund.doubt,
    ]


def _day(duty: Duty | None) -> dt.date | str:
    if duty is None:
        return ""
    return _("done") if duty.done_on else duty.due or ""


def _done(stop: SchemeStop | None) -> dt.date | str:
    return stop.done_on if stop else ""
