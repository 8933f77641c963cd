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
from lizhi.flows.simulation import signing as names
from lizhi.flows.simulation.scenario import Behaviour, Deed
from lizhi.handover import actions as handover
from lizhi.handover import rules
from lizhi.jobs import doing
from lizhi.offboarding import actions, definitions, four_dates, serving, ways
from lizhi.offboarding.arrival import Application
from lizhi.offboarding.serving import Service
from lizhi.offboarding.ways import STARTED_BY_HR
from lizhi.people import rules as people
from lizhi.people.models import RoleGrant
from lizhi.settlement import actions as settlement
from lizhi.signing.models import Actor
from lizhi.workflow import actions as workflow_actions
from lizhi.workflow import definitions as workflow
from lizhi.workflow.actions import let_time_act as actions_of_time
from lizhi.workflow.tree import walk
from tests import inside, make, stories
from tests.flows import supposing
from tests.offboarding import begun
from tests.signing import world as signing
from tests.stories import Company

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


class Lived:
    """A case that people really move, at the moments at which they were supposed to."""

    def __init__(self, company: Company, scenario: Scenario) -> None:
        self.company, self.scenario, self.case = company, scenario, Case()
        self.way: str = Case.Way.RESIGNATION
        self.work = make.work
        self.names = 0
        """So many were put on papers at this moment."""
        self.deeds: dict[str, Callable[[], None]] = {
            "notice_arrived": self.resign,
            "ending_begun": self.begin,
            "paper_served": self.serve,
            "return_decided": self.decide,
            "item_added": self.list_things,
            "beside ask_to_stay": self.ask_to_stay,
            "beside answer_stay": self.answer_stay,
            "beside propose_day": self.propose_day,
            "beside agree_day": self.agree_day,
            "beside pause": self.pause,
            "beside object": self.object,
            "beside be_away": self.be_away,
            "beside press": self.press,
            "beside hand_on": self.hand_on,
            "beside jump": self.jump,
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
        assert self.scenario.wished_day
        application = Application(
            wished_day=self.scenario.wished_day,
            reason=self.scenario.reason,
            handover_titles=self.scenario.handover,
        )
        who = self.company.zhang_min
        self.case = actions.submit(
            who, application, by=who.user, channel=make.PHONE, key=make.key()
        )

    def begin(self) -> None:
        """HR of the branch, in the ordinary words of this way."""
        day = self.scenario.wished_day
        said = begun.opening(self.company.zhang_min, self.way, **({"day": day} if day else {}))
        who, by = self.company.zhang_min, self.company.li_li
        self.case = actions.begin_ending(who, said, by=by, key=make.key())

    def serve(self) -> None:
        """Handed over today, or the person says that it has come."""
        self.work()  # the paper is printed
        step = "recall_service" if "recall_service" in make.open_steps(self.case) else "service"
        behaviour = self.scenario.steps.get(step) or self.scenario.steps.get("service")
        if behaviour and behaviour.outcome == "own":
            actions.confirm_receipt(self.case, by=self.case.leaver, key=make.key())
            return
        today = clock.local(clock.now()).date()
        bars = begun.FREE if serving.asks_bars(self.case) else {}
        service = Service(day=today, how="hand", words="本人签收", bars=bars)
        actions.serve(self.case, service, by=self.company.li_li, key=make.key())

    def decide(self) -> None:
        """Nobody is back, or somebody is."""
        behaviour = self.scenario.steps.get("decision")
        actions.decide_on_return(
            self.case,
            goes_on=not behaviour or behaviour.outcome != "returned",
            words="一直没有回音",
            by=self.company.li_li,
            key=make.key(),
        )

    def list_things(self) -> None:
        """Of an ending that the company has begun the leaver names what there is."""
        if self.way == Case.Way.RESIGNATION:
            return
        for title in self.scenario.handover:
            handover.add_item(
                self.case, title=title, receiver=None, by=self.case.leaver, at=clock.now()
            )

    def deed(self, what: str) -> Deed:
        """As it was supposed."""
        return next(one for one in self.scenario.happens if one.do == what)

    def ask_to_stay(self) -> None:
        actions.ask_to_withdraw(self.case, by=self.case.leaver, key=make.key())

    def answer_stay(self) -> None:
        by, agreed = self.company.li_li, self.deed("answer_stay").agreed
        actions.answer_withdrawal(self.case, agreed=agreed, by=by, key=make.key())

    def propose_day(self) -> None:
        day = self.deed("propose_day").day
        assert day
        actions.propose_last_day(self.case, day, by=self.case.leaver, key=make.key())

    def agree_day(self) -> None:
        day = self.deed("agree_day").day
        assert day
        actions.agree_last_day(self.case, day, by=self.company.li_li, key=make.key())

    def pause(self) -> None:
        until = self.deed("pause").until
        assert until
        by = self.company.li_li
        actions.suspend(self.case, until=until, words="等材料", by=by, key=make.key())

    def object(self) -> None:
        actions.object_to_ending(self.case, words="我不同意", by=self.case.leaver, key=make.key())

    def be_away(self) -> None:
        """The manager, whose own manager stands in."""
        deed = self.deed("be_away")
        assert deed.until
        who, boss = self.company.wang_lei, people.superior_of(self.company.wang_lei)
        last = clock.local(deed.until).date()
        actions.be_away(who, boss, clock.today(), last, by=who, at=clock.now())

    def press(self) -> None:
        deed = self.deed("press")
        by = self.case.leaver if deed.who == "leaver" else self.company.li_li
        actions.press(self.case, deed.step, by=by)

    def hand_on(self) -> None:
        """By HR, to the manager's own manager."""
        task = make.open_task(self.case, self.deed("hand_on").step)
        boss = people.superior_of(self.company.wang_lei)
        actions.hand_on(task, to=boss, by=self.company.li_li, key=make.key())

    def jump(self) -> None:
        deed, by = self.deed("jump"), people.group_hr(besides=self.case.leaver)
        run = workflow_actions.open_run(self.case, deed.step)
        assert run
        actions.jump(run, to=deed.to, words="走错了", by=by, key=make.key())

    def acknowledge(self) -> None:
        task = make.open_task(self.case, "acknowledgement")
        near = rules.colleagues(self.case, "")[0].user
        actions.acknowledge(
            task, by=task.assignee, handover_to=near, agrees_early=True, key=make.key()
        )

    def sign(self) -> None:
        """The lists for which it is time, and the agreement if there was a name more than that."""
        behaviour = self.scenario.steps.get("signature", Behaviour())
        due = [
            int(name.rpartition(":")[2])
            for name, move in names.on_lists(self.case, behaviour)
            if move.at <= clock.now()
        ][: self.names]
        if self.names > len(due):
            envelope = self.case.envelopes.filter(purpose=signing.PURPOSE).order_by("-pk")[0]
            signing.sign(signing.employee(envelope), key=make.key())
        for key in due:
            signing.sign(Actor.objects.get(pk=key), key=make.key())
            self.work()  # a code is for the paper as it is: with the name before in it

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
        for happening in result.happenings:
            todo.setdefault(happening.at, []).append(happening.kind)
        for one in self.scenario.happens:
            todo.setdefault(one.at, []).append(f"beside {one.do}")
        for moment, kinds in sorted(todo.items()):
            with clock.at(moment):
                self.work()
                self.names = kinds.count("signature_given")
                for kind in dict.fromkeys(kinds):
                    self.deeds.get(kind, self.work)()
                self.work()


def same(told: Result, case: Case) -> None:
    """Every event, every step with its times and presses, every paper and every date."""
    events = case.events.values_list("happened_at", "kind", "step")
    assert Counter(events) == Counter((one.at, one.kind, one.step) for one in told.happenings)
    runs = case.runs.values_list(
        "step", "opened_at", "due_at", "closed_at", "outcome", "pressed"
    ).order_by("pk")
    assert Counter(runs) == Counter(
        (row.step, row.opened, row.due, row.closed, row.outcome, row.pressed) for row in told.rows
    )
    case.refresh_from_db()
    assert (case.ended_at, case.outcome) == (told.done, told.outcome)
    assert told.contract_end in (case.contract_end, None)
    valid = [paper.title for paper in case.papers.valid()]
    assert sorted(valid) == sorted(told.papers)


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
    _compare(Case.Way.RESIGNATION, steps)


SILENT = {"silent": True}
LATE: dict[str, Any] = {
    "handover": {"disputes": 2, "mends_after_days": 3},
    "settlement": {"late_days": 4},
    "service": {"late_days": 2},
    "recall_service": {"late_days": 1},
    "signature": {"after": {"n": 50, "unit": "hours"}},
}


@pytest.mark.parametrize("way", STARTED_BY_HR)
def test_each_way_of_ending_goes_as_it_was_told(way: str) -> None:
    _compare(way, {})


@pytest.mark.parametrize("way", ["mutual", "term_end", "notice", "death", "unreachable"])
def test_so_does_each_of_them_when_people_are_late(way: str) -> None:
    _compare(way, LATE)


@pytest.mark.parametrize(
    ("way", "steps"),
    [
        ("mutual", {"signature": SILENT}),
        ("dismissal", {"service": SILENT}),
        ("notice", {"service": {"outcome": "own"}}),
        ("unreachable", {"decision": {"outcome": "returned"}}),
        ("unreachable", {"decision": SILENT}),
        ("layoff", {"handover": SILENT, "settlement": SILENT}),
    ],
)
def test_so_does_what_comes_to_another_end(way: str, steps: dict[str, Any]) -> None:
    _compare(way, steps)


SOON, ENDS = "2026-11-23 21:00", "2026-12-23"
AWAY = {"do": "be_away", "who": "manager", "instead": "superior", "until": "2026-12-02"}
PAUSED = {"do": "pause", "at": "2026-11-24 10:00", "until": "2026-11-27 10:00"}
STAYS = {"do": "ask_to_stay", "at": "2026-11-25 09:30"}
ANSWERED = {"do": "answer_stay", "at": "2026-11-26 11:00"}


PRESSED = {"do": "press", "at": "2026-11-24 10:00", "step": "acknowledgement"}
BY_LEAVER = {"do": "press", "at": "2026-11-27 16:00", "step": "confirmation"}
HANDED_ON = {"do": "hand_on", "at": "2026-11-24 10:00", "step": "acknowledgement", "to": "superior"}
LED = {"do": "jump", "at": "2026-11-24 10:00", "step": "acknowledgement", "to": "confirmation"}


@pytest.mark.parametrize(
    ("way", "steps", "happens"),
    [
        ("resignation", {}, [STAYS, ANSWERED]),
        ("resignation", {}, [STAYS, {**ANSWERED, "agreed": False}]),
        ("resignation", {"acknowledgement": {"late_days": 2}}, [PAUSED]),
        ("resignation", {}, [{**AWAY, "at": SOON}]),
        (
            "resignation",
            {"signature": {"after": {"n": 90, "unit": "hours"}}},
            [
                {"do": "propose_day", "at": "2026-11-25 09:30", "day": "2026-12-11"},
                {"do": "agree_day", "at": "2026-11-25 15:00", "day": "2026-12-11"},
            ],
        ),
        ("notice", {}, [PAUSED, {"do": "object", "at": "2026-11-25 10:00"}]),
        ("dismissal", {"handover": {"late_days": 3}}, [{**AWAY, "at": "2026-11-25 10:00"}]),
        ("resignation", {"acknowledgement": {"late_days": 2}}, [PRESSED]),
        ("resignation", {"confirmation": {"late_days": 2}}, [{**BY_LEAVER, "who": "leaver"}]),
        ("resignation", {"acknowledgement": {"late_days": 2}}, [HANDED_ON]),
        ("resignation", {"acknowledgement": {"late_days": 3}}, [LED]),
    ],
)
def test_so_does_what_people_do_beside_the_steps(
    way: str, steps: dict[str, Any], happens: list[dict[str, Any]]
) -> None:
    _compare(way, steps, happens)


def as_it_is(body: Any) -> None:
    """The process as it is shipped."""


def with_step(step: str) -> Callable[[Any], None]:
    """Beside everything else the machine has this step, at the end of the first branch."""

    def change(body: Any) -> None:
        branches = next(one["branches"] for one in body["steps"] if "branches" in one)
        branches[0]["steps"].append({"id": step, "kind": "auto", "name": "多出来的文书"})

    return change


def though_unserved(body: Any) -> None:
    """What has never been served holds nothing up."""
    (mine,) = [step for step in walk(body["steps"]) if step["id"] == "service"]
    del mine["on"]


def work_on() -> None:
    """Let the worker do what it can; of what it cannot the file of the case tells."""
    while doing.run_outbox(clock.now()) or actions_of_time(clock.now()):
        pass


REFUSED = "多出来的文书：这是"


@pytest.mark.parametrize(
    ("way", "step"),
    [
        ("resignation", "send_notice"),
        ("resignation", "send_recall"),
        ("mutual", "send_notice"),
        ("layoff", "send_agreement"),
    ],
)
def test_a_paper_of_another_way_is_made_in_no_play_as_in_no_life(way: str, step: str) -> None:
    told = _compare(way, {}, change=with_step(step), problems=1)
    assert told.problems[0].startswith(REFUSED)
    assert told.done is None
    assert next(row.closed for row in told.rows if row.step == step) is None
    assert "certificate" in {row.step for row in told.rows if row.closed}


def test_a_step_of_which_no_program_knows_stands_there_too() -> None:
    told = _compare("resignation", {}, change=with_step("send_flowers"), problems=1)
    assert told.done is None


def test_where_nothing_was_served_no_certificate_is_made() -> None:
    told = _compare("layoff", {"service": SILENT}, change=though_unserved)
    assert told.outcome == "not_served"
    assert "离职证明" not in told.papers


def _compare(
    way: str,
    steps: dict[str, Any],
    happens: Any = (),
    *,
    change: Callable[[Any], None] = as_it_is,
    problems: int = 0,
) -> Result:
    here = inside.Here()
    company = stories.found(here)
    here.set(supposing.MONDAY_EVENING)
    definitions.publish_shipped(at=clock.now())
    make.grant(company.he_jing, RoleGrant.Role.GROUP_HR)
    body = definitions.shipped(ways.WAYS[way].flow)
    change(body)
    if change is not as_it_is:
        _in_use(body)
    told, scenario = _told(company, way, steps, list(happens), body)
    assert len(told.problems) == problems, told.problems
    lived = Lived(company, scenario)
    lived.way = way
    lived.work = work_on if problems else make.work
    lived.live(told)
    here.close()
    same(told, lived.case)
    return told


def _in_use(body: Any) -> None:
    """As it was published before anybody checked that it can come to an end."""
    checks, workflow.CHECKS[:] = [*workflow.CHECKS], []
    try:
        workflow.publish(body["key"], body["name"], body, by=None, at=clock.now())
    finally:
        workflow.CHECKS[:] = checks


def _told(
    company: Company, way: str, steps: dict[str, Any], happens: list[Any], body: Any
) -> tuple[Result, Scenario]:
    """She has a contract that can end so; what is supposed, and what would come of it."""
    leaver, day = company.zhang_min, DAYS.get(way, "2026-11-27")
    if way == Case.Way.TERM_END:
        leaver.contract_kind, leaver.contract_end = "fixed", dt.date.fromisoformat(day)
    if way == Case.Way.PROBATION:
        leaver.probation_end = dt.date(2027, 1, 31)
    leaver.save()
    given = ways.WAYS[way].day_is_given
    values: dict[str, Any] = {"employee": leaver.number, "steps": steps, "happens": happens}
    if given:
        values["wished_day"] = day
    scenario = supposing.scenario(**values)
    return simulation.play(body, scenario), scenario


DAYS = {"death": "2026-11-22", "layoff": "2026-12-18", "retirement": "2026-12-15"}
