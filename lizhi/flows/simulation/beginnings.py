"""How a case of each way of ending begins: by the very action that a person takes."""

import datetime as dt
import uuid
from typing import Any

from django.utils.translation import gettext as _

from lizhi.cases.models import Case
from lizhi.common import clock
from lizhi.common.refusals import Refused
from lizhi.flows.simulation import last_day, opening
from lizhi.flows.simulation.scenario import Scenario
from lizhi.offboarding import actions, departures, ways
from lizhi.offboarding.arrival import Application, Channel
from lizhi.offboarding.departures import Declaration
from lizhi.people import rules as people
from lizhi.people.models import Employment
from lizhi.workflow.tree import FOR_PEOPLE

Way = Case.Way
FIRST = "application"
"""The step that a resignation completes at once."""


def way_of(body: dict[str, Any]) -> str:
    """For which way of ending this process is; one that does not say so, for resigning."""
    return str(body.get("way") or Way.RESIGNATION)


def check_can_begin(body: dict[str, Any]) -> None:
    """Somebody has written how a case of this way begins, and the process begins so too."""
    way, first = way_of(body), body["steps"][0]
    if way not in ways.WAYS:
        words = _("A process for “%(way)s” cannot be played through yet.")
        raise Refused(words % {"way": way})
    if way == Way.RESIGNATION and (first["id"] != FIRST or first["kind"] not in FOR_PEOPLE):
        words = _("The first step of this process has to be “%(step)s”, which the leaver does.")
        raise Refused(words % {"step": FIRST})


def begin(way: str, employment: Employment, scenario: Scenario) -> Case:
    """The employee hands the notice in on a phone (劳动合同法 37), or HR begins to end it."""
    key = f"simulation:{uuid.uuid4().hex}"
    day = last_day.of(way, scenario)
    if way == Way.RESIGNATION:
        application = Application(day, scenario.reason, handover_titles=scenario.handover)
        phone = Channel("phone", device=opening.WORDS)
        return actions.submit(employment, application, by=employment.user, channel=phone, key=key)
    if way in ways.DECLARED:
        return _declare(way, employment, scenario, day, key)
    named = day if last_day.is_named(way) else None
    said = opening.of(way, employment, scenario, day=named)
    officer = people.hr_of(employment.branch, besides=employment.user)
    return actions.begin_ending(employment, said, by=officer, key=key)


def _declare(way: str, employment: Employment, scenario: Scenario, day: dt.date, key: str) -> Case:
    """What somebody says on the phone besides a resignation."""
    ground = scenario.ground or ways.WAYS[way].grounds[0]
    items = ("2",) if ground == "38-1" else ()
    at_once = ground == departures.AT_ONCE
    today = clock.local(scenario.arrives).date()
    said = Declaration(way, ground, today if at_once else day, items, opening.WORDS)
    phone = Channel("phone", device=opening.WORDS)
    return actions.declare_ending(employment, said, by=employment.user, channel=phone, key=key)
