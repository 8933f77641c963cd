"""Whoever joins a step later must make it go on, or the process is not published."""

from typing import Any

import pytest

from lizhi.accounts.models import User
from lizhi.cases.models import Case
from lizhi.common import clock
from lizhi.flows import repairs
from lizhi.flows.checks import problems
from lizhi.people.models import RoleGrant
from lizhi.workflow import actions, definitions
from lizhi.workflow.models import Task
from lizhi.workflow.owners import OWNERS
from tests import make as company
from tests.flows.hands import Desk
from tests.workflow import make
from tests.workflow.make import hours, task

pytestmark = pytest.mark.django_db
VOTE = {"mode": "vote", "on": {"no": "end:refused"}}
JOINED = [{"after": hours(1), "action": "add", "to": "chen"}]
EACH = "到时候再加进来的人只是多一个要答复的，事情不会往下走。"
HALF = "到时候再加进来的人可能让票数多要一票，事情不一定往下走。"
IN_VAIN = [({"mode": "all"}, EACH), ({"mode": "sequential"}, EACH), (VOTE, HALF)]


@pytest.fixture(autouse=True)
def owners() -> None:
    make.register_owners()
    OWNERS["several"] = lambda case: [make.user(name) for name in ("wang", "li", "zhou")]


def body(**step: Any) -> dict[str, Any]:
    """Wang, Li and Zhou have it; Chen comes after an hour."""
    whole = task("a", "several", name="会签", escalate=JOINED, **step)
    return {"key": "j", "name": "j", "steps": [whole, task("b")]}


def answer(case: Case, who: str, outcome: str = "done") -> None:
    """This person answers, if it is before him."""
    if mine := Task.objects.open().at(case, "a").filter(assignee__name=who).first():
        actions.complete(mine, outcome=outcome, by=make.user(who), at=clock.now())


@pytest.mark.parametrize(("mode", "words"), IN_VAIN)
def test_somebody_who_joins_in_vain_is_refused_with_the_step_and_a_way_out(
    mode: dict[str, Any], words: str
) -> None:
    (found,) = problems(body(**mode))
    assert (found.step, found.words) == ("a", f"会签：{words}")
    assert found.why
    assert found.repair
    mended = repairs.apply(body(**mode), found.repair.name, found.repair.values)
    assert problems(mended) == []


@pytest.mark.parametrize("mode", [{}, {"mode": "any"}, {**VOTE, "votes": 2}])
def test_somebody_who_joins_and_can_bring_it_on_is_published(mode: dict[str, Any]) -> None:
    assert problems(body(**mode)) == []


def goes_on(mode: dict[str, Any], *, repaired: bool) -> bool:
    """Wang and Zhou answer, Li never does; Chen answers as soon as it is before him."""
    whole = body(**mode)
    if repaired:
        whole = repairs.apply(whole, "hand_over", {"step": "a"})
    version = definitions.publish("j", "j", whole, by=None, at=clock.now())
    case = make.case()
    actions.start(case, version, by=None, at=clock.now())
    answer(case, "wang")
    answer(case, "zhou", "no" if mode.get("mode") == "vote" else "done")
    with clock.at(make.later(2)):
        actions.let_time_act(clock.now())
        answer(case, "chen")
        answer(case, "zhou")
    return make.standing(case) == {"b"}


@pytest.mark.parametrize("mode", [mode for mode, _words in IN_VAIN])
def test_what_is_refused_would_have_gone_no_further_and_goes_on_once_repaired(
    mode: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert goes_on(mode, repaired=True)
    monkeypatch.setattr(definitions, "CHECKS", [])  # as it was published before this was checked
    assert not goes_on(mode, repaired=False)


def test_a_vote_that_takes_two_is_won_by_whoever_joins() -> None:
    assert goes_on({**VOTE, "votes": 2}, repaired=False)


def test_hr_reads_it_at_the_step_and_puts_it_right_with_one_press() -> None:
    li_li = User.objects.with_phone("13800000001", name="李丽")
    company.grant(li_li, RoleGrant.Role.HR)
    desk = Desk(li_li, company.draft(li_li, company.branch()))
    desk.save("confirmation", step__mode="all")
    page = desk.get("checks")
    assert "HR 确认：到时候再加进来的人只是多一个要答复的，事情不会往下走。" in page
    assert "改成转给他办" in page
    sent: dict[str, Any] = {"repair": "hand_over", "value-step": "confirmation"}
    desk.press("repair", **sent)
    assert "只是多一个要答复的" not in desk.get("checks")
