"""Insurance and housing fund after an ending: five schemes, until when each is paid, what is done.

The law gives days for what follows (the list of the unemployed 7, transfer 15, the fund 30); these
stand as duties. Here stands what is behind them: one row of a scheme, with what shows it.
"""

import datetime as dt
from dataclasses import dataclass
from typing import NamedTuple

from lizhi.cases.models import Case
from lizhi.offboarding import duties
from lizhi.offboarding.models import Duty, SchemeStop
from lizhi.settlement import rules as settled
from lizhi.settlement.law import contributions

Scheme = SchemeStop.Scheme
ALL = tuple(Scheme)
CLOCKS: dict[str, str] = {
    Scheme.PENSION: Duty.Kind.TRANSFER,
    Scheme.MEDICAL: Duty.Kind.TRANSFER,
    Scheme.UNEMPLOYMENT: Duty.Kind.TRANSFER,
    Scheme.INJURY: Duty.Kind.TRANSFER,
    Scheme.HOUSING_FUND: Duty.Kind.HOUSING_FUND,
}
"""The duty of the law by whose day a scheme is to be seen to."""


class LastMonth(NamedTuple):
    """The last month that is paid, by the rule of the city; and what to check about that."""

    month: dt.date
    doubt: str


@dataclass(frozen=True)
class Line:
    """One scheme of one case."""

    scheme: str
    name: str
    last_month: dt.date
    """As was said when it was stopped, else by the settlement or the rule of the city."""
    due: dt.date | None
    provisional: bool
    stop: SchemeStop | None

    @property
    def receipt(self) -> bool:
        """There is a file that shows it."""
        return self.stop is not None and self.stop.receipt_id is not None

    @property
    def checking(self) -> bool:
        """A file has come and is still being looked at."""
        return self.stop is not None and self.stop.upload is not None


def city_of(case: Case) -> str:
    """Where somebody is insured; not known, where the work is done."""
    employment = case.employment
    return employment.insurance_city or employment.work_city or case.branch.city


def last_month(case: Case, scheme: str = Scheme.PENSION) -> LastMonth:
    """As the settlement that was sent says, else by the rule of the city and the last day.

    A city whose rule is not known says so.
    """
    sent = settled.shown(case)
    fund = scheme == Scheme.HOUSING_FUND
    until = sent and (sent.fund_until if fund else sent.insurance_until)
    if until:
        return LastMonth(until.replace(day=1), "")
    found = contributions.last_month(case.contract_end, place=city_of(case))
    return LastMonth(found.value, found.notes[0].text if found.notes else "")


def of(case: Case) -> list[Line]:
    """All five, in the order in which people know them."""
    stops = {stop.scheme: stop for stop in case.scheme_stops.select_related("done_by")}
    clocks = {duty.kind: duty for duty in duties.OF_CASE.all(case=case.pk)}
    insured, fund = last_month(case).month, last_month(case, Scheme.HOUSING_FUND).month
    return [
        _line(
            scheme,
            stops.get(scheme),
            clocks.get(CLOCKS[scheme]),
            fund if scheme == Scheme.HOUSING_FUND else insured,
        )
        for scheme in ALL
    ]


def _line(scheme: Scheme, stop: SchemeStop | None, clock: Duty | None, by_rule: dt.date) -> Line:
    return Line(
        scheme=scheme.value,
        name=str(scheme.label),
        last_month=stop.last_month if stop else by_rule,
        due=clock.due if clock else None,
        provisional=clock.provisional if clock else False,
        stop=stop,
    )
