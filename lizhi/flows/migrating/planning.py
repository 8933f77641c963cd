"""Where a running case stands by another version of its process. Plain Python: no rows, no clock.

What is open is found again by its id and keeps all it has. The rest is the engine's own walk: on
from a step that is gone, and into a branch that was added to a block that is running.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from lizhi.common.refusals import Refused
from lizhi.flows.checks.places import title
from lizhi.flows.meanings import Meaning, of
from lizhi.flows.migrating import marking, owing
from lizhi.workflow.tree import Step, Tree, walk
from lizhi.workflow.walking import Walk

SAME = ("kind", "form", "until")
"""What of a step may not change under a case that stands there."""
ANSWERING = ("mode", "votes")
"""Nor these, once somebody has answered or has to wait for the own turn."""


class CannotMigrate(Refused):
    """This case stays with its version; the reason is for HR."""

    code = "cannot_migrate"


@dataclass(frozen=True)
class Choices:
    """What HR decides where two versions differ."""

    close: bool = False
    """A step that is gone is given up and the case goes on; else the case stays as it is."""
    start: bool = True
    """A branch that was added to a block that is running begins now; else this case skips it."""
    renamed: Mapping[str, str] = field(default_factory=dict)
    """New ids of steps that the old version calls something else."""


@dataclass(frozen=True)
class Standing:
    """Where a case stands by its own version, what it has behind it, and the version to come."""

    old: Tree
    new: Tree
    open: frozenset[str]
    done: frozenset[str]
    answered: Callable[[str], bool]
    """Whether somebody has done the own part of an open step, or waits for the own turn there."""
    answers: Mapping[str, Callable[[Any], bool]]
    """What a walk asks about this case: see `Walk`."""


def plan(before: Standing, choices: Choices) -> "Plan":
    """Refused, with the reason, when the case cannot stand anywhere in the new version."""
    planned = Plan(before, choices)
    planned.make()
    return planned


class Plan(Walk):
    """Where the case stands afterwards; what it keeps, gives up, begins and skips."""

    def __init__(self, before: Standing, choices: Choices) -> None:
        super().__init__(before.new, set(), **before.answers)
        self.before, self.choices = before, choices
        self.crossing = owing.Crossing(before.old, before.new, before.open, before.done)
        self.owed = self.crossing.owed()
        """Steps that it must come to, whatever HR has chosen: their branch begins."""
        self.kept: dict[str, str] = {}
        """Open steps that stay open, and what they are called now."""
        self.started: list[str] = []
        """The first steps of added branches that begin now."""
        self.skipped: list[str] = []
        self._onward: list[tuple[str, bool]] = []
        """Where what was given up goes on: a step to enter, or a block whose branch is over."""

    def make(self) -> None:
        """Work it out; what is refused is left half made."""
        self.given_up = [key for key in sorted(self.before.open) if not self._keep(key)]
        self.standing = set(self.kept.values())
        onward = self._onward = [self._after(key) for key in self.given_up]
        for key, over in list(onward):
            self._go_on(key, over=over)
        for block in self._running(onward):
            for branch in self.tree.steps[block]["branches"]:
                self._begin_if_added(block, branch)
        self._check()

    def _keep(self, key: str) -> bool:
        old, was = self.before.old, self.before.old.steps[key]
        new = self._name_of(key, was)
        if new is None:
            if was["kind"] == "wait":  # to go on would be to say that the day has come
                raise _cannot(_("“%(a)s” waits for a day that is not waited for now."), old, key)
            if not self.choices.close:
                raise _cannot(_("“%(a)s”, where it stands, is not there any more."), old, key)
            return False
        now = self.tree.steps[new]
        if any(was.get(name) != now.get(name) for name in SAME):
            raise _cannot(_("“%(a)s”, where it stands, is another kind of step now."), old, key)
        if any(was.get(name) != now.get(name) for name in ANSWERING) and self.before.answered(key):
            raise _cannot(_("At “%(a)s” somebody has answered by the old rule."), old, key)
        self.kept[key] = new
        return True

    def _name_of(self, key: str, was: Step) -> str | None:
        """What it is called now: as before, as HR says, or whatever waits for the same day."""
        steps, known = self.tree.steps, self.before.old.steps
        if key in steps:
            return key
        days = [one for one, step in steps.items() if step.get("until", "") == was.get("until")]
        for new in (self.choices.renamed.get(key), days[0] if len(days) == 1 else None):
            if new in steps and new not in known:
                return new
        return None

    def _after(self, gone: str) -> tuple[str, bool]:
        """The next step that is still there, else the block whose branch is over with it."""
        old, key = self.before.old, gone
        while True:
            block, following = old.block[key], old.following[key]
            while following is not None and following not in self.tree.steps:
                following = old.following[following]
            if following is not None:
                return following, False
            if block is None:
                raise _cannot(_("After “%(a)s” nothing is left in the new version."), old, gone)
            if block in self.tree.steps:
                return block, True
            key = block

    def _go_on(self, key: str, *, over: bool) -> None:
        self._onward = self._onward[1:]
        if not over:
            self._enter(key)
        elif not self._goes_on(key):
            self.leave(key)

    def _goes_on(self, block: str) -> bool:
        inside = self.tree.inside(block)
        waits = any(key in inside or (over and key == block) for key, over in self._onward)
        return waits or bool(inside & self.standing) or super()._goes_on(block)

    def _running(self, onward: list[tuple[str, bool]]) -> list[str]:
        """The blocks that it was in before; what it has just entered is entered whole."""
        around = {key for key, over in onward if over}
        for key in (*self.kept.values(), *(key for key, _over in onward)):
            around.update(self.tree.around(key))
        return [
            key
            for key, step in self.tree.steps.items()
            if key in around and step["kind"] == "parallel"
        ]

    def _begin_if_added(self, block: str, branch: Step) -> None:
        inside = {step["id"] for step in walk(branch["steps"])}
        if not inside or inside & self.standing or not self.standing & self.tree.inside(block):
            return
        owed = bool(inside & self.owed)
        if not owed and self._is_decided(block, inside):
            return
        if not inside & {*self.crossing.always()} and not self._holds(branch.get("when")):
            return
        first = branch["steps"][0]["id"]
        if owed or self.choices.start:
            self.started.append(first)
            self._enter(first)
        else:
            self.skipped.append(first)

    def _is_decided(self, block: str, inside: set[str]) -> bool:
        """The case has been in this branch, or its block was running and it was not entered."""
        old = self.before.old
        if inside & self.before.done:
            return True
        if block not in old.steps or not self.before.open & old.inside(block):
            return False
        branches = old.steps[block].get("branches", ())
        return any(inside & {step["id"] for step in walk(one["steps"])} for one in branches)

    def _check(self) -> None:
        if self.outcome is not None or not self.standing:
            raise CannotMigrate(_("In the new version this case would be over at once."))
        if found := marking.clash(self.tree, self.standing):
            raise _cannot(_("“%(a)s” and “%(b)s” would be under way at once."), self.tree, *found)
        if len({*self.kept.values(), *self.entered}) < len(self.kept) + len(self.entered):
            raise CannotMigrate(_("In the new version it would stand twice at one step."))
        for key in self._in_order(self.owed - self.passed):
            if key not in self.tree.steps or not marking.is_ahead(self.tree, self.standing, key):
                raise self._passed_over(key)
        for key in sorted(self.crossing.twice(self.standing)):
            raise _cannot(_("“%(a)s” is done already and would be done again."), self.tree, key)

    def _in_order(self, keys: frozenset[str]) -> list[str]:
        """As people come to them: the first one lost is the one that is named."""
        order = [*self.before.old.steps, *self.tree.steps]
        return sorted(keys, key=order.index)

    def _passed_over(self, key: str) -> CannotMigrate:
        tree = self.tree if key in self.tree.steps else self.before.old
        if of(tree.steps[key]) == Meaning.CERTIFICATE:
            words = _("It would not come to what the law demands: the certificate.")
        else:
            words = _(
                "“%(a)s” would be passed over for good. "
                "Change once it is done, or leave the step where it was."
            )
        return _cannot(words, tree, key)


def _cannot(words: str, tree: Tree, *keys: str) -> CannotMigrate:
    names = (title(tree.steps[key]) for key in keys)
    return CannotMigrate(words % dict(zip("ab", names, strict=False)))
