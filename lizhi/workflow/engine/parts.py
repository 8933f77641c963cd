"""The people of an open run: pressed, joined by others, replaced."""

import datetime as dt
from collections.abc import Iterable
from itertools import zip_longest
from typing import Any

from lizhi.accounts.models import User
from lizhi.cases.actions import Entry, record_all
from lizhi.common import rows
from lizhi.workflow import kinds, questions, standing_in
from lizhi.workflow.engine import modes, opening, summary, trees
from lizhi.workflow.models import Run, Task
from lizhi.workflow.tree import Step, Tree


def press(
    run: Run, people: Iterable[User], *, by: User | None, at: dt.datetime, words: str = ""
) -> None:
    """Remind these people; whoever leaves sees that we did."""
    run.pressed, run.pressed_at = run.pressed + 1, at
    rows.update(run, "pressed", "pressed_at")
    facts = {"to": _keys(people), "n": run.pressed, "channel": _channel(by)}
    note(run, Entry(kinds.HANDLER_PRESSED, run.step, words, by, facts), at=at)


def tell(run: Run, people: Iterable[User], *, at: dt.datetime, by: User | None = None) -> None:
    """Somebody above hears that this step is waiting; it is not theirs to do."""
    note(run, Entry(kinds.HANDLER_TOLD, run.step, by=by, facts={"to": _keys(people)}), at=at)


def add(run: Run, people: Iterable[User], *, by: User | None, at: dt.datetime) -> list[Task]:
    """These people have the step before them too; whoever had or has it is not asked twice.

    Where people answer one after the other, whoever a person brings in comes last.
    """
    known = questions.TASKS_OF_RUN.all(run=run.pk)
    has = {task.assignee_id for task in known if task.state != Task.State.CANCELLED}
    new = [user for user in people if user.pk not in has]
    if by is None and modes.of(step_of(run)) == "any":
        open_again(run, [task for task in known if task.state == Task.State.RESTING], at=at)
    resting = len(new) - _is_free(run) if modes.is_in_turn(step_of(run)) else 0
    tasks = opening.tasks_of(run, new, at=at, first=len(known), resting=resting)
    if tasks:
        rows.insert(tasks)
        facts = {"to": _keys(new), **standing_in.told(new), "channel": _channel(by)}
        note(run, Entry(kinds.HANDLER_ADDED, run.step, by=by, facts=facts), at=at)
    return tasks


def replace(
    run: Run,
    tasks: list[Task],
    people: list[User],
    *,
    by: User | None,
    at: dt.datetime,
    words: str = "",
) -> None:
    """These people have it now instead; its time does not begin anew."""
    gone = [task.assignee_id for task in tasks]
    mine = {task.pk for task in tasks}
    others = [one for one in questions.UNANSWERED_OF_RUN.all(run=run.pk) if one.pk not in mine]
    has = {task.assignee_id: task for task in others}
    new = [user for user in people if user.pk not in has]
    for task, user in zip_longest(tasks, new):
        _hand(run, task, user, at=at)
    resting = [has[user.pk] for user in people if user.pk in has]
    if not modes.is_in_turn(step_of(run)):  # whoever had claimed it gives it to one who rests
        open_again(run, [task for task in resting if task.state == Task.State.RESTING], at=at)
    now = {"to": _keys(people), **standing_in.told(people)}
    facts = {"from": gone, **now, "channel": _channel(by)}
    entry = Entry(kinds.TASK_REASSIGNED, run.step, words, by, facts)
    note(run, entry, *next_turn(run, at=at), at=at)


def done(
    task: Task, *, outcome: str, by: User, at: dt.datetime, words: str, facts: dict[str, Any]
) -> None:
    """One of several has done the own part; the step waits for the others, in turn or at once."""
    run, every = task.run, {"outcome": outcome, **facts}
    entries = [Entry(kinds.PART_DONE, run.step, words, by, every), *next_turn(run, at=at)]
    note(run, *entries, at=at, also=("data",))


def next_turn(run: Run, *, at: dt.datetime) -> list[Entry]:
    """Where people answer one after the other and nobody has it, the next one gets it."""
    if not modes.is_in_turn(step_of(run)) or run.tasks.open().exists():
        return []
    turn = [task.assignee for task in wake(run, at=at)]
    facts = {"to": _keys(turn), **standing_in.told(turn), "due": run.due_at}
    return [Entry(kinds.TURN_CAME, run.step, facts=facts)] if facts["to"] else []


def wake(run: Run, *, at: dt.datetime) -> list[Task]:
    """Whoever rests has it again: the first in line where people take turns, else everybody."""
    every = questions.UNANSWERED_OF_RUN.all(run=run.pk)
    woken = [task for task in every if task.state == Task.State.RESTING]
    if modes.is_in_turn(step_of(run)):
        woken = woken[:1]
    open_again(run, woken, at=at)
    return woken


def open_again(run: Run, tasks: list[Task], *, at: dt.datetime) -> None:
    """These rest no more; whoever is away by now has a substitute, if he has no part of his own."""
    for task in tasks:
        task.state, task.opened_at = Task.State.OPEN, at
        besides = taken(run)
        (doer,) = standing_in.instead([task.assignee], run.case, at=at, besides=besides)
        if doer != task.assignee and not run.tasks.filter(assignee=doer).exists():
            task.assignee, task.on_behalf_of = doer, standing_in.in_place_of(doer)
        rows.update(task, "state", "opened_at", "assignee", "on_behalf_of")


def taken(run: Run) -> set[int]:
    """Where everybody has an own part: the keys of those who have one, and cannot do another's."""
    if modes.of(step_of(run)) == "any":
        return set()
    return set(
        run.tasks.exclude(state=Task.State.CANCELLED).values_list("assignee", flat=True),
    )


def at_hand(run: Run) -> list[Task]:
    """The tasks of those who have it, claimed or not; where people take turns, of the present."""
    in_turn = modes.is_in_turn(step_of(run))
    return list(run.tasks.open() if in_turn else run.tasks.unanswered())


def step_of(run: Run) -> Step:
    """What the definition says of it."""
    return tree_of(run).steps[run.step]


def tree_of(run: Run) -> Tree:
    """The process that it belongs to; where its version is not known yet, the body stays unread."""
    if not Run.version.is_cached(run):
        run.version = questions.VERSION.get(pk=run.version_id)
    return trees.of(run.version)


def _hand(run: Run, task: Task | None, user: User | None, *, at: dt.datetime) -> None:
    in_turn = modes.is_in_turn(step_of(run))
    if task is None:
        more = {"first": run.tasks.count(), "resting": int(in_turn and not _is_free(run))}
        rows.insert(opening.tasks_of(run, [user] if user else [], at=at, **more))
        return
    task.rev += 1
    if user is None:
        task.state, task.closed_at = Task.State.CANCELLED, at
    else:
        task.assignee, task.seen_at = user, None
        task.state = task.state if in_turn else Task.State.OPEN
        task.on_behalf_of = standing_in.in_place_of(user)
    rows.update(task, "assignee", "on_behalf_of", "seen_at", "state", "closed_at", "rev")


def _is_free(run: Run) -> bool:
    return not run.tasks.open().exists()


def note(run: Run, *entries: Entry, at: dt.datetime, also: tuple[str, ...] = ()) -> None:
    """Show lists who has it now, and tell the story."""
    case = run.case
    runs = questions.RUNS.all(case=case.pk)
    summary.refresh(case, trees.of(run.version), runs, also=also)
    record_all(case, entries, at=at)


def _keys(people: Iterable[User]) -> list[int]:
    return [user.pk for user in people]


def _channel(by: User | None) -> str:
    return "person" if by else "time"
