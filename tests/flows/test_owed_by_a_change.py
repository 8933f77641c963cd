"""HR moves a step of its own while people stand at it: nobody loses what is still owed."""

import copy
import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from lizhi.cases.models import Case
from lizhi.common import clock
from lizhi.flows import actions as flows
from lizhi.flows.actions import migrating
from lizhi.flows.migrating.planning import Choices
from lizhi.flows.models import Draft, MigratedCase
from lizhi.offboarding import actions
from lizhi.offboarding.four_dates import FourDates
from lizhi.settlement import actions as settlement
from lizhi.workflow.models import Version
from tests import make, stories
from tests.flows.bodies import Body, close, hours, review, step
from tests.offboarding import begun, desks
from tests.offboarding.conftest import Company, company

__all__ = ["company"]

pytestmark = pytest.mark.django_db
Change = Callable[[Body], object]
HOURS = dt.timedelta(hours=6)


def row(steps: list[Any], key: str) -> tuple[list[Any], int]:
    """The sequence in which this step stands, and its place there."""
    for place, one in enumerate(steps):
        if one["id"] == key:
            return steps, place
        for branch in one.get("branches", ()):
            try:
                return row(branch["steps"], key)
            except LookupError:
                continue
    raise LookupError(key)


def before(key: str) -> Change:
    """法务复核 is put before this step, or moved there."""
    return lambda body: _put(body, key, 0)


def after(key: str) -> Change:
    """The same, behind it."""
    return lambda body: _put(body, key, 1)


def _put(body: Body, key: str, more: int) -> None:
    try:
        steps, place = row(body["steps"], "legal_review")
        mine = steps.pop(place)
    except LookupError:
        mine = review(owner="hr_of_branch", outcomes=["agree"])
    steps, place = row(body["steps"], key)
    steps.insert(place + more, mine)


def drawn(company: Company, change: Change, way: str = "resignation") -> Draft:
    """HR's next version lies on the desk, as the one in use with this change."""
    found = make.draft(company.li_li.user, company.zhang_min.branch, way=way)

    def to(body: Body) -> Body:
        changed = copy.deepcopy(body)
        change(changed)
        return changed

    return flows.change(found, to, rev=found.rev, by=company.li_li.user, at=clock.now())


def published(company: Company, change: Change, way: str = "resignation") -> Version:
    """And it is in use: the check has nothing against it."""
    draft = drawn(company, change, way)
    return flows.publish(draft, rev=draft.rev, by=company.li_li.user, at=clock.now())


def changed(company: Company, case: Case, version: Version, **choices: Any) -> str:
    """HR lets this case go by that version; why it cannot, or nothing."""
    by, one = company.li_li.user, (case, Choices(**choices))
    made = migrating.migrate(version, [one], by=by, at=clock.now(), key=make.key())
    migrating.carry_on(made.pk, at=clock.now())
    found = MigratedCase.objects.get(migration=made, case=case)
    assert (found.state == "refused") == bool(found.reason)
    return found.reason


def until(case: Case, key: str, days: int = 60) -> dt.datetime:
    """Nobody does anything, and the days pass until the case stands there."""
    now = clock.now()
    while key not in make.open_steps(case):
        assert now < clock.now() + dt.timedelta(days=days)
        now += HOURS
        with clock.at(now):
            make.work()
    return now


def answered(company: Company, case: Case) -> None:
    """HR of the branch has no objection."""
    mine = make.open_task(case, "legal_review")
    assert mine.assignee == company.li_li.user
    actions.answer_step(mine, way="agree", data={}, by=mine.assignee, key=make.key())
    make.work()


def test_nobody_is_led_past_the_settlement_of_the_last_wages(company: Company) -> None:
    published(company, before("settlement"))
    case = make.case(company.zhang_min)
    make.work()
    with clock.at(until(case, "legal_review")):
        reason = changed(company, case, published(company, after("answer")))
        assert "“财务结算”会被跳过，以后轮不到" in reason
        answered(company, case)
        assert "settlement" in make.open_steps(case)


def test_hr_reads_on_the_page_before_it_publishes_that_the_case_stays(
    client: Client, company: Company
) -> None:
    published(company, before("settlement"))
    case = make.case(company.zhang_min)
    make.work()
    with clock.at(until(case, "legal_review")):
        draft = drawn(company, after("answer"))
        desk = make.signed_in(client, company.li_li.user)
        page = desk.get(f"/desk/flows/{draft.key}/publish/").content.decode()
    assert "以后轮不到" in page
    assert "1 件不能" in page
    assert "1 件能换" not in page


def test_nor_past_the_question_whether_it_is_right(company: Company) -> None:
    published(company, after("settlement"))
    case = make.case(company.zhang_min)
    make.work()
    with clock.at(until(case, "settlement")):
        money = settlement.draft(
            case, inputs=stories.FIGURES, by=company.chen_jie.user, at=clock.now()
        )
        settlement.send(money, by=company.chen_jie.user, at=clock.now())
        make.work()
        assert "legal_review" in make.open_steps(case)
        assert "以后轮不到" in changed(company, case, published(company, after("answer")))


def test_nobody_of_hr_may_let_a_case_skip_the_branch_of_the_wages(company: Company) -> None:
    case = make.case(company.zhang_min)
    make.work()

    def apart(body: Body) -> None:
        steps, place = row(body["steps"], "settlement")
        wages = [steps.pop(place), steps.pop(place)]
        step(body, "main")["branches"].append({"name": "结算", "steps": wages})

    assert changed(company, case, published(company, apart), start=False) == ""
    assert "settlement" in make.open_steps(case)


def confirmed(company: Company) -> Case:
    """Both want to part on the twelfth: she has signed it, and HR has confirmed the four dates."""
    case = desks.at_confirmation(company)
    dates = FourDates(desks.WISHED, desks.WISHED, desks.WISHED, desks.WISHED)
    mine = make.open_task(case, "confirmation")
    actions.confirm(mine, by=company.li_li.user, dates=dates, key=make.key())
    make.work()
    return case


def test_what_both_have_agreed_is_sealed_before_the_version_changes(company: Company) -> None:
    published(company, before("seal_agreement"))
    case = confirmed(company)
    assert "legal_review" in make.open_steps(case)
    reason = changed(company, case, published(company, after("seal_agreement")))
    assert "“公司盖章”会被跳过" in reason
    answered(company, case)
    case.refresh_from_db()
    assert case.envelopes.get(purpose="separation_agreement").state == "completed"
    assert case.contract_end == desks.WISHED


def test_no_notice_is_left_unprinted_and_unserved(company: Company) -> None:
    def first(body: Body) -> None:
        before("send_notice")(body)
        step(body, "legal_review")["escalate"] = [close(hours(120))]

    published(company, first, "notice")
    case = begun.begin(company, "notice")
    assert make.open_steps(case) == {"legal_review"}
    version = published(company, after("answer"), "notice")
    assert "“发出通知书”会被跳过" in changed(company, case, version)
    answered(company, case)
    assert make.open_steps(case) == {"service"}


def test_a_notice_that_is_printed_is_not_printed_again(company: Company) -> None:
    published(company, after("send_notice"), "notice")
    case = begun.begin(company, "notice")
    assert make.open_steps(case) == {"legal_review"}
    reason = changed(company, case, published(company, before("send_notice"), "notice"))
    assert "“发出通知书”已经办过，换到新版会再办一遍" in reason


def test_others_go_on_by_the_new_version_all_the_same(company: Company) -> None:
    published(company, before("settlement"))
    held, free = make.case(company.zhang_min), None
    make.work()
    with clock.at(until(held, "legal_review")):
        free = make.case(company.he_jing)
        make.work()
        version = published(company, after("answer"))
        cases = [(held, Choices()), (free, Choices())]
        key, by = make.key(), company.li_li.user
        made = migrating.migrate(version, cases, by=by, at=clock.now(), key=key)
        migrating.carry_on(made.pk, at=clock.now())
    states = dict(MigratedCase.objects.values_list("case__number", "state"))
    assert states == {held.number: "refused", free.number: "done"}
