"""HR publishes another version while people are on their way."""

import datetime as dt
from typing import Any

import pytest
from django.db import transaction
from django.utils.translation import override

from lizhi.cases.models import Case
from lizhi.common import clock
from lizhi.common.refusals import AlreadyDone, Refused
from lizhi.flows.migrating.making import migrate
from lizhi.flows.migrating.planning import CannotMigrate, Choices, Plan
from lizhi.offboarding.steering import reopening
from lizhi.workflow import actions
from lizhi.workflow.models import Run, Task, Timer
from tests.workflow import invariants, make
from tests.workflow.make import do, hours, parallel, publish, standing, started, task

pytestmark = pytest.mark.django_db
LATER = dt.timedelta(hours=5)


def change(case: Case, *steps: make.Step, **choices: Any) -> Plan:
    """HR publishes these steps, and this case goes by them from now on."""
    version, chosen = publish(*steps), Choices(**choices)
    with transaction.atomic():
        fresh = actions.lock(Case.objects.get(pk=case.pk))
        actions.once(f"change:{version.pk}", case=fresh, kind="migrate", by=None, at=clock.now())
        carried = migrate(fresh, version, chosen, by=None, at=clock.now())
    case.refresh_from_db()
    assert not invariants.broken()
    return carried


def refused(case: Case, *steps: make.Step, **choices: Any) -> str:
    """Why this case cannot; nothing of it has moved."""
    before = rows(case)
    with pytest.raises(CannotMigrate) as refusal, transaction.atomic(), override("en"):
        change(case, *steps, **choices)
    assert rows(case) == before
    return str(refusal.value.reason)


def rows(case: Case) -> list[list[Any]]:
    """Everything that hangs on where it stands."""
    kinds = (Run, Task, Timer)
    return [list(kind.objects.filter(case=case).order_by("pk").values()) for kind in kinds]


def test_what_is_open_keeps_its_people_its_limit_and_its_timers() -> None:
    slow = task("a", "both", due=hours(24), remind=[{"after": hours(20)}], name="Old")
    quick = task("a", "li", due=hours(2), remind=[{"after": hours(1)}], name="New")
    case = started(slow, task("b"))
    before = rows(case)
    with clock.at(clock.now() + LATER):
        change(case, quick, task("b"))
    runs, tasks, timers = rows(case)
    assert [tasks, timers] == before[1:]
    mine = ("pk", "id", "opened_at", "due_at", "visit", "state")
    assert [{key: run[key] for key in mine if key in run} for run in runs] == [
        {key: run[key] for key in mine if key in run} for run in before[0]
    ]
    assert (case.label, case.holder, case.due_at) == ("New", "wang +1", runs[0]["due_at"])


def test_what_begins_after_the_change_begins_by_the_new_rules() -> None:
    case = started(task("a"), task("b", due=hours(24)))
    change(case, task("a"), task("b", "chen", due=hours(2)))
    do(case, "a")
    mine = make.open_task(case, "b")
    assert (mine.assignee.name, mine.due_at) == ("chen", make.later(2))


def test_one_event_tells_of_the_change() -> None:
    case = started(task("a"), task("b"))
    change(case, task("a"))
    assert make.kinds(case)[-1:] == ["migrated"]
    assert case.events.get(kind="migrated").facts == {"was": 1, "version": 2}


def test_working_days_that_are_announced_later_count_by_the_old_limit() -> None:
    long = {"n": 250, "unit": "work_days"}
    case = started(task("a", due=long, remind=[{"after": long}]))
    before = Run.objects.get(case=case).due_at
    change(case, task("a", due=hours(2)))
    from lizhi.calendars.recounting import recount

    recount()
    assert Run.objects.get(case=case).due_at == before


def test_when_the_date_moves_timers_go_by_their_own_rules() -> None:
    def settle(*rules: int) -> make.Step:
        return task("a", remind=[{"after": hours(n), "from": "contract_end"} for n in rules])

    case = started(settle(24, 48))
    change(case, settle(72, 24))
    case = actions.lock(case)
    case.contract_end += dt.timedelta(days=10)
    case.save(update_fields=["contract_end"])
    actions.date_changed(case, "contract_end", at=clock.now())
    after = sorted((timer.n, timer.rule["after"]["n"]) for timer in make.pending(case))
    assert after == [(0, 24), (1, 48)]
    first = min(timer.due_at for timer in make.pending(case))
    assert first > make.later(24 * 40)


def test_a_step_that_is_gone_keeps_the_case_or_is_given_up_as_hr_chooses() -> None:
    case = started(task("a", name="Legal"), task("b"), task("c"))
    assert refused(case, task("b"), task("c")).startswith("“Legal”, where it stands, is not there")
    carried = change(case, task("c"), close=True)
    assert (carried.given_up, standing(case)) == (["a"], {"c"})
    assert make.kinds(case)[-3:] == ["migrated", "step_cancelled a", "step_opened c"]


def test_when_two_branches_are_gone_what_follows_begins_once() -> None:
    case = started(parallel("p", [task("a")], [task("b"), task("x")], [task("c")]), task("d"))
    do(case, "c")
    change(case, parallel("p", [task("c")]), task("d"), close=True)
    assert standing(case) == {"d"}


def test_a_branch_that_is_gone_waits_for_those_beside_it() -> None:
    case = started(parallel("p", [task("a")], [task("b")]), task("d"))
    change(case, parallel("p", [task("b")]), task("d"), close=True)
    assert standing(case) == {"b"}
    do(case, "b")
    assert standing(case) == {"d"}


def test_a_branch_that_was_added_begins_now_or_is_skipped_as_hr_chooses() -> None:
    new = (parallel("p", [task("a")], [task("x")]), task("d"))
    case = started(parallel("p", [task("a")]), task("d"))
    other = started(parallel("p", [task("a")]), task("e"), employment=make.employment("li"))
    change(case, *new)
    assert standing(case) == {"a", "x"}
    assert change(other, *new, task("f"), start=False).skipped == ["x"]
    assert standing(other) == {"a"}
    do(other, "a")
    assert standing(other) == {"d"}


def test_a_step_may_be_wrapped_into_a_new_block() -> None:
    case = started(task("a"), task("d"))
    change(case, parallel("p", [task("a")], [task("x")]), task("d"))
    assert standing(case) == {"a", "x"}
    do(case, "a")
    do(case, "x")
    assert standing(case) == {"d"}


def test_a_branch_that_was_over_or_not_entered_does_not_begin_again() -> None:
    def block(*more: make.Step) -> make.Step:
        never = {"field": "case.place", "op": "==", "value": "Paris"}
        made = parallel("p", [task("a")], [task("b")], [task("c"), *more])
        made["branches"][2]["when"] = never
        return made

    case = started(block(), task("d"))
    do(case, "b")
    change(case, block(task("x")), task("d"))
    assert standing(case) == {"a"}


def test_a_step_of_another_kind_keeps_the_case() -> None:
    case = started(task("a"))
    other = task("a", form="handover")
    assert "another kind of step" in refused(case, other, task("b"))


def test_one_that_somebody_has_answered_in_part_keeps_its_rule() -> None:
    case = started(task("a", "both", mode="all"))
    do(case, "a")
    assert "has answered by the old rule" in refused(case, task("a", "both"))


def test_two_steps_that_come_one_after_the_other_cannot_both_be_under_way() -> None:
    case = started(parallel("p", [task("a")], [task("b")]))
    assert "would be under way at once" in refused(case, task("a"), task("b"))


def test_no_change_of_version_ends_a_case() -> None:
    case = started(task("a"), task("b"))
    do(case, "a")
    assert "nothing is left" in refused(case, task("a"), close=True)


def test_a_step_may_have_another_name() -> None:
    case = started(task("a"), task("b"))
    change(case, task("z"), task("b"), renamed={"a": "z"})
    assert standing(case) == {"z"}
    do(case, "z")
    assert standing(case) == {"b"}


def test_a_step_that_only_an_earlier_version_had_is_past() -> None:
    case = started(task("a"), task("b"))
    do(case, "a")
    change(case, task("b"), task("c"))
    assert case.steps_done == 0
    with pytest.raises(Refused), transaction.atomic():
        reopening.reopen(case, "a", by=None, at=clock.now())
    do(case, "b")
    assert standing(case) == {"c"}


def test_the_same_version_and_a_case_that_has_ended_are_left_alone() -> None:
    case = started(task("a"))
    with pytest.raises(AlreadyDone):
        migrate(case, Run.objects.get().version, Choices(), by=None, at=clock.now())
    do(case, "a")
    with pytest.raises(AlreadyDone):
        change(case, task("b"))


def certificate(*beside: make.Step) -> make.Step:
    wait = {"id": "contract_end", "kind": "wait", "until": "contract_end", "at": "00:05"}
    return parallel("main", list(beside), [wait, {"id": "certificate", "kind": "auto"}])


def test_the_branch_of_the_certificate_begins_whatever_hr_has_chosen() -> None:
    case = started(task("a"), task("b"))
    change(case, certificate(task("a"), task("b")), start=False)
    assert standing(case) == {"a", "contract_end"}


def test_a_case_that_would_not_come_to_the_certificate_keeps_its_version() -> None:
    case = started(task("a"), task("b"), task("c"))
    do(case, "a")
    assert "certificate" in refused(case, certificate(task("a")), task("b"))
    case = started(task("a"), certificate(task("b")))
    assert "certificate" in refused(case, task("a"), task("b"))


def test_a_day_that_is_called_something_else_now_is_waited_for_all_the_same() -> None:
    wait = {"id": "end", "kind": "wait", "until": "contract_end", "at": "00:05"}
    other = [wait, {"id": "certificate", "kind": "auto"}]
    case = started(certificate(task("a")), task("z"))
    due = make.pending(case)[0].due_at
    change(case, parallel("main", [task("a")], other), task("z"), close=True)
    assert standing(case) == {"a", "end"}
    assert [timer.due_at for timer in make.pending(case)] == [due]
    assert Run.objects.filter(case=case, step="certificate").count() == 0


def test_nobody_may_say_by_a_change_of_version_that_a_day_has_come() -> None:
    case = started(certificate(task("a")), task("z"))
    without = parallel("main", [task("a")], [{"id": "certificate", "kind": "auto"}])
    assert "waits for a day" in refused(case, without, task("z"), close=True)


def test_a_certificate_that_has_been_issued_is_not_issued_again() -> None:
    case = started(task("a"), certificate(task("b")))
    do(case, "a")
    with clock.at(clock.now() + dt.timedelta(days=40)):
        actions.let_time_act(clock.now())
        run = actions.open_run(case, "certificate")
        assert run
        actions.close_run(run, outcome="issued", by=None, at=clock.now())
        change(case, parallel("other", [task("b")], [{"id": "certificate", "kind": "auto"}]))
    assert standing(case) == {"b"}
