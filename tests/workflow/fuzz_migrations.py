"""Running cases change to another version at random; then they run to their end.

A drawn process, a case somewhere in it, an edit, a change of version: it is refused with a reason
and nothing has moved, or what was open is open still, and the independent model, set down at the
same steps, walks with the engine to the end. Whoever comes there in order has had the wages settled
and whatever else the law hangs on.

As a program: `python -m tests.workflow.fuzz_migrations --seed S --count N` in memory alone, with
`--rows` on the database of the environment, where people, timers and events are compared as well.
"""

import argparse
import itertools
import json
import random
import sys
from collections import Counter
from typing import Any

import django

if __name__ == "__main__":
    django.setup()

from lizhi.cases.actions import event_recorded
from lizhi.common.refusals import Refused
from lizhi.flows.checks import problems
from lizhi.flows.migrating.planning import Choices, Plan, Standing, plan
from lizhi.workflow import conditions
from lizhi.workflow.tree import Tree, walk
from lizhi.workflow.walking import Walk
from tests.workflow import make, owed
from tests.workflow.drawing import Rolled, Step, process
from tests.workflow.edits import edited
from tests.workflow.tree_model import Model

MOVES = 200
OVER = "over before"
"""It ended before anybody could change it, or nobody could publish that: the next is played."""


class Stuck(AssertionError):
    """A case that never ends, or does not stand where the model stands."""


class Case:
    """One case in memory: where it stands, since when, and what it has behind it."""

    def __init__(self, steps: list[Step], data: dict[str, Any]) -> None:
        self.data, self.done = data, set[str]()
        self.outcome: str | None = None
        self.count, self.since = 0, dict[str, int]()
        """For each open step the number of its opening: its people and timers hang on it."""
        self._use(steps)
        walk_ = Walk(self.tree, set(), **self.answers)
        walk_.begin()
        self.take(walk_)

    def _use(self, steps: list[Step]) -> None:
        self.body = steps
        self.steps = {step["id"]: step for step in walk(steps)}
        self.tree = Tree({"steps": steps})
        self.answers = {
            "holds": lambda when: conditions.holds(when, self.data),
            "passes": passes,
        }

    def open(self) -> set[str]:
        """Where it stands."""
        return set(self.since)

    def leave(self, key: str, target: str | None) -> None:
        """It is done, or sent back from there."""
        walk_ = Walk(self.tree, self.open(), **self.answers)
        self.done.add(key)
        if target:
            walk_.jump(key, target)
        else:
            walk_.leave(key)
        self.take(walk_)

    def take(self, walk_: Walk) -> None:
        """Open what was entered anew, and nothing else."""
        self.outcome = walk_.outcome
        self.done |= walk_.passed
        entered = set(walk_.entered)
        self.since = {k: n for k, n in self.since.items() if k in walk_.standing - entered}
        for key in sorted(walk_.standing - set(self.since)):
            self.count += 1
            self.since[key] = self.count

    def plan(self, steps: list[Step], choices: Choices, answered: set[str]) -> Plan:
        """What a change to these steps would do."""
        before = Standing(
            old=self.tree,
            new=Tree({"steps": steps}),
            open=frozenset(self.open()),
            done=frozenset(self.done),
            answered=lambda key: key in answered,
            answers=self.answers,
        )
        return plan(before, choices)

    def migrate(self, steps: list[Step], planned: Plan) -> None:
        """It goes by these steps from now on."""
        self._use(steps)
        self.since = {new: self.since[old] for old, new in planned.kept.items()}
        self.take(planned)


def passes(step: Step) -> bool:
    """At a notice nobody stops, and at a day that has come."""
    return step["kind"] == "notify" or step.get("until") == "wished_day"


def later(dice: Rolled, steps: list[Step], at: set[str]) -> list[Step]:
    """A later version of it, good enough to be published."""
    while True:
        after = edited(dice, steps, at)
        good = after != steps and owed.is_lawful(after)
        if good and not problems({"key": "p", "name": "p", "steps": after}):
            return after


def chance_moves(case: Any, chance: random.Random, most: int, model: Model | None = None) -> None:
    """So many steps are done, in any order; after a while nobody sends back any more."""
    for n in range(most):
        if case.outcome is not None:
            return
        if not case.open():
            raise Stuck("it stands nowhere")
        key = chance.choice(sorted(case.open()))
        back = chance.random() < 0.3 and n < 20
        target = case.steps[key].get("on", {}).get("send_back") if back else None
        case.leave(key, target)
        if model is not None:
            model.leave(key, target)
            compare(case, model)


def compare(case: Any, model: Model) -> None:
    """The case stands where the model stands."""
    if (case.open(), case.outcome) != (model.open(), model.outcome):
        raise Stuck(f"{case.open()} {case.outcome}, model {model.open()} {model.outcome}")


def choices_of(chance: random.Random) -> Choices:
    """What HR decides."""
    return Choices(close=chance.random() < 0.6, start=chance.random() < 0.6)


def play(seed: str) -> str:
    """One case; `finished`, or why it was refused."""
    chance = random.Random(seed)  # noqa: S311  nothing secret
    dice = Rolled(seed)
    case = Case(owed.owing(dice, process(dice)), {"a": chance.randint(0, 2)})
    chance_moves(case, chance, chance.randint(0, 8))
    if not case.open():
        return OVER
    after = later(dice, case.body, case.open())
    answered = {key for key in case.open() if chance.random() < 0.1}
    stood, since, first = case.open(), dict(case.since), case.body
    try:
        planned = case.plan(after, choices_of(chance), answered)
    except Refused as refusal:
        return "refused: " + reason(refusal)
    case.migrate(after, planned)
    gone = {key for key in stood if key not in planned.kept}
    assert gone <= stood - set(case.steps), "given up without need"
    assert all(case.since[new] == since[old] for old, new in planned.kept.items()), "moved"
    model = Model.standing(after, case.data, passes, case.open())
    compare(case, model)
    chance_moves(case, chance, MOVES, model)
    assert not case.open(), "it does not end"
    forgotten = owed.forgotten(first, after, case.done, case.outcome)
    assert not forgotten, f"never came to {sorted(forgotten)}"
    return "finished" if not gone else "finished without a step"


def reason(refusal: Refused) -> str:
    """The sentence without the names in it."""
    words = str(refusal.reason)
    assert words, "a refusal without a reason"
    return "…".join(part for n, part in enumerate(words.replace("”", "“").split("“")) if not n % 2)


def fuzz(seed: str, count: int, play: Any = play) -> dict[str, int]:
    """How so many of them went; one that goes wrong names its seed."""
    found: Counter[str] = Counter()
    for n in itertools.count():
        name = f"{seed}/{n}"
        try:
            found[play(name)] += 1
        except AssertionError as error:
            found[f"STUCK {name}: {error}"] += 1
        if found.total() - found[OVER] == count:
            return {name: many for name, many in found.most_common() if name != OVER}
    raise AssertionError


def main(arguments: list[str]) -> int:
    """Print what became of them; 1 when one was stuck."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", default="1")
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--rows", action="store_true", help="on a database, all rows compared")
    options = parser.parse_args(arguments)
    event_recorded.receivers = []
    make.register_owners()
    if options.rows:
        from tests.workflow import fuzz_rows

        found = fuzz(options.seed, options.count, fuzz_rows.play)
    else:
        found = fuzz(options.seed, options.count)
    json.dump(found, sys.stdout, ensure_ascii=False, indent=2)
    return int(any(name.startswith("STUCK") for name in found))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
