"""Move a case from where it stands to where it stands next."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from lizhi.accounts.models import User
from lizhi.cases.actions import Entry, record_all
from lizhi.cases.models import Case
from lizhi.common import rows
from lizhi.workflow import conditions, kinds, owners, questions, standing_in
from lizhi.workflow.engine import closing, moments, opening, summary, trees
from lizhi.workflow.engine.facts import Facts
from lizhi.workflow.models import Run, Version
from lizhi.workflow.tree import Step
from lizhi.workflow.walking import Walk

ENDING = "end:"


class Move:
    """One change of where a case stands; the case is locked and its columns are fresh."""

    def __init__(self, case: Case, version: Version, *, by: User | None, at: dt.datetime) -> None:
        self.case, self.version, self.by, self.at = case, version, by, at
        self.tree = trees.of(version)
        self.runs = questions.RUNS.all(case=case.pk)
        self.entries: list[Entry] = []
        self._also: tuple[str, ...] = ()
        """Columns of the case that change besides those that lists show."""
        self.left: int | None = None
        """The run that was left, if one was: what opens now opens after it."""

    def note(self, kind: str, step: str = "", *, words: str = "", **facts: Any) -> None:
        """Write this event when everything stands."""
        self.entries.append(Entry(kind, step, words, self.by, facts))

    def walk(self) -> Walk:
        """A walk that begins where the case stands."""
        return Walk(self.tree, {run.step for run in self.open_runs()}, **self.answers())

    def answers(self) -> dict[str, Callable[[Any], bool]]:
        """What a walk asks about this case: does a condition hold, does nobody stop at a step."""
        facts = Facts(self.case)
        return {"holds": lambda when: conditions.holds(when, facts), "passes": self._passes}

    def close(self, run: Run, *, outcome: str) -> None:
        """Leave this step behind."""
        mine = self.known(run)
        self.left = mine.pk
        closing.close(mine, outcome=outcome, by=self.by, at=self.at)

    def known(self, run: Run) -> Run:
        """This run as the move holds it."""
        return next(one for one in self.runs if one.pk == run.pk)

    def route(self, step: str, outcome: str, *, to: str | None = None) -> None:
        """Go where this outcome leads: on, back to an earlier step, or to an end."""
        walk = self.walk()
        target = to or self.tree.steps[step].get("on", {}).get(outcome)
        if target is None:
            walk.leave(step)
        elif target.startswith(ENDING):
            walk.standing.discard(step)
            walk.end(target.removeprefix(ENDING))
        else:
            walk.jump(step, target)
        self.apply(walk)

    def apply(self, walk: Walk) -> None:
        """Turn the walk into rows."""
        self.cancel(set(walk.given_up))
        self._open_all(walk)
        if walk.outcome is not None:
            self.end(walk.outcome)

    def end(self, outcome: str) -> None:
        """Nothing of this case is open any more."""
        self.cancel({run.step for run in self.open_runs()})
        case = self.case
        goes_on = outcome in Case.GOES_ON
        case.status = Case.Status.WITHDRAWN if goes_on else Case.Status.CLOSED
        case.outcome, case.ended_at = outcome, self.at
        case.suspended_at = case.suspended_until = None
        self._also = ("status", "outcome", "ended_at", "suspended_at", "suspended_until")
        self.note(kinds.CASE_ENDED, outcome=outcome)

    def finish(self, *, also: tuple[str, ...] = ()) -> None:
        """Show lists where the case stands now, then tell the story; rooms hear it last."""
        summary.refresh(self.case, self.tree, self.runs, also=(*self._also, *also))
        record_all(self.case, self.entries, at=self.at)

    def open_runs(self) -> list[Run]:
        """Where the case stands."""
        return [run for run in self.runs if run.state == Run.State.OPEN]

    def _passes(self, step: Step) -> bool:
        if step["kind"] == "wait":
            moment = moments.awaited(self.case, step)
            return moment is not None and moment <= self.at
        return bool(step["kind"] == "notify")

    def cancel(self, steps: set[str]) -> None:
        """What stands at these steps is given up."""
        gone = [run for run in self.open_runs() if run.step in steps]
        if gone:
            closing.cancel(gone, at=self.at)
            for run in gone:
                self.note(kinds.STEP_CANCELLED, run.step)

    def _open_all(self, walk: Walk) -> None:
        steps = [s for s in walk.entered if s in walk.passed or s in walk.standing]
        runs = [self._new_run(step, done=step in walk.passed) for step in steps]
        if not runs:
            return
        rows.insert(runs)
        self.runs += runs
        opened = [run for run in runs if run.state == Run.State.OPEN]
        entries = opening.fill(
            self.case, [(run, self.tree.steps[run.step]) for run in opened], at=self.at
        )
        told = dict(zip([run.step for run in opened], entries, strict=True))
        self.entries += [told.get(run.step) or self._passed(run.step) for run in runs]

    def _new_run(self, key: str, *, done: bool) -> Run:
        visit = 1 + sum(run.step == key for run in self.runs)
        step = self.tree.steps[key]
        run = opening.run_of(self.case, self.version, step, visit=visit, at=self.at)
        run.after_id = self.left
        if done:
            run.state, run.closed_at = Run.State.DONE, self.at
            run.outcome = "reached" if step["kind"] == "wait" else "told"
        return run

    def _passed(self, key: str) -> Entry:
        step = self.tree.steps[key]
        if step["kind"] == "wait":
            return Entry(kinds.WAIT_REACHED, key, facts={"outcome": "reached"})
        named = owners.resolve(step["to"], self.case)
        people = standing_in.instead(named, self.case, at=self.at)
        return Entry(kinds.NOTICE_GIVEN, key, facts={"to": [user.pk for user in people]})
