"""HR has put the settlement beside something else: another last day can be agreed all the same."""

import copy
import datetime as dt

import pytest

from lizhi.common import clock
from lizhi.flows import actions as flows
from lizhi.flows.checks import problems
from lizhi.offboarding import actions
from lizhi.settlement import actions as settlement
from tests import make, stories
from tests.flows.bodies import Body, branch, review, shipped
from tests.flows.test_owed_by_a_change import until
from tests.offboarding.conftest import Company, company

__all__ = ["company"]

pytestmark = pytest.mark.django_db


def beside(body: Body) -> Body:
    """财务结算 and 员工核对 beside a step of HR's own, and another one behind both."""
    body = copy.deepcopy(body)
    row = branch(body, "手续")
    wages, own = row[-2:], review("own_beside", owner="hr_of_branch", outcomes=["agree"])
    block: Body = {"id": "p2", "kind": "parallel", "name": "一起办"}
    block["branches"] = [{"name": "钱", "steps": wages}, {"name": "物", "steps": [own]}]
    row[-2:] = [block, review(owner="hr_of_branch", outcomes=["agree"])]
    return body


def test_finance_is_asked_again_and_what_follows_comes_again(company: Company) -> None:
    li_li, chen_jie = company.li_li.user, company.chen_jie.user
    draft = make.draft(li_li, company.zhang_min.branch)
    draft = flows.change(draft, beside, rev=draft.rev, by=li_li, at=clock.now())
    flows.publish(draft, rev=draft.rev, by=li_li, at=clock.now())
    case = make.case(company.zhang_min)
    make.work()
    with clock.at(until(case, "settlement")):
        money = settlement.draft(case, inputs=stories.FIGURES, by=chen_jie, at=clock.now())
        settlement.send(money, by=chen_jie, at=clock.now())
        make.work()
        settlement.answer(case.settlements.get(), disputed={}, by=case.leaver, at=clock.now())
        make.work()
        mine = make.open_task(case, "own_beside")
        actions.answer_step(mine, way="agree", data={}, by=li_li, key=make.key())
        make.work()
        assert make.open_steps(case) == {"legal_review", "contract_end"}
        day = clock.today() + dt.timedelta(days=5)
        actions.propose_last_day(case, day, by=case.leaver, key=make.key())
        actions.agree_last_day(case, day, by=li_li, key=make.key())
        make.work()
    case.refresh_from_db()
    assert case.contract_end == day
    assert make.open_steps(case) == {"settlement", "contract_end"}


def test_a_machine_behind_that_block_is_not_published() -> None:
    body = beside(shipped())
    assert problems(body) == []
    row = branch(body, "手续")
    seal = next(step for step in row if step["id"] == "seal_agreement")
    row.remove(seal)
    row.insert(-1, seal)
    (found,) = problems(body)
    assert (found.kind, found.step, found.article) == (
        "law",
        "seal_agreement",
        "工资支付暂行规定 9 条",
    )
