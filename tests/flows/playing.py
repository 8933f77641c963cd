"""Play a process through with arbitrary people, none of whom means well, and with time.

Steps move by the four rules of the engine, time acts by the engine's own rules and calendar.
"""

import datetime as dt
from dataclasses import dataclass, field
from random import Random
from types import SimpleNamespace
from typing import Any

from lizhi.common.clock import SHANGHAI
from lizhi.flows.meanings import FORM_ANSWERS, PAPERS
from lizhi.offboarding.ways import WAYS
from lizhi.workflow.engine import moments
from lizhi.workflow.tree import Tree
from lizhi.workflow.walking import Walk

Step = dict[str, Any]
Act = tuple[dt.datetime, str, bool]
"""When, what, and whether a person does it."""
START = dt.datetime(2026, 3, 2, 9, 30, tzinfo=SHANGHAI)
MOST_MOVES = 3_000
PATIENCE = 6
"""How often in a play people send back: nobody sends back for ever, but anybody may once more."""


@dataclass
class Play:
    """One case of this process; `chance` decides who answers what and when, and when it ends."""

    body: Step
    chance: Random
    opened: list[tuple[dt.datetime, str]] = field(default_factory=list)
    left: list[tuple[dt.datetime, str, str]] = field(default_factory=list)
    said: list[tuple[dt.datetime, str, str]] = field(default_factory=list)
    """What people themselves have answered, not what time has made of their silence."""
    given_up: list[str] = field(default_factory=list)
    outcome: str | None = None
    sent_back: int = 0

    def __post_init__(self) -> None:
        self.tree = Tree(self.body)
        day = START.date() + dt.timedelta(days=self.chance.choice([0, 1, 3, 5, 10, 20, 30, 45]))
        self.end = dt.datetime.combine(day, dt.time.min, SHANGHAI)
        wished = day + dt.timedelta(days=self.chance.choice([-3, 0, 30, 400]))
        # No day but these is certain to be set, so none ever is.
        self.case: Any = SimpleNamespace(
            contract_end=day,
            wished_day=wished,
            notice_end=max(day, START.date() + dt.timedelta(days=30)),
            last_working_day=None,
            pay_end=None,
            access_end=None,
            return_by=START.date() + dt.timedelta(days=self.chance.choice([1, 7])),
        )
        self.now = START
        self.standing: dict[str, list[Act]] = {}

    def run(self) -> "Play":
        """To the end, or until nothing more will ever happen."""
        walk = self._walk()
        walk.begin()
        self._take(walk)
        for _ in range(MOST_MOVES):
            ahead = [
                (at, key, answer, by_person)
                for key, acts in self.standing.items()
                for at, answer, by_person in acts
            ]
            if self.outcome is not None or not ahead:
                return self
            at, key, answer, by_person = min(ahead)
            self.now = max(at, self.now)
            if by_person and self._is_too_late(key, answer):
                self.standing[key] = [act for act in self.standing[key] if not act[2]]
                continue
            if by_person:
                self.said.append((self.now, key, answer))
            self._leave(key, answer)
        return self

    @property
    def notice_end(self) -> dt.datetime:
        """The last of the thirty days."""
        return dt.datetime.combine(self.case.notice_end, dt.time.min, SHANGHAI)

    def times(self, key: str) -> list[dt.datetime]:
        """When this step was opened."""
        return [at for at, step in self.opened if step == key]

    def _walk(self) -> Walk:
        return Walk(self.tree, set(self.standing), holds=self._holds, passes=self._passes)

    def _holds(self, when: Any) -> bool:
        return when is None or self.chance.random() < 0.5

    def _passes(self, step: Step) -> bool:
        if step["kind"] == "wait":
            moment = moments.awaited(self.case, step)
            return moment is not None and moment <= self.now
        return bool(step["kind"] == "notify")

    def _leave(self, key: str, answer: str) -> None:
        self.left.append((self.now, key, answer))
        target = self.tree.steps[key].get("on", {}).get(answer)
        walk = self._walk()
        del self.standing[key]
        if target is None:
            walk.leave(key)
        elif target.startswith("end:"):
            walk.standing.discard(key)
            walk.end(target.removeprefix("end:"))
        else:
            self.sent_back += 1
            walk.jump(key, target)
        self._take(walk)

    def _is_too_late(self, key: str, answer: str) -> bool:
        """Wages are due: nothing before them is done again, the house refuses it then."""
        step, order = self.tree.steps[key], list(self.tree.steps)
        target = step.get("on", {}).get(answer, "end:")
        own_page = answer in FORM_ANSWERS.get(step.get("form", ""), ())
        if own_page or self.now < self.end or target not in order or "settlement" not in order:
            return False
        wages = "settlement" in self.tree.rows[self.tree.row[target]]
        ahead = wages and order.index(target) <= order.index("settlement")
        return ahead and "settlement" not in {one for _at, one, _answer in self.left}

    def _take(self, walk: Walk) -> None:
        self.given_up += walk.given_up
        self.outcome = walk.outcome
        stayed = {key: acts for key, acts in self.standing.items() if key in walk.standing}
        for key in walk.given_up:
            stayed.pop(key, None)
        for key in walk.entered:
            if key in walk.passed or key in walk.standing:
                self.opened.append((self.now, key))
            if key in walk.standing:
                stayed[key] = self._acts(self.tree.steps[key])
        self.standing = stayed

    def _acts(self, step: Step) -> list[Act]:
        """What will happen at a step that opens now, as far as anybody or time does anything."""
        if step["kind"] == "auto":
            return [(self.now, "done", False)] if self._is_papered(step) else []
        if step["kind"] == "wait":
            moment = moments.awaited(self.case, step)
            return [(moment, "reached", False)] if moment else []
        found = [
            (deadline.at, rule["outcome"], False)
            for rule in step.get("escalate", ())
            if rule["action"] == "close"
            and (deadline := moments.acts_at(self.case, "escalate", rule, self.now))
        ]
        return [*found, *self._answer(step)]

    def _is_papered(self, step: Step) -> bool:
        """A paper that does not belong to the way is never printed: the house refuses it."""
        known = WAYS[self.body["way"]].papers
        return PAPERS.get(step["id"], known[0]) in known

    def _answer(self, step: Step) -> list[Act]:
        resigns = self.body["way"] == "resignation"
        first = resigns and step is self.body["steps"][0]
        if (not first and step.get("form") == "application") or not self._is_papered(step):
            return []  # nobody is asked for a notice, or for a paper that there is not
        if not first and self.chance.random() < 0.4:
            return []  # silent for ever
        on = step.get("on", {})
        usual = FORM_ANSWERS.get(step.get("form", "")) or step.get("outcomes", ["done"])
        answers = [*usual, *on]
        if self.sent_back >= PATIENCE:
            answers = [one for one in answers if str(on.get(one, "end:")).startswith("end:")]
        if not answers:
            return []
        wait = dt.timedelta(hours=0 if first else self.chance.choice([0, 1, 20, 60, 300, 2000]))
        return [(self.now + wait, self.chance.choice(answers), True)]
