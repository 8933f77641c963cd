"""How a case of each way of ending begins: by the very action that a person takes."""

import uuid
from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _

from lizhi.cases.models import Case
from lizhi.common.refusals import Refused
from lizhi.flows.simulation.scenario import Scenario
from lizhi.offboarding import actions
from lizhi.offboarding.arrival import Application, Channel
from lizhi.people.models import Employment
from lizhi.workflow.tree import FOR_PEOPLE

Begin = Callable[[Employment, Scenario], Case]


def resign(employment: Employment, scenario: Scenario) -> Case:
    """The employee hands the notice in on a phone (劳动合同法 37)."""
    application = Application(
        wished_day=scenario.wished_day,
        reason=scenario.reason,
        handover_titles=scenario.handover,
    )
    channel = Channel("phone", device="试跑")
    key = f"simulation:{uuid.uuid4().hex}"
    return actions.submit(employment, application, by=employment.user, channel=channel, key=key)


BEGINNINGS: dict[str, Begin] = {Case.Way.RESIGNATION: resign}
FIRST = {Case.Way.RESIGNATION: "application"}
"""The step that the action which begins a case of this way completes at once."""


def way_of(body: dict[str, Any]) -> str:
    """For which way of ending this process is; one that does not say so, for resigning."""
    return str(body.get("way") or Case.Way.RESIGNATION)


def check_can_begin(body: dict[str, Any]) -> None:
    """Somebody has written how a case of this way begins, and the process begins so too."""
    way = way_of(body)
    if way not in BEGINNINGS:
        name = dict(Case.Way.choices).get(way, way)
        words = _("A process for “%(way)s” cannot be played through yet.")
        raise Refused(words % {"way": name})
    first = body["steps"][0]
    if first["id"] != FIRST[Case.Way(way)] or first["kind"] not in FOR_PEOPLE:
        words = _("The first step of this process has to be “%(step)s”, which the leaver does.")
        raise Refused(words % {"step": FIRST[Case.Way(way)]})
