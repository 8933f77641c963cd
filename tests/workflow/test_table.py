"""Every feature, in every state, by everybody: it is right, or it is refused in words."""

import datetime as dt
import random
import re
from typing import Any

import pytest
from django.conf import LazySettings
from django.db import transaction

from lizhi.cases.models import Case
from lizhi.common import clock
from lizhi.common.refusals import Refused
from lizhi.jobs import doing
from lizhi.workflow import actions as engine
from lizhi.workflow.models import Run, Task, Timer
from tests.workflow import invariants, make, table
from tests.workflow.many import SEED, many

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.torture]
ANYBODY = {*table.HOLDERS, *table.OTHERS}
HANDLERS = ANYBODY - {"zhang", "feng"}
"""Whoever may have a step in one state or another: holders, HR, who stands in."""
MAY = {
    **dict.fromkeys(table.FEATURES, HANDLERS),
    "withdraw": {"hr", "chief"},
    "suspend": {"hr", "chief"},
    "resume": {"hr", "chief"},
    **{name: {"chief"} for name in table.FEATURES if name.startswith("jump")},
    "press": HANDLERS | {"zhang"},
    "be away": ANYBODY,
    "leave": ANYBODY,
    "change version": ANYBODY,
}
NEVER = {"jump to end", "jump to certificate"}
OVER_IT = "jump to last"
"""Past the certificate: only once that has been issued."""
MOST_MOVES = 80


@pytest.fixture(autouse=True)
def house(settings: LazySettings) -> None:
    """A small company, and a machine whose steps only answer."""
    settings.OUTBOX_HANDLERS = {
        **settings.OUTBOX_HANDLERS,
        "workflow.step": "tests.workflow.story.leave_step",
    }
    table.found()


class Undone(Exception):
    """What was tried is taken back, so that the next can be tried in the same state."""


def law(case: Case) -> dict[str, Any]:
    """What nobody can move: the days of the notice, and whatever leads to the certificate."""
    case.refresh_from_db()
    ends = Timer.objects.filter(case=case, kind="wait", state__in=("pending", "fired"))
    bound = Run.objects.filter(case=case, step__in=("end", "certificate"))
    return {
        "days": (case.notice_end, case.contract_end),
        "timer": list(ends.values_list("due_at", "state")),
        "steps": list(bound.exclude(state="cancelled").values_list("step", "state")),
    }


def tried(case: Case, feature: str, who: str, at: dt.datetime) -> str:
    """`ok`, or the code of the refusal; whatever it was, nothing of it is left."""
    outcome, words = "ok", "好"
    try:
        with transaction.atomic(), clock.at(at):
            _try(case, feature, who)
            raise Undone
    except Undone:
        pass
    except Refused as refusal:
        outcome, words = refusal.code, str(refusal.reason)
    assert re.search(r"[\u4e00-\u9fff]", words)
    assert "%(" not in words
    return outcome


def _try(case: Case, feature: str, who: str) -> None:
    before, events = law(case), case.events.count()
    by, running = make.user(who), case.status == Case.Status.RUNNING
    table.FEATURES[feature](case, by, table.of(case, who))
    after = law(case)
    assert invariants.broken() == []
    new = list(case.events.order_by("seq")[events:])
    if feature not in {"be away", "leave"}:
        assert new, "nothing was told"
        assert feature == "change version" or any(event.actor == by for event in new)
    if case.status != Case.Status.WITHDRAWN:
        assert after == before
    if running:
        _plays_to_its_end(case, clock.now())


def _plays_to_its_end(case: Case, now: dt.datetime) -> None:
    for _move in range(MOST_MOVES):
        case.refresh_from_db()
        if case.status != Case.Status.RUNNING:
            assert invariants.broken() == invariants.chains() == []
            return
        mine = Task.objects.open().filter(case=case).select_related("assignee", "case").first()
        if mine is None:
            now = max(now, dt.datetime.combine(case.contract_end, dt.time(1), clock.SHANGHAI))
        with clock.at(now):
            if mine:
                engine.complete(mine, outcome="done", by=mine.assignee, at=now)
            engine.let_time_act(now)
            while doing.run_outbox(now):
                pass
    pytest.fail(f"it stands at {make.standing(case)} and cannot go on")


@pytest.mark.parametrize("state", table.STATES)
def test_whatever_anybody_tries_is_right_or_is_refused_in_words(state: str) -> None:
    case, at = table.STATES[state]()
    found: dict[str, set[str]] = {}
    for feature, who in _pairs(state):
        try:
            ended = tried(case, feature, who, at)
        except AssertionError as wrong:
            raise AssertionError(f"{feature} by {who}: {wrong}") from wrong
        if ended == "ok":
            found.setdefault(feature, set()).add(who)
    assert {name: who - MAY[name] for name, who in found.items() if who - MAY[name]} == {}
    assert not found.keys() & (NEVER if _is_issued(case) else {*NEVER, OVER_IT})
    print({name: sorted(who) for name, who in found.items()})  # noqa: T201


def _is_issued(case: Case) -> bool:
    return Run.objects.filter(case=case, step="certificate", state=Run.State.DONE).exists()


def _pairs(state: str) -> list[tuple[str, str]]:
    """So many of them, others with another seed; `make torture` tries them all."""
    every = [(feature, who) for feature in table.FEATURES for who in sorted(ANYBODY)]
    random.Random(f"{SEED} {state}").shuffle(every)  # noqa: S311  no secret
    return every[: many("tries", 20)]
