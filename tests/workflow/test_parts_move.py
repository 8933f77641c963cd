"""Where several have a step: whose part moves to whom, and that nobody ever has two of them."""

import datetime as dt

import pytest

from lizhi.cases.models import Case
from lizhi.common import clock
from lizhi.common.refusals import Refused
from lizhi.flows.migrating.making import migrate
from lizhi.flows.migrating.planning import Choices
from lizhi.handover import actions as handover
from lizhi.jobs.models import Outbox
from lizhi.offboarding import for_others, passing_on, rehoming, steering, substituting
from lizhi.people.models import RoleGrant
from lizhi.workflow import actions
from lizhi.workflow.models import Run
from tests.conftest import MONDAY
from tests.workflow import invariants, make
from tests.workflow.make import hours, parallel, task
from tests.workflow.test_signers import claimed, has_it, mine
from tests.workflow.test_standing_in import away

pytestmark = pytest.mark.django_db


def switched_off(name: str) -> None:
    """This login opens nothing any more."""
    user = make.user(name)
    user.is_active = False
    user.save(update_fields=["is_active"])


def answered(case: Case, who: str, outcome: str = "done") -> None:
    """This person has done the own part."""
    actions.complete(mine(case, who), outcome=outcome, by=make.user(who), at=MONDAY)


def chief(name: str = "chen") -> None:
    """Stands above everybody."""
    RoleGrant.objects.create(user=make.user(name), role=RoleGrant.Role.GROUP_HR)


def test_whoever_has_claimed_a_step_hands_it_to_a_colleague_who_waited() -> None:
    case = claimed()
    actions.reassign(mine(case, "li"), to=make.user("wang"), by=make.user("li"), at=MONDAY)
    assert has_it(case) == ["wang"]
    assert invariants.broken() == []
    answered(case, "wang")
    assert make.standing(case) == {"b"}


def test_whoever_has_claimed_a_step_goes_away_and_the_substitute_waited_for_it() -> None:
    case = claimed()
    away("li", "wang")
    assert substituting.move_all(MONDAY) == 1
    assert has_it(case) == ["wang"]
    assert invariants.broken() == []


@pytest.mark.parametrize("mode", ["all", "vote"])
def test_a_substitute_who_has_answered_does_not_answer_twice(mode: str) -> None:
    chief()
    case = make.started(task("a", "both", mode=mode, on={"no": "end:no"}), task("b"))
    answered(case, "li")
    away("wang", "li")
    assert substituting.move_all(MONDAY) == 1
    assert has_it(case) == ["chen"]
    assert mine(case, "chen").on_behalf_of == make.user("wang")


def test_nobody_drops_out_of_a_step_of_all_because_he_is_away_when_it_opens() -> None:
    chief()
    away("wang", "li")
    case = make.started(task("a", "both", mode="all"), task("b"))
    assert has_it(case) == ["chen", "li"]
    answered(case, "li")
    assert make.standing(case) == {"a"}


def test_the_part_of_one_who_has_left_passes_on_while_the_others_still_have_theirs() -> None:
    chief()
    case = make.started(task("a", "both", mode="all"), task("b"))
    switched_off("wang")
    assert rehoming.find_owners(MONDAY) == 1
    assert has_it(case) == ["chen", "li"]
    assert rehoming.find_owners(MONDAY) == 0
    answered(case, "li")
    answered(case, "chen")
    assert make.standing(case) == {"b"}


def test_whose_turn_would_come_and_who_has_left_is_followed_before_it_comes() -> None:
    chief()
    case = make.started(task("a", "both", mode="sequential"), task("b"))
    switched_off("li")
    assert rehoming.find_owners(MONDAY) == 1
    assert has_it(case) == ["wang"]
    answered(case, "wang")
    assert has_it(case) == ["chen"]
    assert invariants.broken() == []


def test_of_two_who_could_do_it_the_one_who_has_left_falls_away_and_nobody_is_written_to() -> None:
    case = make.started(task("a", "both"))
    switched_off("wang")
    assert [rehoming.find_owners(MONDAY), rehoming.find_owners(MONDAY)] == [1, 0]
    case.refresh_from_db()
    assert (has_it(case), case.holder) == (["li"], "li")
    assert make.kinds(case)[-1] == "signer_removed a"


def test_whom_time_brings_into_a_step_in_turn_comes_last_and_in_turn() -> None:
    case = make.started(task("a", "both", mode="sequential"), task("b"))
    run = actions.open_run(case, "a")
    assert run
    actions.add_task(run, to=make.user("chen"), by=None, at=MONDAY)  # an older process says so
    assert invariants.broken() == []
    for who in ("wang", "li", "chen"):
        assert has_it(case) == [who]
        answered(case, who)
    assert make.standing(case) == {"b"}


def test_a_turn_that_time_gives_away_goes_to_one_person_at_a_time() -> None:
    rule = {"after": hours(1), "action": "reassign", "to": "three"}
    case = make.started(task("a", "both", mode="sequential", escalate=[rule]), task("b"))
    with clock.at(make.later(1)):
        actions.let_time_act(clock.now())
    assert len(has_it(case)) == 1
    assert invariants.broken() == []


def test_after_a_change_of_version_nothing_is_taken_back_into_the_older_one() -> None:
    block = parallel("p", [task("a"), task("b")], [task("c")])
    case = make.started(block)
    done = make.open_task(case, "a")
    make.do(case, "a")
    migrate(case, make.publish(block, task("z")), Choices(), by=None, at=MONDAY)
    with pytest.raises(Refused, match="版"):
        steering.take_back(done, by=done.assignee, at=MONDAY)
    assert make.standing(case) == {"b", "c"}
    assert invariants.broken() == []


def test_a_pause_moves_by_its_length_what_an_older_version_has_counted() -> None:
    case = make.started(task("a", due=hours(24)))
    migrate(case, make.publish(task("a", due=hours(48))), Choices(), by=None, at=MONDAY)
    steering.suspend(case, until=make.later(24), by=make.user("li"), at=MONDAY, words="在谈")
    assert Run.objects.get().due_at == MONDAY + dt.timedelta(hours=48)
    steering.resume(case, by=make.user("li"), at=MONDAY)
    assert Run.objects.get().due_at == MONDAY + dt.timedelta(hours=24)


def test_a_delegate_who_goes_away_does_not_give_it_back_to_one_who_has_left() -> None:
    case = make.started(task("a", "li"))
    steering.delegate(mine(case, "li"), to=make.user("wang"), by=make.user("li"), at=MONDAY)
    switched_off("li")
    away("wang", "chen")
    assert substituting.move_all(MONDAY) == 1
    assert has_it(case) == ["chen"]
    assert rehoming.find_owners(MONDAY) == 0


def test_a_step_that_its_rules_give_to_nobody_goes_to_hr_of_the_branch() -> None:
    chief()
    case = make.started(task("a", "nobody"))
    assert has_it(case) == ["chen"]


def passed_on(leaver: str) -> None:
    """All that this person does for others goes to whoever stands above."""
    make.employment(leaver)
    own = make.case(leaver)
    handover.list_duties(own, for_others.of(own), at=MONDAY)
    passing_on.move(Outbox(payload={"case": own.pk}, topic=passing_on.TOPIC))


def test_a_part_of_somebody_who_leaves_does_not_go_to_one_who_has_a_part_already() -> None:
    chief()
    case = make.started(task("a", "three", mode="all"), task("b"))
    passed_on("wang")
    assert has_it(case) == ["wang", "li", "chen"]  # while he is here; then the rule is asked
    actions.reassign(mine(case, "chen"), to=make.user("zhao"), by=None, at=MONDAY)
    passed_on("li")
    assert has_it(case) == ["wang", "chen", "zhao"]


def test_what_others_do_on_behalf_of_somebody_who_leaves_they_do_for_whoever_takes_over() -> None:
    chief()
    case = make.started(task("a", "li"))
    steering.delegate(mine(case, "li"), to=make.user("wang"), by=make.user("li"), at=MONDAY)
    passed_on("li")
    assert mine(case, "wang").on_behalf_of == make.user("chen")
    facts = case.events.order_by("-seq")[0].facts
    assert facts["in_place_of"] == {str(make.user("wang").pk): make.user("chen").pk}
    own = Case.objects.get(employment__person__name="li")
    assert own.events.get(kind="duty_moved").facts["count"] == 1


def test_whom_the_process_reminds_beside_is_stood_in_for_when_he_is_away() -> None:
    make.user("chen")
    remind = {"after": hours(1), "to": "li"}
    case = make.started(task("a", "wang", remind=[remind]))
    away("li", "chen")
    with clock.at(make.later(1)):
        actions.let_time_act(clock.now())
    assert case.events.get(kind="handler_pressed").facts["to"] == [make.user("chen").pk]


def test_time_gives_a_step_of_all_to_nobody_who_has_answered_it_already() -> None:
    rule = {"after": hours(1), "action": "reassign", "to": "wang"}
    case = make.started(task("a", "both", mode="all", escalate=[rule]), task("b"))
    answered(case, "wang")
    with clock.at(make.later(1)):
        actions.let_time_act(clock.now())
    assert has_it(case) == ["li"]
