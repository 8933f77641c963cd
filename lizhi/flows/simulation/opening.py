"""What HR says when the company begins to end an employment that is played through."""

import datetime as dt
from typing import Any

from lizhi.cases.models import Case
from lizhi.common import clock
from lizhi.flows.simulation.scenario import Scenario
from lizhi.offboarding import openings, protection, reduction, ways
from lizhi.offboarding.openings import Opening
from lizhi.people.models import Employment
from lizhi.settlement.law.grounds import Ground, ground

Way = Case.Way
WORDS = "试跑"
TO_ANSWER = dt.timedelta(days=7)
FREE = {bar.code: protection.NO for bar in protection.BARS}


def of(way: str, employment: Employment, scenario: Scenario, *, day: dt.date | None) -> Opening:
    """An ordinary case, but for what is supposed; a term has its own day, whatever is supposed."""
    today = clock.local(scenario.arrives).date()
    code = scenario.ground or ways.WAYS[way].grounds[0]
    openings.check_ground(way, code)
    row = ground(code)
    if way == Way.TERM_END:
        day = employment.term_end or employment.contract_end or today
    known = {**_usual(way, row), **_days(way, today, day or today)}
    said = {"way": way, "ground": row.code, "day": day, **known, **scenario.opening}
    if "bars" in said:  # of those about which nothing is supposed none holds
        said["bars"] = {**FREE, **said["bars"]}
    return Opening(**said)


def _usual(way: str, row: Ground) -> dict[str, Any]:
    found: dict[str, Any] = {"words": WORDS} if ways.WAYS[way].in_words else {}
    if protection.asked_for(row):
        found["bars"] = {}
    if row.union_first == "第四十三条":
        found["union"] = openings.NO_UNION
    return found | _OF_WAY.get(way, {})


def _days(way: str, today: dt.date, day: dt.date) -> dict[str, dt.date]:
    if way == Way.UNREACHABLE:
        return {"return_by": today + TO_ANSWER}
    if way == Way.LAYOFF:
        return {"explained_on": min(today, day - openings.EXPLAINED), "reported_on": today}
    return {}


_OF_WAY: dict[str, dict[str, Any]] = {
    Way.NOTICE: {"instead": openings.NOTICE},
    Way.TERM_END: {"renewal": "not_offered"},
    Way.LAYOFF: {"affected": reduction.PERSONS, "employed": reduction.PERSONS * 10},
    Way.RETIREMENT: {"source": WORDS},
    Way.CLOSURE: {"source": WORDS},
    Way.DEATH: {"heirs": WORDS},
}
