"""The last day of a case that is played through, as somebody wishes for it or names it."""

import datetime as dt

from lizhi.cases.models import Case
from lizhi.common import clock
from lizhi.flows.simulation.scenario import Scenario
from lizhi.offboarding import ways

Way = Case.Way
UNTIL_LAST = dt.timedelta(days=4)


def of(way: str, scenario: Scenario) -> dt.date:
    """The last day that is wished for or named; where nothing is said, one as it often is."""
    today = clock.local(scenario.arrives).date()
    return scenario.wished_day or (today if way == Way.DEATH else today + UNTIL_LAST)


def is_named(way: str) -> bool:
    """Whether anybody names the last day: a term has its own, and a service decides about it."""
    return ways.WAYS[way].day_is_given and way != Way.TERM_END
