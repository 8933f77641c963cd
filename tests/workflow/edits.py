"""What HR may do to a drawn process before it is published again: any of it, at random."""

import copy
from collections.abc import Iterator
from typing import Any

from lizhi.workflow.tree import Tree, walk
from tests.workflow.drawing import Dice

Step = dict[str, Any]


def edited(dice: Dice, steps: list[Step], at: set[str]) -> list[Step]:
    """One to three changes, often `at` the very steps where a case stands.

    Ways back that lead nowhere any more are taken out, as HR would.
    """
    body = copy.deepcopy(steps)
    editing = _Editing(dice, body, at)
    for _ in range(dice.number(1, 3)):
        dice.one_of(editing.changes)()
    _mend(body)
    return body


def sequences(steps: list[Step]) -> Iterator[list[Step]]:
    """Every sequence, the outer before the inner."""
    yield steps
    for step in steps:
        for branch in step.get("branches", ()):
            yield from sequences(branch["steps"])


class _Editing:
    def __init__(self, dice: Dice, body: list[Step], at: set[str]) -> None:
        self.dice, self.body, self.at, self.count = dice, body, at, 0
        self.changes = [
            *(self.insert, self.insert, self.delete, self.delete, self.add_branch),
            *(self.add_branch, self.remove_branch, self.wrap, self.unwrap, self.move),
            *(self.another_kind, self.another_mode, self.another_limit),
        ]

    def new(self) -> Step:
        self.count += 1
        key = f"x{self.count}"
        kind = self.dice.one_of(["task", "task", "auto", "notify"])
        if kind == "task":
            return {"id": key, "kind": kind, "owner": "wang"}
        return {"id": key, "kind": kind, **({"to": "li"} if kind == "notify" else {})}

    def sequence(self) -> list[Step]:
        every = list(sequences(self.body))
        near = [one for one in every if self.at & {step["id"] for step in one}]
        found: list[Step] = self.dice.one_of(near if near and self.dice.yes() else every)
        return found

    def place(self, sequence: list[Step]) -> int:
        first = 1 if sequence is self.body else 0  # the first step asks for the number
        last = len(sequence) - (bool(sequence) and sequence[-1]["kind"] == "end")
        return self.dice.number(min(first, last), last)

    def blocks(self) -> list[Step]:
        return [step for step in walk(self.body) if step["kind"] == "parallel"]

    def insert(self) -> None:
        sequence = self.sequence()
        sequence.insert(self.place(sequence), self.new())

    def delete(self) -> None:
        self.taken()

    def taken(self) -> Step | None:
        sequence = self.sequence()
        places = list(range(sequence is self.body, len(sequence)))
        here = [n for n in places if sequence[n]["id"] in self.at]
        places = here if here and self.dice.yes() else places
        return sequence.pop(self.dice.one_of(places)) if places else None

    def move(self) -> None:
        step = self.taken()
        if step is not None and step["kind"] != "end":
            sequence = self.sequence()
            sequence.insert(self.place(sequence), step)

    def add_branch(self) -> None:
        if blocks := self.blocks():
            branch: Step = {"steps": [self.new()]}
            if self.dice.yes():
                branch["when"] = {"field": "a", "op": ">=", "value": self.dice.number(0, 2)}
            self.dice.one_of(blocks)["branches"].append(branch)

    def remove_branch(self) -> None:
        if blocks := [block for block in self.blocks() if len(block["branches"]) > 1]:
            branches = self.dice.one_of(blocks)["branches"]
            branches.pop(self.dice.number(0, len(branches) - 1))

    def wrap(self) -> None:
        sequence = self.sequence()
        places = [n for n, step in enumerate(sequence) if step["id"] != "n0"]
        if places := [n for n in places if sequence[n]["kind"] != "end"]:
            at = self.dice.one_of(places)
            self.count += 1
            branches = [{"steps": [sequence[at]]}, {"steps": [self.new()]}]
            key = f"w{self.count}"
            sequence[at] = {"id": key, "kind": "parallel", "branches": branches}

    def unwrap(self) -> None:
        """What lay side by side comes one after the other."""
        for sequence in list(sequences(self.body)):
            for at, step in enumerate(sequence):
                if step["kind"] == "parallel":
                    inner = [one for branch in step["branches"] for one in branch["steps"]]
                    if not any(one["kind"] == "end" for one in inner):
                        sequence[at : at + 1] = inner
                    return

    def another_kind(self) -> None:
        tasks = [step for step in walk(self.body) if step["kind"] == "task" and step["id"] != "n0"]
        tasks = [step for step in tasks if step["id"] in self.at] or tasks
        if tasks:
            self.dice.one_of(tasks)["kind"] = "approval"

    def another_mode(self) -> None:
        both = [step for step in walk(self.body) if step.get("owner") in {"both", "three"}]
        if both := [step for step in both if step["id"] in self.at] or both:
            step = self.dice.one_of(both)
            step["mode"] = self.dice.one_of(["any", "all", "sequential", "vote"])
            step.pop("votes", None)

    def another_limit(self) -> None:
        tasks = [step for step in walk(self.body) if step["kind"] == "task"]
        step = self.dice.one_of(tasks)
        step["due"] = {"n": self.dice.number(1, 90), "unit": "hours"}
        step["remind"] = [{"after": {"n": self.dice.number(1, 90), "unit": "hours"}}]


def _mend(body: list[Step]) -> None:
    tree = Tree({"steps": body})
    order = list(tree.steps)
    for key, step in tree.steps.items():
        target = step.get("on", {}).get("send_back")
        if target is None:
            continue
        earlier = target in tree.steps and order.index(target) < order.index(key)
        if not earlier or key not in tree.rows[tree.row[target]]:
            del step["on"]
