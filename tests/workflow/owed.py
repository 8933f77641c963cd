"""Steps that the law hangs on, put into drawn processes; and whether each was done in the end."""

from collections.abc import Iterator

from lizhi.workflow.walking import COMPLETED
from tests.workflow.drawing import Dice, Step

NEVER_LEFT_OUT = ("settlement", "certificate")
STEPS: tuple[Step, ...] = (
    {"id": "send_notice", "kind": "auto"},
    {"id": "service", "kind": "task", "owner": "wang", "form": "service"},
    {"id": "settlement", "kind": "task", "owner": "wang", "form": "settlement"},
    {"id": "answer", "kind": "task", "owner": "li", "form": "answer"},
    {"id": "certificate", "kind": "auto"},
)


def owing(dice: Dice, steps: list[Step]) -> list[Step]:
    """The drawn process with all of them, each on the way of every case, in any order."""
    for step in STEPS:
        row = dice.one_of(list(_for_all(steps)))
        least = 1 if row is steps else 0  # the first step asks for the number
        most = len(row) - (bool(row) and row[-1]["kind"] == "end")
        row.insert(dice.number(min(least, most), most), dict(step))
    return steps


def is_lawful(steps: list[Step]) -> bool:
    """Whether nobody could keep HR from publishing it: wages and certificate are for everybody."""
    return all(key in for_everybody(steps) for key in NEVER_LEFT_OUT)


def for_everybody(steps: list[Step]) -> set[str]:
    """What no condition and no choice keeps from a case."""
    return {step["id"] for row in _for_all(steps) for step in row}


def forgotten(
    before: list[Step], after: list[Step], done: set[str], outcome: str | None
) -> set[str]:
    """What a case that has come to its end in order never came to, though both versions have it.

    What may be sent back to is asked again; it was done all the same.
    """
    if outcome != COMPLETED:
        return set()
    owed = for_everybody(before) & for_everybody(after) & {step["id"] for step in STEPS}
    return owed - done


def _for_all(steps: list[Step]) -> Iterator[list[Step]]:
    yield steps
    for step in steps:
        if step["kind"] == "parallel":
            for branch in step["branches"]:
                if "when" not in branch:
                    yield from _for_all(branch["steps"])
