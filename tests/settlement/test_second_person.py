"""Above the limit of the company two persons look; nobody approves the own work; pay waits not."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse

from lizhi.accounts.models import User
from lizhi.cases import access, chain
from lizhi.cases.models import Case
from lizhi.common import clock
from lizhi.common.refusals import AlreadyDone, NotPermitted, Refused
from lizhi.jobs.models import Outbox
from lizhi.offboarding import waiting
from lizhi.people.models import Employment
from lizhi.settlement import actions, kinds, rules, seconds
from lizhi.settlement.models import Settlement
from tests import make
from tests.settlement import world
from tests.settlement.world import EVERYTHING

pytestmark = pytest.mark.django_db
State = Settlement.State


@pytest.fixture
def gu(db: None) -> User:
    """Gu Xiaoyun, the second person of finance of this company."""
    user = make.employee("顾晓芸", "13800000303", department="财务部").user
    make.grant(user, "finance")
    return user


@pytest.fixture
def low(case: Case) -> Case:
    """The company wants two persons above 5,000 yuan."""
    case.entity.two_persons_above = Decimal(5000)
    case.entity.save()
    return case


def draft(case: Case, by: User, **more: Any) -> Settlement:
    return actions.draft(case, inputs={**EVERYTHING, **more}, by=by, at=clock.now())


def handed(case: Case, by: User, **more: Any) -> Settlement:
    return actions.hand_over(draft(case, by, **more), by=by, at=clock.now())


def state(settlement: Settlement) -> str:
    return Settlement.objects.get(pk=settlement.pk).state


def text(response: Any) -> str:
    return str(response.content.decode())


def test_below_the_limit_the_same_person_sends(case: Case, chen_jie: User, gu: User) -> None:
    version = draft(case, chen_jie)

    with pytest.raises(Refused, match="没超过"):
        actions.hand_over(version, by=chen_jie, at=clock.now())
    actions.send(version, by=chen_jie, at=clock.now())

    assert state(version) == State.SENT


def test_above_the_limit_nobody_sends_alone(low: Case, chen_jie: User, gu: User) -> None:
    version = draft(low, chen_jie)

    with pytest.raises(Refused, match="要另一位先看"):
        actions.send(version, by=chen_jie, at=clock.now())


def test_exactly_the_limit_is_not_above_it(low: Case, chen_jie: User, gu: User) -> None:
    low.entity.two_persons_above = Decimal(10_400)
    version = draft(low, chen_jie)

    assert not seconds.are_needed(low, version.lines.all())
    low.entity.two_persons_above = Decimal("10399.99")
    assert seconds.are_needed(low, version.lines.all())


def test_the_second_person_approves_and_the_employee_has_it(
    low: Case, chen_jie: User, gu: User
) -> None:
    version = handed(low, chen_jie)
    assert (state(version), version.second) == (State.WAITING, gu)
    assert rules.shown(low) is None
    assert [one.what for one in waiting.things(gu)] == ["结算等我复核"]
    assert waiting.count(gu) == 1

    actions.approve(version, by=gu, at=clock.now())

    shown = rules.shown(low)
    assert shown is not None
    assert (shown.checked_by, shown.approved_by, shown.sent_by) == (chen_jie, gu, gu)
    assert waiting.count(gu) == 0
    told = [kinds.SETTLEMENT_HANDED_OVER, kinds.SETTLEMENT_APPROVED, kinds.SETTLEMENT_SENT]
    assert list(low.events.filter(kind__in=told).values_list("kind", flat=True)) == told


def test_nobody_approves_the_own_work(low: Case, chen_jie: User, gu: User) -> None:
    version = handed(low, chen_jie)

    with pytest.raises(NotPermitted, match="等顾晓芸"):
        actions.approve(version, by=chen_jie, at=clock.now())
    with pytest.raises(NotPermitted, match="等顾晓芸"):
        actions.return_to_maker(version, words="我自己退", by=chen_jie, at=clock.now())
    page = world.client_of(chen_jie).get(world.desk(low))
    assert "等顾晓芸复核" in text(page)
    assert reverse("settlement:approve", args=[low.number]) not in text(page)


def test_whoever_typed_the_figures_does_not_approve_what_a_colleague_hands_over(
    low: Case, chen_jie: User, gu: User
) -> None:
    version = draft(low, gu)

    with pytest.raises(Refused, match="没有别的财务"):
        actions.hand_over(version, by=chen_jie, at=clock.now())


def test_where_there_is_no_second_person_it_says_what_to_do(low: Case, chen_jie: User) -> None:
    version = draft(low, chen_jie)

    with pytest.raises(Refused, match="请管理员"):
        actions.hand_over(version, by=chen_jie, at=clock.now())
    page = text(world.client_of(chen_jie).get(world.desk(low)))
    assert "没有人能做第二个人" in page
    assert "11月27日" in page
    assert "照付" in page


def test_finance_of_another_company_is_no_second_person(
    low: Case, chen_jie: User, gu: User
) -> None:
    other = make.branch("上海分公司", entity="示例制造（上海）有限公司")
    elsewhere = make.employee("周会计", "13800000302", at=other).user
    make.grant(elsewhere, "finance", at=other)
    version = handed(low, chen_jie)

    with pytest.raises(NotPermitted):
        actions.approve(version, by=elsewhere, at=clock.now())


def test_given_back_with_a_line_it_is_a_draft_again_and_says_why(
    low: Case, chen_jie: User, gu: User
) -> None:
    version = handed(low, chen_jie)

    actions.return_to_maker(version, words="社保少一个月", line="insurance", by=gu, at=clock.now())

    assert state(version) == State.DRAFT
    event = low.events.get(kind=kinds.SETTLEMENT_RETURNED)
    event.case = low
    assert chain.read(event) == "社保少一个月"
    assert event.facts["to"] == [chen_jie.pk]
    page = text(world.client_of(chen_jie).get(world.desk(low)))
    assert "社保，个人部分：社保少一个月" in page
    again = actions.hand_over(version, by=chen_jie, at=clock.now())
    assert state(again) == State.WAITING


def test_giving_it_back_needs_a_line(low: Case, chen_jie: User, gu: User) -> None:
    version = handed(low, chen_jie)

    with pytest.raises(Refused, match="要改什么"):
        actions.return_to_maker(version, words="  ", by=gu, at=clock.now())
    answer = world.client_of(gu).post(
        reverse("settlement:send_back", args=[low.number]),
        {"version": version.number, "words": "", "key": world.key()},
    )
    assert answer.status_code == 422
    assert "请写一句要改什么" in text(answer)


def test_changed_while_it_waits_it_is_a_draft_again_and_the_second_person_hears(
    low: Case, chen_jie: User, gu: User
) -> None:
    version = handed(low, chen_jie)

    newer = draft(low, chen_jie, unpaid_days=Decimal(1))

    assert (state(version), state(newer)) == (State.REPLACED, State.DRAFT)
    assert low.events.get(kind=kinds.SETTLEMENT_TAKEN_BACK).facts["to"] == [gu.pk]
    with pytest.raises(AlreadyDone):
        actions.approve(version, by=gu, at=clock.now())


def test_a_roster_that_changed_is_not_approved_unseen(
    low: Case, chen_jie: User, gu: User, zhang_min: Employment
) -> None:
    version = handed(low, chen_jie)
    zhang_min.monthly_wage = Decimal(9000)
    zhang_min.save()
    fresh = Settlement.objects.get(pk=version.pk)

    with pytest.raises(Refused, match="请退回"):
        actions.approve(fresh, by=gu, at=clock.now())
    page = text(world.client_of(gu).get(world.desk(low)))
    assert reverse("settlement:approve", args=[low.number]) not in page


def test_approving_twice_sends_once(low: Case, chen_jie: User, gu: User) -> None:
    version, key = handed(low, chen_jie), world.key()

    for _press in range(2):
        actions.approve(version, by=gu, at=clock.now(), key=key)

    assert low.events.filter(kind=kinds.SETTLEMENT_SENT).count() == 1
    with pytest.raises(AlreadyDone):
        actions.approve(version, by=gu, at=clock.now())


def test_the_day_of_payment_does_not_move_and_whoever_is_late_is_pressed(
    low: Case, chen_jie: User, gu: User
) -> None:
    before = rules.pay_day(low)
    version = handed(low, chen_jie)
    due = seconds.due_of(version)

    assert rules.pay_day(low) == before
    row = Outbox.objects.get(topic="settlement.chase")
    assert row.available_at >= due
    for times in (1, 2):
        actions.chase(version.pk, times=times, at=due + dt.timedelta(days=times))
    late = list(low.events.filter(kind=kinds.SETTLEMENT_OVERDUE).order_by("seq"))
    assert [event.facts["times"] for event in late] == [1, 2]
    assert set(late[0].facts["to"]) == {gu.pk, chen_jie.pk}


def test_once_it_is_approved_nobody_is_pressed(low: Case, chen_jie: User, gu: User) -> None:
    version = handed(low, chen_jie)
    actions.approve(version, by=gu, at=clock.now())

    actions.chase(version.pk, times=1, at=clock.now())

    assert not low.events.filter(kind=kinds.SETTLEMENT_OVERDUE).exists()


def test_the_second_person_sees_what_was_touched_and_what_was_checked(
    low: Case, chen_jie: User, gu: User
) -> None:
    draft(low, chen_jie, insurance=None, insurance_how="")
    actions.add_line(
        low,
        kind="loan",
        title="归还借款",
        amount=Decimal(3000),
        reason="借款单 2026-0611",
        by=chen_jie,
        at=clock.now(),
        key=world.key(),
    )
    version = handed(low, chen_jie)

    page = text(world.client_of(gu).get(world.desk(low)))

    assert "请您复核张敏的结算" in page
    assert "刚补的数字" in page
    assert "手工加的" in page
    assert "11 月工资</td>" not in page
    assert "各行相加等于实发" in page
    assert "同意，发给张敏" in page
    everything = text(world.client_of(gu).get(world.desk(low) + "?all=1"))
    assert "11 月工资</td>" in everything
    assert version.number == 3


def test_it_is_handed_over_and_approved_on_the_pages(low: Case, chen_jie: User, gu: User) -> None:
    version = draft(low, chen_jie)
    desk = world.client_of(chen_jie)
    page = text(desk.get(world.desk(low)))
    assert "请顾晓芸复核" in page
    typed = {name: str(value) for name, value in EVERYTHING.items()} | {
        "monthly_wage": "8700",
        "leave_full": "10",
        "leave_taken": "6",
    }
    typed |= {"insurance_until": "2026-11", "fund_until": "2026-11"}
    desk.post(world.desk(low), {**typed, "key": world.key(), "then": "send", **world.seen(low)})
    assert state(version) == State.WAITING

    answer = world.client_of(gu).post(
        reverse("settlement:approve", args=[low.number]),
        {"version": version.number, "key": world.key()},
    )

    assert answer.status_code == 302
    assert state(version) == State.SENT
    sent = text(desk.get(world.desk(low)))
    assert "同意并发出" in sent


def test_whoever_left_reads_no_words_between_finance(low: Case, chen_jie: User, gu: User) -> None:
    assert not access.of(low, low.leaver).may_read(kinds.SETTLEMENT_RETURNED)
    assert access.of(low, chen_jie).may_read(kinds.SETTLEMENT_RETURNED)
