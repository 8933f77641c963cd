"""Others do it, or do it too: claimed, delegated, added, removed, given to read."""

import datetime as dt

import pytest

from lizhi.cases.models import Case, Copy
from lizhi.common import clock
from lizhi.common.refusals import AlreadyDone, NotPermitted, Refused
from lizhi.offboarding import rehoming, steering
from lizhi.workflow import actions
from lizhi.workflow.models import Run, Task
from tests.conftest import MONDAY
from tests.workflow import make
from tests.workflow.make import hours, task

pytestmark = pytest.mark.django_db
VOTE = {"mode": "vote", "on": {"no": "end:refused"}}


def mine(case: Case, who: str) -> Task:
    """This person's part of the step."""
    tasks = Task.objects.unanswered().at(case, "a").select_related("case", "assignee")
    return tasks.get(assignee__name=who)


def has_it(case: Case) -> list[str]:
    """Who has the step before him now."""
    rows = Task.objects.open().at(case, "a").order_by("position", "pk")
    return [one.assignee.name for one in rows.select_related("assignee")]


def claimed(**more: object) -> Case:
    """Li has taken on what Wang, Li and Chen could do."""
    case = make.started(task("a", "three", **more), task("b"))
    steering.claim(mine(case, "li"), by=make.user("li"), at=MONDAY)
    return case


def run_of(case: Case) -> Run:
    """The step that it stands at."""
    run = actions.open_run(case, "a")
    assert run
    return run


def test_whoever_claims_a_step_has_it_alone_and_gives_it_back_to_all() -> None:
    case = claimed()
    assert has_it(case) == ["li"]
    case.refresh_from_db()
    assert case.holder == "li"
    with pytest.raises(AlreadyDone, match="认领"):
        steering.claim(mine(case, "wang"), by=make.user("wang"), at=MONDAY)
    with pytest.raises(Refused):
        actions.complete(mine(case, "wang"), outcome="x", by=make.user("wang"), at=MONDAY)
    with pytest.raises(AlreadyDone):
        steering.claim(mine(case, "li"), by=make.user("li"), at=MONDAY)
    steering.give_back(mine(case, "li"), by=make.user("li"), at=MONDAY)
    assert has_it(case) == ["wang", "li", "chen"]
    with pytest.raises(AlreadyDone):
        steering.give_back(mine(case, "li"), by=make.user("li"), at=MONDAY)


def test_a_claim_ends_when_its_time_is_over() -> None:
    case = claimed(due=hours(24), remind=[{"after": hours(12)}, {"after": hours(24)}])
    with clock.at(make.later(12)):
        actions.let_time_act(clock.now())
    assert has_it(case) == ["li"]
    with clock.at(make.later(25)):
        actions.let_time_act(clock.now())
    assert has_it(case) == ["wang", "li", "chen"]
    assert len(case.events.filter(kind="handler_pressed")[1].facts["to"]) == 3


def test_a_claim_ends_when_time_brings_somebody_in_or_gives_the_step_away() -> None:
    add = {"after": hours(1), "action": "add", "to": "zhang"}
    case = claimed(escalate=[add, {"after": hours(2), "action": "reassign", "to": "chen"}])
    with clock.at(make.later(1)):
        actions.let_time_act(clock.now())
    assert has_it(case) == ["wang", "li", "chen", "zhang"]
    steering.claim(mine(case, "li"), by=make.user("li"), at=MONDAY)
    with clock.at(make.later(2)):
        actions.let_time_act(clock.now())
    assert has_it(case) == ["chen"]


def test_when_whoever_claimed_it_has_left_the_others_have_it_again() -> None:
    case = claimed()
    li = make.user("li")
    li.is_active = False
    li.save(update_fields=["is_active"])
    assert rehoming.find_owners(MONDAY) == 1
    assert has_it(case) == ["wang", "chen"]
    assert len(case.events.get(kind="task_reassigned").facts["to"]) == 2


def test_where_everybody_has_an_own_part_nothing_is_claimed() -> None:
    case = make.started(task("a", "both", mode="all"))
    with pytest.raises(Refused, match="各有一份"):
        steering.claim(mine(case, "li"), by=make.user("li"), at=MONDAY)
    with pytest.raises(NotPermitted):
        steering.claim(mine(case, "li"), by=make.user("wang"), at=MONDAY)


def test_what_is_done_on_behalf_of_somebody_says_so() -> None:
    case = make.started(task("a", "li", due=hours(24)), task("b"))
    li, wang = make.user("li"), make.user("wang")
    steering.delegate(mine(case, "li"), to=wang, by=li, at=MONDAY, words="去苏州开会")
    theirs = mine(case, "wang")
    assert (theirs.on_behalf_of, theirs.due_at) == (li, MONDAY + dt.timedelta(hours=24))
    pair = {str(wang.pk): li.pk}
    assert case.events.get(kind="task_delegated").facts["in_place_of"] == pair
    actions.complete(theirs, outcome="done", by=wang, at=MONDAY)
    assert case.events.get(kind="step_done").facts["in_place_of"] == pair


def test_a_delegate_passes_it_on_for_the_first_and_the_first_has_it_back_as_his_own() -> None:
    case = make.started(task("a", "li"))
    li, wang, chen = map(make.user, ("li", "wang", "chen"))
    steering.delegate(mine(case, "li"), to=wang, by=li, at=MONDAY)
    steering.delegate(mine(case, "wang"), to=chen, by=wang, at=MONDAY)
    assert mine(case, "chen").on_behalf_of == li
    steering.delegate(mine(case, "chen"), to=li, by=chen, at=MONDAY)
    assert mine(case, "li").on_behalf_of is None
    steering.delegate(mine(case, "li"), to=wang, by=li, at=MONDAY)
    actions.reassign(mine(case, "wang"), to=chen, by=None, at=MONDAY)
    assert mine(case, "chen").on_behalf_of is None
    with pytest.raises(Refused):
        steering.delegate(mine(case, "chen"), to=chen, by=chen, at=MONDAY)


def test_whoever_is_added_where_all_answer_has_to_answer_too_and_in_turn_comes_last() -> None:
    for mode, first in (("all", ["wang", "li", "chen"]), ("sequential", ["wang"])):
        case = make.started(task("a", "both", mode=mode), task("b"), name=f"zhang {mode}")
        steering.add_signer(run_of(case), to=make.user("chen"), by=make.user("li"), at=MONDAY)
        assert has_it(case) == first
        with pytest.raises(Refused, match="已经有一份"):
            steering.add_signer(run_of(case), to=make.user("li"), by=make.user("li"), at=MONDAY)
        for who in ("wang", "li", "chen"):
            assert make.standing(case) == {"a"}
            actions.complete(mine(case, who), outcome="done", by=make.user(who), at=MONDAY)
        assert make.standing(case) == {"b"}


def test_whoever_has_answered_and_whoever_is_the_last_cannot_be_removed() -> None:
    case = make.started(task("a", "both", mode="all"))
    answered = mine(case, "wang")
    actions.complete(answered, outcome="done", by=make.user("wang"), at=MONDAY)
    with pytest.raises(AlreadyDone, match="wang"):
        steering.remove_signer(answered, by=make.user("li"), at=MONDAY)
    with pytest.raises(Refused, match="转交"):
        steering.remove_signer(mine(case, "li"), by=make.user("li"), at=MONDAY)


def test_removing_the_one_whose_turn_it_is_or_who_has_claimed_it_brings_in_the_others() -> None:
    case = make.started(task("a", "both", mode="sequential"))
    steering.remove_signer(mine(case, "wang"), by=make.user("chen"), at=MONDAY)
    assert has_it(case) == ["li"]
    case = claimed()
    steering.remove_signer(mine(case, "li"), by=make.user("chen"), at=MONDAY)
    assert has_it(case) == ["wang", "chen"]


def test_a_vote_is_not_decided_by_removing_somebody() -> None:
    case = make.started(task("a", "both", **VOTE))
    steering.add_signer(run_of(case), to=make.user("chen"), by=make.user("li"), at=MONDAY)
    actions.complete(mine(case, "wang"), outcome="no", by=make.user("wang"), at=MONDAY)
    with pytest.raises(Refused, match="chen"):
        steering.remove_signer(mine(case, "chen"), by=make.user("li"), at=MONDAY)


def test_a_copy_opens_the_case_to_read_and_waits_for_nobody() -> None:
    case = make.started(task("a"))
    li, chen = make.user("li"), make.user("chen")
    steering.give_copy(case, to=[chen], by=li, at=MONDAY, words="请了解")
    assert not Task.objects.filter(assignee=chen).exists()
    assert Copy.objects.get().read_at is None
    with pytest.raises(AlreadyDone):
        steering.give_copy(case, to=[chen], by=li, at=MONDAY)
    with pytest.raises(NotPermitted):
        steering.read_copy(case, by=li, at=MONDAY)
    for _ in range(2):
        steering.read_copy(case, by=chen, at=MONDAY)
    assert Copy.objects.get().read_at == MONDAY
    assert make.kinds(case) == ["step_opened a", "copy_given", "copy_read"]
