"""How the people of a step answer together: in turn, or by vote."""

import pytest

from lizhi.cases.models import Case
from lizhi.common.refusals import AlreadyDone, Refused
from lizhi.offboarding import rehoming
from lizhi.workflow import actions, definitions
from lizhi.workflow.models import Run, Task
from lizhi.workflow.owners import OWNERS
from tests.conftest import MONDAY
from tests.workflow import invariants, make
from tests.workflow.make import hours, task

pytestmark = pytest.mark.django_db
VOTE = {"mode": "vote", "on": {"no": "end:refused"}}


def has_it(case: Case, step: str = "a") -> list[str]:
    """Who has the step before him now."""
    rows = Task.objects.open().at(case, step).order_by("position")
    return [one.assignee.name for one in rows.select_related("assignee")]


def answer(case: Case, who: str, outcome: str = "done") -> None:
    """This person answers."""
    mine = Task.objects.unanswered().at(case, "a").get(assignee__name=who)
    actions.complete(mine, outcome=outcome, by=make.user(who), at=MONDAY)


def standing(case: Case) -> set[str] | str:
    """Where it stands, or how it has ended."""
    case.refresh_from_db()
    return case.outcome or make.standing(case)


def test_in_turn_only_the_first_has_it_and_the_next_gets_it_from_him() -> None:
    case = make.started(task("a", "three", mode="sequential", due=hours(24)), task("b"))
    assert has_it(case) == ["wang"]
    assert case.events.get(kind="step_opened").facts["to"] == [make.user("wang").pk]
    answer(case, "wang")
    assert has_it(case) == ["li"]
    case.refresh_from_db()
    assert case.holder == "li"
    assert case.events.get(kind="turn_came").facts["to"] == [make.user("li").pk]
    answer(case, "li")
    answer(case, "chen")
    assert standing(case) == {"b"}
    assert invariants.chains() == []


def test_whoever_is_not_asked_yet_hears_that_his_turn_comes() -> None:
    case = make.started(task("a", "both", mode="sequential"))
    with pytest.raises(Refused, match="轮到您时"):
        answer(case, "li")


def test_what_the_first_refuses_is_not_asked_of_the_second() -> None:
    case = make.started(task("a", "both", mode="sequential", on={"no": "end:refused"}))
    answer(case, "wang", "no")
    assert standing(case) == "refused"
    assert not Task.objects.unanswered().exists()


def test_when_the_one_whose_turn_it_is_has_left_the_turn_goes_to_whom_the_rule_names() -> None:
    case = make.started(task("a", "both", mode="sequential"), task("b"))
    wang = make.user("wang")
    wang.is_active = False
    wang.save(update_fields=["is_active"])
    OWNERS["both"] = lambda case: [make.user("chen"), make.user("li")]
    assert rehoming.find_owners(MONDAY) == 1
    assert has_it(case) == ["chen"]
    answer(case, "chen")
    assert has_it(case) == ["li"]


def test_more_than_half_decide_a_vote_and_nobody_waits_for_the_rest() -> None:
    case = make.started(task("a", "three", **VOTE), task("b"))
    assert has_it(case) == ["wang", "li", "chen"]
    answer(case, "wang")
    assert standing(case) == {"a"}
    answer(case, "chen", "gladly")
    assert standing(case) == {"b"}
    assert Run.objects.get(step="a").outcome == "gladly"
    with pytest.raises(AlreadyDone):
        actions.complete(
            Task.objects.get(assignee__name="li"), outcome="no", by=make.user("li"), at=MONDAY
        )


def test_a_vote_that_cannot_be_won_any_more_goes_where_those_who_are_against_lead() -> None:
    case = make.started(task("a", "three", **VOTE), task("b"))
    answer(case, "wang", "no")
    answer(case, "li")
    assert standing(case) == {"a"}
    answer(case, "chen", "no")
    assert standing(case) == "refused"


@pytest.mark.parametrize(("votes", "against", "end"), [(1, 2, {"b"}), (3, 1, "refused")])
def test_a_process_can_say_how_many_votes_it_takes(
    votes: int, against: int, end: set[str] | str
) -> None:
    case = make.started(task("a", "three", votes=votes, **VOTE), task("b"))
    for who in ("wang", "li")[:against]:
        answer(case, who, "no")
    if standing(case) == {"a"}:
        answer(case, "chen")
    assert standing(case) == end


def test_a_vote_needs_no_more_answers_than_there_are_people() -> None:
    case = make.started(task("a", "both", votes=5, **VOTE), task("b"))
    answer(case, "wang")
    answer(case, "li")
    assert standing(case) == {"b"}


def test_nobody_votes_twice_by_being_handed_a_second_voice() -> None:
    case = make.started(task("a", "three", **VOTE), task("b"))
    answer(case, "wang")
    mine = Task.objects.open().get(assignee__name="li")
    with pytest.raises(Refused, match="已经有一份了"):
        actions.reassign(mine, to=make.user("wang"), by=None, at=MONDAY)
    run = actions.open_run(case, "a")
    assert run
    assert actions.add_task(run, to=make.user("wang"), by=None, at=MONDAY).state == "done"


def test_after_the_step_that_the_process_names_nothing_is_withdrawn_any_more() -> None:
    body = {"key": "w", "name": "w", "steps": [task("a"), task("b")], "withdraw": {"until": "a"}}
    version = definitions.publish("w", "w", body, by=None, at=MONDAY)
    case = make.case()
    actions.start(case, version, by=None, at=MONDAY)
    actions.check_can_withdraw(case)
    make.do(case, "a")
    with pytest.raises(Refused, match="不能再撤回"):
        actions.stop(case, outcome="withdrawn", by=None, at=MONDAY)
    actions.stop(case, outcome="over", by=None, at=MONDAY)
    assert standing(case) == "over"
