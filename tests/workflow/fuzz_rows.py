"""One change of version on real rows: nothing that stays open has moved, and it runs to its end."""

import datetime as dt
import random
from typing import Any

from django.db import transaction

from lizhi.cases.models import Case
from lizhi.common import clock
from lizhi.common.refusals import Refused
from lizhi.flows.migrating.making import migrate
from lizhi.flows.migrating.planning import Choices
from lizhi.offboarding import steering
from lizhi.workflow import actions
from lizhi.workflow.models import Run, Task, Timer, Version
from lizhi.workflow.tree import FOR_PEOPLE, walk
from tests.workflow import fuzz_migrations as fuzz
from tests.workflow import invariants, make, owed
from tests.workflow.differential import MONDAY, Played
from tests.workflow.drawing import Rolled, Step, process
from tests.workflow.tree_model import Model

PAUSED, PAUSE = 0.3, dt.timedelta(hours=2)
"""So often a case stands still while it is changed; and how long it has stood still in the end."""


class Rows:
    """The same questions as to a case in memory, answered by the database."""

    def __init__(self, steps: list[Step], data: dict[str, Any]) -> None:
        self.played = Played(steps, data)
        self.case, self.data = self.played.case, data
        self.use(steps)

    def use(self, steps: list[Step]) -> None:
        """It goes by these steps."""
        self.body, self.steps = steps, {step["id"]: step for step in walk(steps)}
        self.look()

    def look(self) -> None:
        """Where it stands, and how it ended; None while it runs."""
        self._open, self.outcome = self.played.open(), self.played.outcome

    def open(self) -> set[str]:
        """Where it stands."""
        return self._open

    def done(self) -> set[str]:
        """What it has behind it."""
        runs = Run.objects.filter(case=self.case, state=Run.State.DONE)
        return set(runs.values_list("step", flat=True))

    def leave(self, key: str, target: str | None) -> None:
        """Everybody who is needed does the own part, or the machine or time is done with it."""
        step = self.steps[key]
        people = {**step, "kind": "task"} if step["kind"] == "approval" else step
        self.played.leave(people, back=bool(target))
        self.look()

    def some_have_answered(self, chance: random.Random) -> None:
        """Of several who are all needed, one has done it already."""
        for key in sorted(self.open()):
            if self.steps[key].get("mode", "any") != "any" and chance.random() < 0.3:
                mine = make.open_task(self.case, key)
                actions.complete(mine, outcome="done", by=mine.assignee, at=clock.now())
        self.look()

    def fresh(self) -> Case:
        """The case as the database has it."""
        return Case.objects.get(pk=self.case.pk)

    def limits(self) -> dict[int, dt.datetime]:
        """Until when people have what is open."""
        people = [key for key, step in self.steps.items() if step["kind"] in FOR_PEOPLE]
        runs = Run.objects.open().filter(case=self.case, step__in=people)
        return {run.pk: run.due_at for run in runs if run.due_at}

    def rows(self) -> dict[str, list[Any]]:
        """What may not move: runs by their keys with their limits, people, timers."""
        runs = Run.objects.open().filter(case=self.case).order_by("pk")
        tasks = Task.objects.filter(run__in=runs).order_by("pk")
        timers = Timer.objects.filter(run__in=runs).order_by("pk")
        return {
            "runs": list(runs.values_list("pk", "step", "opened_at", "due_at", "visit")),
            "tasks": list(tasks.values_list("run", "pk", "assignee", "state", "due_at", "rev")),
            "timers": list(timers.values_list("run", "pk", "kind", "n", "due_at", "rule", "state")),
        }


@transaction.atomic
def play(seed: str) -> str:
    """One case; `finished`, or why it was refused. Nothing of it stays."""
    with clock.at(MONDAY):
        ended = _play(seed)
    transaction.set_rollback(True)
    return ended


def _play(seed: str) -> str:
    chance = random.Random(seed)  # noqa: S311  nothing secret
    dice = Rolled(seed)
    case = Rows(owed.owing(dice, process(dice)), {"a": chance.randint(0, 2)})
    fuzz.chance_moves(case, chance, chance.randint(0, 8))
    if not case.open():
        return fuzz.OVER
    case.some_have_answered(chance)
    if not case.open():
        return fuzz.OVER
    after = fuzz.later(dice, case.body, case.open())
    try:
        version = make.publish(*after, key="drawn")
    except Refused:  # an id that an earlier version has given to another kind of step
        return fuzz.OVER
    unpaused, pauses = case.limits(), chance.random() < PAUSED
    if pauses:
        until = MONDAY + 3 * PAUSE
        steering.suspend(case.fresh(), until=until, by=make.user("li"), at=MONDAY, words="在谈")
    before, choices = case.rows(), fuzz.choices_of(chance)
    with clock.at(MONDAY + dt.timedelta(hours=1)):
        try:
            kept = _change(case, version, choices)
        except Refused as refusal:
            assert case.rows() == before, "refused, and moved"
            return "refused: " + fuzz.reason(refusal)
    _compare(case, before, kept)
    if pauses:
        with clock.at(MONDAY + PAUSE):
            steering.resume(case.fresh(), by=make.user("li"), at=clock.now())
        _compare_limits(case, unpaused)
    first = case.body
    case.use(after)
    model = Model.standing(after, case.data, fuzz.passes, case.open())
    fuzz.compare(case, model)
    fuzz.chance_moves(case, chance, fuzz.MOVES, model)
    assert not case.open(), "it does not end"
    forgotten = owed.forgotten(first, after, case.done(), case.outcome)
    assert not forgotten, f"never came to {sorted(forgotten)}"
    assert not invariants.broken(), invariants.broken()
    return "finished" if len(kept) == len(before["runs"]) else "finished without a step"


def _change(case: Rows, version: Version, choices: Choices) -> set[str]:
    fresh = Case.objects.get(pk=case.case.pk)
    with transaction.atomic():
        actions.once("migrate", case=fresh, kind="migrate", by=None, at=clock.now())
        carried = migrate(fresh, version, choices, by=None, at=clock.now())
    assert {run.version_id for run in Run.objects.open().filter(case=fresh)} == {version.pk}
    assert fresh.events.filter(kind="migrated").count() == 1
    assert not invariants.broken(), invariants.broken()
    return set(carried.kept)


def _compare_limits(case: Rows, unpaused: dict[int, dt.datetime]) -> None:
    """Whatever the new version says: what was open has only the time more that it stood still."""
    for key, due in Run.objects.open().filter(case=case.case).values_list("pk", "due_at"):
        if key in unpaused:
            assert due == unpaused[key] + PAUSE, "a limit moved in a pause"


def _compare(case: Rows, before: dict[str, list[Any]], kept: set[str]) -> None:
    keys = {row[0] for row in before["runs"] if row[1] in kept}
    now = case.rows()
    for name, found in before.items():
        mine = [row for row in found if row[0] in keys]
        assert [row for row in now[name] if row[0] in keys] == mine, f"{name} moved"
