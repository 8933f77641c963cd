"""A case moves through its steps."""

import datetime as dt

import pytest

from lizhi.common import clock
from lizhi.common.refusals import AlreadyDone, NotPermitted, Refused
from lizhi.jobs.models import Outbox
from lizhi.offboarding import rehoming
from lizhi.offboarding.steering import reopening
from lizhi.people.models import Employment
from lizhi.workflow import actions
from lizhi.workflow.models import Run, Task
from lizhi.workflow.owners import OWNERS
from tests.conftest import MONDAY
from tests.workflow import make
from tests.workflow.make import hours, parallel, task

pytestmark = pytest.mark.django_db


def test_one_step_follows_the_other_until_the_case_ends() -> None:
    case = make.started(task("a"), task("b"))
    make.do(case, "a")
    assert make.standing(case) == {"b"}
    make.do(case, "b")
    case.refresh_from_db()
    assert (case.status, case.outcome, case.rev) == ("closed", "completed", 3)
    assert make.kinds(case) == [
        "step_opened a",
        "step_done a",
        "step_opened b",
        "step_done b",
        "case_ended",
    ]


def test_what_follows_a_parallel_block_waits_for_all_its_branches() -> None:
    case = make.started(parallel("p", [task("a"), task("b")], [task("c")]), task("d"))
    assert make.standing(case) == {"a", "c"}
    make.do(case, "c")
    make.do(case, "a")
    assert make.standing(case) == {"b"}
    make.do(case, "b")
    assert make.standing(case) == {"d"}


def test_a_branch_that_is_over_at_once_does_not_end_the_block_while_others_have_not_begun() -> None:
    past = {"id": "w", "kind": "wait", "until": "wished_day"}
    case = make.started(
        parallel("p", [past], [task("a")], [past | {"id": "v"}]),
        task("b"),
        wished_day=dt.date(2026, 5, 1),
    )
    assert make.standing(case) == {"a"}
    assert Run.objects.get(case=case, step="w").outcome == "reached"


def test_a_block_whose_branches_are_all_over_at_once_is_left() -> None:
    past = {"id": "w", "kind": "wait", "until": "wished_day"}
    tell = {"id": "n", "kind": "notify", "to": "li"}
    case = make.started(
        parallel("p", [parallel("q", [past], [tell])], []),
        task("b"),
        wished_day=dt.date(2026, 5, 1),
    )
    assert make.standing(case) == {"b"}
    assert make.kinds(case) == ["wait_reached w", "notice_given n", "step_opened b"]


def test_sending_back_out_of_a_branch_gives_up_the_branches_beside_it() -> None:
    back = task("b", on={"send_back": "a"})
    case = make.started(task("a"), parallel("p", [back], [task("c")]), task("d"))
    make.do(case, "a")
    make.do(case, "b", "send_back", words="再看看")
    assert make.standing(case) == {"a"}
    assert Run.objects.get(case=case, step="c").state == Run.State.CANCELLED
    make.do(case, "a")
    assert make.standing(case) == {"b", "c"}
    assert Run.objects.filter(case=case, step="b").count() == 2


def test_sending_back_inside_a_branch_leaves_the_branch_beside_it_alone() -> None:
    back = task("b", on={"send_back": "a"})
    case = make.started(parallel("p", [task("a"), back], [task("c")]), task("d"))
    make.do(case, "a")
    make.do(case, "b", "send_back")
    assert make.standing(case) == {"a", "c"}


def test_a_choice_takes_the_first_branch_that_holds_and_asks_the_forms() -> None:
    choice = {
        "id": "x",
        "kind": "choose",
        "branches": [
            {
                "when": {"field": "days", "op": ">", "value": 3},
                "steps": [task("long"), {"id": "e", "kind": "end", "outcome": "long_ended"}],
            },
            {"steps": [task("short")]},
        ],
    }
    first = task("a", fields=[{"key": "days", "type": "number"}])
    case = make.started(first, choice, task("z"))
    make.do(case, "a", data={"days": "5"})
    assert make.standing(case) == {"long"}
    make.do(case, "long")
    case.refresh_from_db()
    assert (case.outcome, case.data["days"]) == ("long_ended", 5)


def test_an_outcome_can_lead_to_an_end() -> None:
    case = make.started(task("a", on={"reject": "end:rejected"}), task("b"))
    make.do(case, "a", "reject")
    case.refresh_from_db()
    assert (case.status, case.outcome) == ("closed", "rejected")


def test_an_end_in_one_branch_gives_up_the_others() -> None:
    stop = {"id": "e", "kind": "end", "outcome": "over"}
    case = make.started(parallel("p", [task("a")], [task("b"), stop]))
    make.do(case, "b")
    assert make.standing(case) == set()
    assert not Task.objects.open().filter(case=case).exists()


def test_one_of_two_is_enough_where_any_may_answer() -> None:
    case = make.started(task("a", "both"), task("b"))
    make.do(case, "a")
    assert make.standing(case) == {"b"}
    assert set(Task.objects.at(case, "a").values_list("state", flat=True)) == {"done", "cancelled"}


def test_where_all_have_to_answer_the_step_waits_for_the_last() -> None:
    case = make.started(task("a", "both", mode="all"), task("b"))
    make.do(case, "a")
    assert make.standing(case) == {"a"}
    make.do(case, "a")
    assert make.standing(case) == {"b"}
    assert make.kinds(case)[1:3] == ["part_done a", "step_done a"]


def test_where_all_have_to_answer_one_can_still_send_it_back() -> None:
    case = make.started(task("z"), task("a", "both", mode="all", on={"send_back": "z"}))
    make.do(case, "z")
    make.do(case, "a", "send_back")
    assert make.standing(case) == {"z"}


def test_a_stranger_cannot_do_it_and_the_second_hears_who_has_done_it() -> None:
    case = make.started(task("a", "both"), task("b"))
    mine = make.open_task(case, "a")
    with pytest.raises(NotPermitted, match="wang"):
        actions.complete(mine, outcome="done", by=make.user("chen"), at=clock.now())
    other = Task.objects.open().get(case=case, assignee=make.user("li"))
    make.do(case, "a")
    with pytest.raises(AlreadyDone, match="wang"):
        actions.complete(mine, outcome="done", by=mine.assignee, at=clock.now())
    with pytest.raises(AlreadyDone):
        actions.complete(other, outcome="done", by=other.assignee, at=clock.now())


def test_only_the_outcomes_that_a_step_names_are_taken() -> None:
    case = make.started(task("a", outcomes=["yes", "no"]))
    with pytest.raises(Refused):
        make.do(case, "a", "perhaps")
    make.do(case, "a", "no")


def test_the_same_key_has_one_effect_and_another_wish_under_it_is_refused() -> None:
    case = make.started(task("a"))
    actions.lock(case)
    wang, now = make.user("wang"), clock.now()
    assert actions.once("k", case=case, kind="x", by=wang, at=now, request="1")
    assert not actions.once("k", case=case, kind="x", by=wang, at=now, request="1")
    with pytest.raises(Refused):
        actions.once("k", case=case, kind="x", by=wang, at=now, request="2")
    assert case.rev == 2
    assert actions.done("k", kind="x", request="1") is not None
    for kind, request in (("y", "1"), ("x", "2")):
        with pytest.raises(Refused):
            actions.done("k", kind=kind, request=request)


def test_an_automatic_step_waits_in_the_outbox_and_is_left_by_its_handler() -> None:
    case = make.started({"id": "m", "kind": "auto"}, task("b"))
    run = actions.open_run(case, "m")
    assert run is not None
    row = Outbox.objects.get(case=case)
    assert (row.topic, row.payload, row.dedupe) == (
        "workflow.step",
        {"run": run.pk},
        f"run:{run.pk}",
    )
    actions.close_run(run, outcome="sent", by=None, at=clock.now())
    assert run.state == Run.State.DONE
    assert make.standing(case) == {"b"}
    assert actions.open_run(case, "m") is None


def test_an_automatic_step_that_is_given_up_is_taken_out_of_the_outbox() -> None:
    case = make.started({"id": "m", "kind": "auto"}, task("b"))
    actions.stop(case, outcome="withdrawn", by=make.user("li"), at=clock.now())
    assert Outbox.objects.get(case=case).state == Outbox.State.OFF
    assert (case.status, case.label, case.holder_user) == ("withdrawn", "", None)
    with pytest.raises(AlreadyDone):
        actions.stop(case, outcome="withdrawn", by=make.user("li"), at=clock.now())


def test_only_a_step_that_may_be_sent_back_there_is_sent_back_there() -> None:
    case = make.started(task("a"), task("b", on={"send_back": ["a"]}))
    make.do(case, "a")
    mine = make.open_task(case, "b")
    with pytest.raises(Refused):
        actions.send_back(mine, to="b", by=mine.assignee, at=clock.now(), words="")
    actions.send_back(mine, to="a", by=mine.assignee, at=clock.now(), words="日期不对")
    assert make.standing(case) == {"a"}
    assert make.kinds(case)[-2:] == ["step_sent_back b", "step_opened a"]


def test_lists_show_the_most_urgent_step_that_waits_for_a_person() -> None:
    late = task("late", "both", name="慢的", due=hours(48))
    soon = task("soon", "chen", name="快的", due=hours(24))
    wait = {"id": "w", "kind": "wait", "until": "contract_end", "name": "到期"}
    case = make.started(task("a"), parallel("p", [late], [soon], [wait]))
    make.do(case, "a")
    case.refresh_from_db()
    assert (case.label, case.holder, case.holder_user) == ("快的", "chen", make.user("chen"))
    assert (case.due_at, case.steps_done) == (MONDAY + dt.timedelta(hours=24), 1)
    make.do(case, "soon")
    case.refresh_from_db()
    assert (case.label, case.holder) == ("慢的", "wang +1")
    make.do(case, "late")
    case.refresh_from_db()
    assert (case.label, case.holder, case.holder_user) == ("到期", "", None)
    assert clock.local(case.due_at or MONDAY).date() == case.contract_end


def test_a_step_that_nobody_owns_goes_to_its_fallback_or_stands_until_somebody_is_named() -> None:
    case = make.started(task("a", "nobody", on_empty_owner="li"), task("b", "nobody"))
    assert make.open_task(case, "a").assignee == make.user("li")
    make.do(case, "a")
    case.refresh_from_db()
    assert (make.standing(case), case.holder, case.label) == ({"b"}, "", "b")
    assert rehoming.find_owners(MONDAY) == 0

    OWNERS["nobody"] = lambda case: make.user("li")
    try:
        assert [rehoming.find_owners(MONDAY), rehoming.find_owners(MONDAY)] == [1, 0]
    finally:
        make.register_owners()
    assert make.open_task(case, "b").assignee == make.user("li")
    assert make.kinds(case)[-1] == "handler_added b"


def test_what_somebody_who_has_left_had_in_hand_goes_to_whom_the_rule_names_now() -> None:
    gone = make.employment("wang")
    moved, signed = make.started(task("a", "both")), make.started(task("s", "chen"), name="chen")
    make.employment("chen")
    for one in (gone, signed.employment):
        Employment.objects.filter(person=one.person).update(left_on="2026-05-01")
    OWNERS["both"] = lambda case: make.user("li")
    Task.objects.open().at(moved, "a").filter(assignee=make.user("li")).delete()
    try:
        assert rehoming.find_owners(MONDAY) == 1
    finally:
        make.register_owners()
    assert make.open_task(moved, "a").assignee == make.user("li")
    assert moved.events.get(kind="task_reassigned").facts["channel"] == "time"
    assert make.open_task(signed, "s").assignee == make.user("chen")


def test_words_that_go_with_a_step_are_kept_sealed() -> None:
    from lizhi.cases import chain

    case = make.started(task("a"), task("b"))
    make.do(case, "a", words="照顾好家里", place="成都")
    event = case.events.get(kind="step_done")
    assert event.facts == {"outcome": "done", "place": "成都"}
    assert "照顾" not in bytes(event.words).decode(errors="replace")
    assert chain.read(event) == "照顾好家里"
    assert chain.first_broken(case) is None


def test_a_step_is_done_once_more_and_what_follows_it_in_its_row_is_given_up() -> None:
    beside = {"id": "w", "kind": "wait", "until": "contract_end"}
    case = make.started(parallel("p", [task("a"), task("b")], [beside]), task("c"))
    make.do(case, "a")
    reopening.reopen(case, "a", by=None, at=MONDAY)
    assert make.standing(case) == {"a", "w"}
    assert [run.visit for run in case.runs.filter(step="a").order_by("visit")] == [1, 2]
    make.do(case, "a")
    make.do(case, "b")
    reopening.reopen(case, "b", by=None, at=MONDAY)
    assert make.standing(case) == {"b", "w"}
    make.do(case, "b")
    assert make.standing(case) == {"w"}


def test_a_step_behind_which_the_case_has_gone_on_is_not_done_again() -> None:
    case = make.started(parallel("p", [task("a")], [task("b")]), task("c"))
    make.do(case, "a")
    make.do(case, "b")
    with pytest.raises(Refused):
        reopening.reopen(case, "a", by=None, at=MONDAY)
    assert make.standing(case) == {"c"}
    make.do(case, "c")
    with pytest.raises(Refused):
        reopening.reopen(case, "c", by=None, at=MONDAY)


def test_what_follows_the_block_comes_again_after_a_step_that_is_done_once_more() -> None:
    inner = [parallel("q", [task("a"), task("b")], [task("x")]), task("c")]
    beside = {"id": "w", "kind": "wait", "until": "contract_end"}
    case = make.started(parallel("p", inner, [beside]), task("z"))
    for step in ("a", "b", "x"):
        make.do(case, step)
    assert make.standing(case) == {"c", "w"}
    reopening.reopen(case, "a", by=None, at=MONDAY)
    assert make.standing(case) == {"a", "w"}
    make.do(case, "a")
    make.do(case, "b")
    assert make.standing(case) == {"c", "w"}
    make.do(case, "c")
    assert make.standing(case) == {"w"}


def test_what_the_machine_has_done_behind_the_block_is_not_done_again() -> None:
    inner = [parallel("q", [task("a")], [task("x")]), {"id": "m", "kind": "auto"}, task("c")]
    case = make.started(parallel("p", inner, [task("y")]), task("z"))
    make.do(case, "a")
    make.do(case, "x")
    run = actions.open_run(case, "m")
    assert run
    actions.close_run(run, outcome="done", by=None, at=MONDAY)
    with pytest.raises(Refused):
        reopening.reopen(case, "a", by=None, at=MONDAY)
    assert make.standing(case) == {"c", "y"}
