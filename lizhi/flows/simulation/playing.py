"""Let one supposed case run to its end: the worker, time and people, in the order of their moments.

Whatever comes first happens next, at its own moment, by the real actions of the house.
"""

import datetime as dt
from collections.abc import Iterator
from functools import partial
from typing import Any

from django.utils.translation import gettext as _

from lizhi.cases.models import Case
from lizhi.common import clock, rows
from lizhi.common.refusals import Refused
from lizhi.flows.simulation import (
    beginnings,
    cast,
    deeds,
    handing,
    hearing,
    last_day,
    questions,
    sample,
    signing,
    stage,
    telling,
    when,
    worker,
)
from lizhi.flows.simulation.deeds import KNOWN
from lizhi.flows.simulation.result import Result
from lizhi.flows.simulation.scenario import HORIZON, Deed, Scenario
from lizhi.flows.simulation.when import Move, Once
from lizhi.jobs.models import Outbox
from lizhi.people.models import Employment
from lizhi.settlement.law.parameters import NoFigure
from lizhi.workflow import actions as workflow
from lizhi.workflow.engine import trees
from lizhi.workflow.models import Run, Task, Version

MOST_MOMENTS = 1000
HANDOVER = "handover"
AFTERWARDS = ("signing.expire",)
"""Topics that change nothing any more once the case has ended."""


def play(body: dict[str, Any], scenario: Scenario, *, number: int = 0) -> Result:
    """What would happen if somebody left by this process as supposed; nothing of it is kept.

    `number` is that of the version, for the reader. Refused, in words, when the case could not even
    begin: no such employee, one who is leaving already, a day that cannot be wished for.
    """
    beginnings.check_can_begin(body)
    try:
        return _play(body, scenario, number)
    except NoFigure as missing:
        raise Refused(str(missing)) from missing


def _play(body: dict[str, Any], scenario: Scenario, number: int) -> Result:
    with stage.undone(days_off=scenario.days_off), clock.at(scenario.arrives):
        way = beginnings.way_of(body)
        employment = _employment(way, scenario)
        version = stage.set_up(body, employment.branch, way=way, at=scenario.arrives)
        case = beginnings.begin(way, employment, scenario)
        for deed in scenario.happens:
            deeds.check(deed, case)
        run = _Run(case, version, scenario)
        run.to_the_end()
        return telling.tell(case, version, number=number, heard=run.heard, problems=run.problems)


def _employment(way: str, scenario: Scenario) -> Employment:
    number = scenario.employee
    if not number:
        return sample.leaver(way, scenario.ground, day=last_day.of(way, scenario))
    related = Employment.objects.with_names().select_related("department__head__person__user")
    found = related.filter(number=number).first()
    if found is None:
        words = _("There is nobody with the staff number %(number)s.")
        raise Refused(words % {"number": number})
    return found


class _Run:
    """One case on its way."""

    def __init__(self, case: Case, version: Version, scenario: Scenario) -> None:
        self.case, self.scenario = case, scenario
        self.heard = hearing.Hearing()
        self.problems: list[str] = []
        self._tree = trees.of(version)
        self._over: set[str] = set()

    def to_the_end(self) -> None:
        """Until the case has ended, or nothing can happen any more."""
        now, last = self.scenario.arrives, self.scenario.arrives + HORIZON
        for _turn in range(MOST_MOMENTS):
            with clock.at(now):
                self._everything(now)
            later = self._next(now)
            if later is None or later > last:
                return
            now = later

    def _everything(self, now: dt.datetime) -> None:
        """All that is due at this moment, first the machine's, then time's, then people's."""
        while self._work(now) or workflow.let_time_act(now, case=self.case) or self._act(now):
            pass

    def _work(self, now: dt.datetime) -> bool:
        row = questions.READY.first(case=self.case.pk, now=now)
        if row is None:
            return False
        row.state, row.done_at = Outbox.State.DONE, now
        rows.update(row, "state", "done_at")
        if not self.heard.of(row) and (refusal := worker.do(row, now)):
            self._stands(row, refusal)
        return True

    def _stands(self, row: Outbox, refusal: Refused) -> None:
        """What the machine cannot do waits for somebody, and so does whatever follows it."""
        run = Run.objects.filter(pk=row.payload.get("run")).first()
        step = self._tree.steps[run.step].get("name", run.step) if run else row.topic
        self.problems.append(f"{step}：{refusal.reason}")

    def _act(self, now: dt.datetime) -> bool:
        for name, move in self._moves():
            if move.at <= now:
                self._try(name, move)
                return True
        return False

    def _try(self, name: str, move: Move) -> None:
        """What the rules refuse nobody tries again; what is done once is not done twice."""
        if isinstance(move, Once):
            self._over.add(name)
        try:
            move.do()
        except Refused as refusal:
            self._over.add(name)
            known, step = KNOWN.get(name.partition(" ")[0]), self._tree.steps
            words = known.words if known else step[name.partition(":")[0]].get("name", name)
            self.problems.append(f"{words}：{refusal.reason}")

    def _moves(self) -> Iterator[tuple[str, Move]]:
        """What people do next, each under a name of its own."""
        for name, move in (*self._at_steps(), *self._beside()):
            if move and name not in self._over:
                yield name, move

    def _at_steps(self) -> Iterator[tuple[str, Move | None]]:
        """Of everybody who has a step the first, or each where all must."""
        seen: set[int] = set()
        for task in questions.OPEN_TASKS.all(case=self.case.pk):
            step = self._tree.steps[task.run.step]
            if task.run_id not in seen or step.get("mode") == "all":
                seen.add(task.run_id)
                task.case = task.run.case = self.case
                yield f"{task.run.step}:{task.pk}", self._move(task, step)

    def _beside(self) -> Iterator[tuple[str, Move | None]]:
        behaviour = self.scenario.of({"id": signing.STEP})
        self.case.refresh_from_db(fields=["data", "status"])
        if self.case.status == Case.Status.RUNNING:
            yield signing.STEP, signing.beside(self.case, behaviour)
            yield from signing.on_lists(self.case, behaviour)
            for number, deed in enumerate(self.scenario.happens):
                yield f"{deed.do} {number}", Once(deed.at, partial(self._do, deed))

    def _do(self, deed: Deed) -> None:
        KNOWN[deed.do].do(self.case, deed)

    def _move(self, task: Task, step: dict[str, Any]) -> Move | None:
        behaviour = self.scenario.of(step)
        if step.get("form") == HANDOVER and not behaviour.outcome:
            return handing.next_move(task.run, task, behaviour, titles=self.scenario.handover)
        works = task.assignee_id != self.case.leaver.pk
        at = when.of(behaviour, opened=task.run.opened_at, due=task.run.due_at, works=works)
        part = cast.Part(task, step, behaviour, self.scenario)
        return Move(at, lambda: cast.do(part)) if at else None

    def _next(self, now: dt.datetime) -> dt.datetime | None:
        self.case.refresh_from_db(fields=["status"])
        over = self.case.status != Case.Status.RUNNING
        waiting = questions.LATER.all(case=self.case.pk)
        moments = [
            *(row.available_at for row in waiting if not over or row.topic not in AFTERWARDS),
            *(timer.due_at for timer in questions.NEXT_TIMER.all(case=self.case.pk)),
            *(move.at for _name, move in self._moves()),
        ]
        return min((moment for moment in moments if moment > now), default=None)
