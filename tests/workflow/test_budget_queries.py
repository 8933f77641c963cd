"""What a move costs in questions to the database; a question more must be a decision."""

from collections import Counter

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lizhi.common import clock
from lizhi.jobs import doing
from lizhi.workflow import actions
from tests.workflow import make
from tests.workflow.make import hours, parallel, task

pytestmark = pytest.mark.django_db

TIMED = {
    "due": hours(24),
    "remind": [{"after": hours(24)}, {"after": hours(48)}],
    "escalate": [
        {"after": hours(48), "action": "add", "to": "li"},
        {"after": hours(72), "action": "close", "outcome": "by_time"},
    ],
}
STEPS = (
    task("application", "zhang"),
    parallel(
        "main",
        [
            task("acknowledgement", "wang", **TIMED),
            parallel("work", [{"id": "send", "kind": "auto"}], [task("handover", "li", **TIMED)]),
        ],
        [{"id": "end", "kind": "wait", "until": "contract_end"}],
    ),
    task("last"),
)


def questions(captured: CaptureQueriesContext) -> Counter[str]:
    """How many of each kind; what begins and ends savepoints is counted apart."""
    words = (query["sql"].split()[0] for query in captured.captured_queries)
    return Counter("SAVEPOINT" if word in {"SAVEPOINT", "RELEASE"} else word for word in words)


def total(captured: CaptureQueriesContext) -> int:
    found = questions(captured)
    return found.total() - found["SAVEPOINT"]


def test_acknowledging_opens_two_steps_with_timers_events_and_a_row_of_the_outbox() -> None:
    case = make.started(*STEPS)
    make.do(case, "application")
    mine, now = make.open_task(case, "acknowledgement"), clock.now()
    with CaptureQueriesContext(
        connection,
    ) as captured:
        locked = actions.lock(mine.case)
        actions.once("k", case=locked, kind="acknowledge", by=mine.assignee, at=now)
        actions.complete(mine, outcome="acknowledged", by=mine.assignee, at=now, words="保重")
    assert make.standing(case) == {"send", "handover", "end"}
    assert total(captured) <= 24, questions(captured)


def test_a_reminder_and_a_step_of_the_machine_cost_no_more() -> None:
    case = make.started(*STEPS)
    make.do(case, "application")
    with CaptureQueriesContext(connection) as captured, clock.at(make.later(24)):
        assert actions.let_time_act(clock.now()) == 1
    assert total(captured) <= 22, questions(captured)


def test_looking_for_work_when_there_is_none_is_one_question_each() -> None:
    make.started(*STEPS)
    with CaptureQueriesContext(connection) as captured:
        actions.let_time_act(clock.now())
        doing.run_outbox(clock.now())
    assert total(captured) == 2


def test_a_move_costs_the_same_with_many_cases_beside_it() -> None:
    def cost() -> int:
        case = make.started(*STEPS, name="wang")
        make.do(case, "application")
        with CaptureQueriesContext(connection) as captured:
            make.do(case, "acknowledgement")
        return total(captured)

    for name in make.NAMES:
        make.user(name)
    alone = cost()
    for name in make.NAMES:
        make.started(*STEPS, name=name + " too")
    assert cost() == alone
