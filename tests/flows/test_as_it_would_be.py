"""The same story, played through and lived: every event has the same moment."""

import datetime as dt
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest

from lizhi.cases.models import Case
from lizhi.common import clock
from lizhi.flows import simulation
from lizhi.flows.simulation import Result, Scenario
from lizhi.handover import actions as handover
from lizhi.handover import rules
from lizhi.offboarding import actions, definitions, four_dates
from lizhi.offboarding.arrival import Application
from lizhi.settlement import actions as settlement
from tests import inside, make, stories
from tests.flows import supposing
from tests.signing import world as signing
from tests.stories import Company

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


class Lived:
    """A case that people really move, at the moments at which they were supposed to."""

    def __init__(self, company: Company, scenario: Scenario) -> None:
        self.company, self.scenario, self.case = company, scenario, Case()
        self.deeds: dict[str, Callable[[], None]] = {
            "notice_arrived": self.resign,
            "early_day_advised": self.acknowledge,
            "signature_given": self.sign,
            "item_given": self.give,
            "item_missing": self.miss,
            "item_received": self.receive,
            "dates_confirmed": self.confirm,
            "settlement_drafted": self.settle,
            "settlement_answered": self.answer,
        }

    def resign(self) -> None:
        application = Application(
            wished_day=self.scenario.wished_day,
            reason=self.scenario.reason,
            handover_titles=self.scenario.handover,
        )
        who = self.company.zhang_min
        self.case = actions.submit(
            who, application, by=who.user, channel=make.PHONE, key=make.key()
        )

    def acknowledge(self) -> None:
        task = make.open_task(self.case, "acknowledgement")
        near = rules.colleagues(self.case, "")[0].user
        actions.acknowledge(
            task, by=task.assignee, handover_to=near, agrees_early=True, key=make.key()
        )

    def sign(self) -> None:
        envelope = self.case.envelopes.order_by("-pk")[0]
        signing.sign(signing.employee(envelope), key=make.key())

    def give(self) -> None:
        handover.give_all(self.case, by=self.case.leaver, at=clock.now())

    def miss(self) -> None:
        given = self.case.handover_items.filter(state="given").order_by("pk")
        for item in given[: self.scenario.steps["handover"].disputes]:
            handover.report_missing(item, words="少一份", by=item.receiver, at=clock.now())

    def receive(self) -> None:
        for item in self.case.handover_items.filter(state="given").order_by("pk"):
            handover.receive_all(self.case, by=item.receiver, at=clock.now())

    def confirm(self) -> None:
        task = make.open_task(self.case, "confirmation")
        self.case.refresh_from_db()
        dates = four_dates.proposed(self.case, today=clock.today())
        actions.confirm(task, by=task.assignee, dates=dates, key=make.key())

    def settle(self) -> None:
        by, now = make.open_task(self.case, "settlement").assignee, clock.now()
        serves = {"roster_average_serves": True}
        version = settlement.draft(self.case, inputs=serves, by=by, at=now)
        settlement.send(version, by=by, at=now)

    def answer(self) -> None:
        shown = self.case.settlements.order_by("-number")[0]
        settlement.answer(shown, disputed={}, by=self.case.leaver, at=clock.now())

    def live(self, result: Result) -> None:
        """From moment to moment: first the worker and time, then people, then the worker again."""
        todo: dict[dt.datetime, list[str]] = {}
        for one in result.happenings:
            todo.setdefault(one.at, []).append(one.kind)
        for moment, kinds in sorted(todo.items()):
            with clock.at(moment):
                make.work()
                for kind in dict.fromkeys(kinds):
                    self.deeds.get(kind, make.work)()
                make.work()


@pytest.mark.parametrize(
    "steps",
    [
        {},
        supposing.TROUBLE,
        {"acknowledgement": {"silent": True}, "handover": {"silent": True}},
        {"settlement": {"late_days": 6}, "signature": {"silent": True}},
    ],
)
def test_every_event_has_the_moment_that_was_told(steps: dict[str, Any]) -> None:
    here = inside.Here()
    company = stories.found(here)
    here.set(supposing.MONDAY_EVENING)
    definitions.publish_shipped(at=clock.now())
    scenario = supposing.scenario(employee=company.zhang_min.number, steps=steps)
    told = simulation.play(supposing.body(), scenario)
    lived = Lived(company, scenario)
    lived.live(told)
    here.close()

    expected = Counter((one.at, one.kind, one.step) for one in told.happenings)
    happened = lived.case.events.values_list("happened_at", "kind", "step")
    assert Counter(happened) == expected
    lived.case.refresh_from_db()
    assert lived.case.ended_at == told.done
    assert sorted(lived.case.papers.values_list("state", flat=True)).count("valid") == len(
        told.papers
    )
