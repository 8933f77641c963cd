"""The handover as both sides play it: the leaver gives, the others receive, or miss something."""

import datetime as dt

from lizhi.accounts.models import User
from lizhi.cases.models import Case, Event
from lizhi.common import calendar, clock
from lizhi.flows.simulation import when
from lizhi.flows.simulation.scenario import SOON, Behaviour
from lizhi.flows.simulation.when import Move
from lizhi.handover import actions as handover
from lizhi.handover import kinds, rules
from lizhi.handover.models import Item
from lizhi.offboarding import ways
from lizhi.workflow.engine import moments
from lizhi.workflow.models import Run, Task

State = Item.State


def next_move(
    run: Run, task: Task, behaviour: Behaviour, *, titles: tuple[str, ...]
) -> Move | None:
    """The next thing that either side does; None: nobody does anything more.

    `titles` are what is passed on: named with a resignation, else listed when the step begins.
    """
    if behaviour.silent:
        return None
    items = rules.OF_CASE.all(case=run.case_id)
    if not items and titles and not ways.is_own(run.case):
        listed = when.awake(run.opened_at, works=False)
        return Move(listed, lambda: _list(run.case, titles))
    if not items:
        return _nothing_to_pass_on(run, task, behaviour)
    if missing := [item for item in items if item.state == State.MISSING]:
        return _mend(run.case, missing, behaviour)
    if any(item.state == State.OPEN for item in items):
        given = when.awake(moments.after(SOON, run.opened_at).at, works=False)
        return Move(given, lambda: _give(run.case))
    return _receive(run, items, behaviour)


def _nothing_to_pass_on(run: Run, task: Task, behaviour: Behaviour) -> Move | None:
    at = when.of(behaviour, opened=run.opened_at, due=run.due_at, works=True)
    by = task.assignee
    return (
        Move(at, lambda: handover.finish_nothing(run.case, by=by, at=clock.now())) if at else None
    )


def _list(case: Case, titles: tuple[str, ...]) -> None:
    for title in titles:
        handover.add_item(case, title=title, receiver=None, by=case.leaver, at=clock.now())


def _give(case: Case) -> None:
    handover.give_all(case, by=case.leaver, at=clock.now())


def _mend(case: Case, missing: list[Item], behaviour: Behaviour) -> Move | None:
    if behaviour.mends_after_days is None:
        return None
    told = Event.objects.filter(case=case, kind=kinds.ITEM_MISSING).order_by("-seq")[0]
    later = told.happened_at + dt.timedelta(days=behaviour.mends_after_days)
    return Move(calendar.quiet(later), lambda: _give(case))


def _receive(run: Run, items: list[Item], behaviour: Behaviour) -> Move | None:
    given = [item for item in items if item.state == State.GIVEN]
    last = max((item.given_at for item in given if item.given_at), default=None)
    if last is None:
        return None
    again = Event.objects.filter(case=run.case, kind=kinds.ITEM_MISSING).exists()
    # What comes the second time is looked at soon; the first time, as is supposed.
    how = Behaviour() if again else behaviour
    at = when.of(
        how, opened=last, due=run.due_at if run.due_at and run.due_at > last else None, works=True
    )
    if at is None:
        return None
    count = 0 if again else behaviour.disputes
    return Move(at, lambda: _look(run.case, given, count))


def _look(case: Case, given: list[Item], missing: int) -> None:
    """So many things are said to be missing; all others are there."""
    for item in given[:missing]:
        handover.report_missing(item, words="试跑：还差东西", by=item.receiver, at=clock.now())
    receivers: dict[int, User] = {item.receiver_id: item.receiver for item in given[missing:]}
    for user in receivers.values():
        handover.receive_all(case, by=user, at=clock.now())
