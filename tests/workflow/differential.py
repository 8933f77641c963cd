"""Engine, independent model and SpiffWorkflow play the same processes; where each differs.

As a program: `python -m tests.workflow.differential SEED COUNT` prints the counts as JSON.
"""

import datetime as dt
import json
import random
import sys
from collections import Counter
from typing import Any

import django

if __name__ == "__main__":
    django.setup()

from django.db import transaction

from lizhi.cases.actions import event_recorded
from lizhi.cases.models import Case
from lizhi.common import clock
from lizhi.workflow import actions, definitions
from lizhi.workflow.tree import walk
from tests.workflow import make
from tests.workflow.drawing import Rolled, process
from tests.workflow.spiff import Spiff
from tests.workflow.tree_model import Model

MONDAY = dt.datetime(2026, 6, 1, 1, tzinfo=dt.UTC)
PAST = dt.date(2026, 5, 1)
MOVES = 30
Step = dict[str, Any]
LARGEST = 40
"""Steps of a process that Spiff is asked about: its tree of predictions doubles with each block."""


def passes(step: Step) -> bool:
    """Nobody stops at a notice, nor at a day that has come."""
    return step["kind"] == "notify" or step.get("until") == "wished_day"


def traits(steps: list[Step]) -> str:
    """What in a process leads Spiff astray (facts of workflow, 3.4)."""
    every = list(walk(steps))
    inner = {s["id"] for s in every} - {s["id"] for s in steps}
    found = {
        "way back": any("send_back" in s.get("on", {}) for s in every),
        "condition": any("when" in b for s in every for b in s.get("branches", ())),
        "end inside": any(s["kind"] == "end" and s["id"] in inner for s in every),
    }
    return ", ".join(name for name, there in found.items() if there) or "plain"


class Played:
    """The engine's own case: real rows, real actions."""

    def __init__(self, steps: list[Step], data: dict[str, Any]) -> None:
        self.data = data
        body = {"key": "drawn", "name": "drawn", "steps": steps}
        version = definitions.publish("drawn", "drawn", body, by=None, at=clock.now())
        self.case = make.case(wished_day=PAST)
        actions.start(self.case, version, by=None, at=clock.now())

    def open(self) -> set[str]:
        """Where it stands."""
        return make.standing(self.case)

    @property
    def outcome(self) -> str | None:
        """How it ended; None while it runs."""
        return Case.objects.values_list("outcome", flat=True).get(pk=self.case.pk) or None

    def leave(self, step: Step, *, back: bool) -> None:
        """A person answers, or the machine or time is done with it."""
        if step["kind"] == "task":
            self._answer(step, "send_back" if back else "done")
            return
        run = actions.open_run(self.case, step["id"])
        assert run is not None
        actions.close_run(run, outcome="done", by=None, at=clock.now())

    def _answer(self, step: Step, outcome: str) -> None:
        """All who have to, one after the other, until the step is left."""
        given = dict(self.data) if step["id"] == "n0" else None
        run = actions.open_run(self.case, step["id"])
        while run is not None and run.state == run.State.OPEN:
            mine = make.open_task(self.case, step["id"])
            actions.complete(mine, outcome=outcome, by=mine.assignee, at=clock.now(), data=given)
            run.refresh_from_db()


def _other(steps: list[Step], data: dict[str, Any]) -> tuple[Spiff | None, str]:
    if len(list(walk(steps))) > LARGEST:
        return None, "too large"
    try:
        return Spiff(steps, data, passes), ""
    except Exception as error:  # noqa: BLE001  what Spiff cannot read is counted
        return None, f"refused: {type(error).__name__}"


def play(seed: str) -> tuple[str, str, int]:
    """One process: how engine and model compare, how Spiff does, how many moves it took.

    The model must stand where the engine stands; else the answer tells both.
    """
    chance = random.Random(seed)  # noqa: S311  nothing secret
    steps, data = process(Rolled(seed)), {"a": chance.randint(0, 2)}
    played, model = Played(steps, data), Model(steps, data, passes)
    spiff, said = _other(steps, data)
    known = {step["id"]: step for step in walk(steps)}
    for moves in range(MOVES):
        if (played.open(), played.outcome) != (model.open(), model.outcome):
            return f"engine {played.open()}, model {model.open()}", said, moves
        if spiff and (spiff.open(), spiff.over) != (model.open(), model.outcome is not None):
            early = spiff.open() - model.open()
            spiff, said = None, "too early" if early else "missing"
        if model.outcome is not None:
            break
        key = chance.choice(sorted(model.open()))
        target = known[key].get("on", {}).get("send_back") if chance.random() < 0.3 else None
        played.leave(known[key], back=bool(target))
        model.leave(key, target)
        if spiff:
            spiff, said = _moved(spiff, key, back=bool(target))
    return "same", said or "same", moves


def _moved(spiff: Spiff, key: str, *, back: bool) -> tuple[Spiff | None, str]:
    try:
        spiff.leave(key, back=back)
    except Exception as error:  # noqa: BLE001  what breaks Spiff is counted
        return None, f"broke: {type(error).__name__}"
    return spiff, ""


def compare(seed: str, count: int) -> dict[str, Any]:
    """So many processes: engine against model, and Spiff against the model by traits."""
    ours: Counter[str] = Counter()
    theirs: dict[str, Counter[str]] = {}
    moves = 0
    for n in range(count):
        name = f"{seed}/{n}"
        with clock.at(MONDAY), transaction.atomic():
            mine, other, made = play(name)
            transaction.set_rollback(True)
        ours[mine if mine == "same" else f"{name}: {mine}"] += 1
        kind = traits(process(Rolled(name)))
        theirs.setdefault(kind, Counter())[other] += 1
        moves += made
    return {"definitions": count, "moves": moves, "engine": dict(ours), "spiff": theirs}


def main(seed: str, count: str) -> None:
    """Compare on the database of the environment."""
    event_recorded.receivers = []
    make.register_owners()
    sys.stdout.write(json.dumps(compare(seed, int(count)), ensure_ascii=False))


if __name__ == "__main__":
    main(*sys.argv[1:])
