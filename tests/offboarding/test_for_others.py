"""Somebody on whom others wait leaves: his duties are listed, confirmed and moved."""

import datetime as dt

import pytest
from django.db.models import QuerySet
from django.test import Client

from lizhi.accounts.models import User
from lizhi.cases.models import Case
from lizhi.common import clock
from lizhi.common.refusals import NotPermitted, Refused
from lizhi.handover import actions as handover
from lizhi.handover.models import Item
from lizhi.jobs.models import Outbox
from lizhi.offboarding import actions, passing_on, rehoming
from lizhi.people.models import Absence, Department, Employment, RoleGrant
from lizhi.workflow.models import Task
from tests import make
from tests.conftest import MONDAY
from tests.offboarding import begun, desks
from tests.offboarding.conftest import Company
from tests.offboarding.test_absences import away, holder

pytestmark = pytest.mark.django_db
STEP = "acknowledgement"


def leaving(who: Employment, boss: Employment, *, to: Employment | None = None) -> Case:
    """This person has resigned, and whoever stands above has read it: the handover is open."""
    case = make.case(who)
    make.work()
    actions.acknowledge(
        make.open_task(case, STEP),
        by=boss.user,
        handover_to=(to or boss).user,
        agrees_early=None,
        note="",
        key=make.key(),
    )
    make.work()
    return case


def line(case: Case, duty: str) -> Item:
    return case.handover_items.get(duty__startswith=duty)


def confirmed(item: Item) -> None:
    now = clock.now()
    handover.give(item, by=item.case.leaver, at=now)
    handover.receive(item, by=Item.objects.get(pk=item.pk).receiver, at=now)
    make.work()


def boss_of(who: Employment) -> str:
    found = Employment.objects.get(pk=who.pk).reports_to
    return found.name if found else ""


def test_all_that_is_in_his_hands_stands_on_the_list_of_his_own_handover(
    company: Company,
) -> None:
    make.grant(company.wang_lei.user, "hr")
    make.case(company.zhang_min)
    away(company.li_li, company.wang_lei)
    case = leaving(company.wang_lei, company.sun_yue)
    told = {item.duty.split(":")[0]: (item.title, item.receiver.name) for item in _duties(case)}
    assert told == {
        "role": ("HR，深圳总部", "李丽"),
        "reports": ("王磊的 2 位下属", "孙悦"),
        "tasks": ("别人离职单里的 1 件待办", "孙悦"),
        "substitute": ("代办不在的同事的事", "孙悦"),
    }
    assert "公司章" in line(case, "role").note
    assert line(case, "reports").note == "张敏、何静"
    handover.list_duties(case, [], at=MONDAY)
    assert _duties(case).count() == 4


def _duties(case: Case) -> QuerySet[Item]:
    return case.handover_items.exclude(duty="").order_by("pk")


def test_whoever_does_nothing_for_others_has_no_such_line(company: Company) -> None:
    assert not _duties(leaving(company.zhang_min, company.wang_lei)).exists()


def test_open_steps_move_when_the_taker_confirms_with_an_event_in_each_case(
    company: Company,
) -> None:
    cases = [make.case(company.zhang_min), make.case(company.he_jing)]
    own = leaving(company.wang_lei, company.sun_yue)
    assert [holder(case)[0] for case in cases] == ["王磊", "王磊"]
    confirmed(line(own, "tasks"))
    assert [holder(case)[0] for case in cases] == ["孙悦", "孙悦"]
    for case in cases:
        facts = case.events.get(kind="task_reassigned").facts
        assert (facts["from"], facts["to"]) == (
            [company.wang_lei.user.pk],
            [company.sun_yue.user.pk],
        )
    moved = own.events.get(kind="duty_moved").facts
    assert (moved["to"], moved["count"]) == (company.sun_yue.user.pk, 2)
    passing_on.move(Outbox(payload={"case": own.pk}, topic=passing_on.TOPIC))
    assert own.events.filter(kind="duty_moved", facts__item=line(own, "tasks").pk).count() == 1


def test_what_was_answered_before_stays_with_whoever_answered_it(company: Company) -> None:
    case = leaving(company.zhang_min, company.wang_lei, to=company.he_jing)
    own = leaving(company.wang_lei, company.sun_yue)
    confirmed(line(own, "tasks"))  # the handover of 张敏 that he arranges
    done = Task.objects.get(case=case, run__step=STEP)
    assert (done.state, done.assignee) == ("done", company.wang_lei.user)
    assert holder(case, "handover")[0] == "孙悦"


def test_the_taker_never_gets_the_step_of_the_own_resignation(company: Company) -> None:
    his = make.case(company.he_jing)
    own = leaving(company.wang_lei, company.sun_yue)
    item = handover.set_receiver(
        line(own, "tasks"), receiver=company.he_jing.user, by=company.li_li.user, at=clock.now()
    )
    confirmed(item)
    assert holder(his)[0] not in {"何静", "王磊"}


def test_people_report_to_the_taker_and_the_taker_to_whoever_stood_above(
    company: Company,
) -> None:
    Department.objects.filter(name="销售一部").update(head=company.wang_lei)
    own = leaving(company.wang_lei, company.sun_yue)
    item = handover.set_receiver(
        line(own, "reports"), receiver=company.he_jing.user, by=company.li_li.user, at=clock.now()
    )
    confirmed(item)
    assert (boss_of(company.zhang_min), boss_of(company.he_jing)) == ("何静", "孙悦")
    assert Department.objects.get(name="销售一部").head == company.he_jing
    assert holder(make.case(company.zhang_min))[0] == "何静"


def test_whoever_stands_in_for_a_colleague_is_followed_but_nobody_stands_in_for_himself(
    company: Company,
) -> None:
    one = away(company.li_li, company.wang_lei, 0, 90)
    other = away(company.sun_yue, company.wang_lei, 80, 90)
    own = leaving(company.wang_lei, company.sun_yue)
    confirmed(line(own, "substitute"))
    one.refresh_from_db()
    other.refresh_from_db()
    assert (one.substitute, other.substitute) == (company.sun_yue.user, company.wang_lei.user)


def test_a_role_moves_and_is_not_held_twice(company: Company) -> None:
    make.grant(company.wang_lei.user, "legal")
    make.grant(company.wang_lei.user, "hr")
    own = leaving(company.wang_lei, company.sun_yue)
    hr, legal = (line(own, f"role:{_grant(company, role)}") for role in ("hr", "legal"))
    confirmed(hr)
    assert RoleGrant.objects.filter(user=company.li_li.user, role="hr").count() == 1
    assert not RoleGrant.objects.filter(user=company.wang_lei.user, role="hr").exists()
    assert legal.receiver.name == "赵宁"
    confirmed(legal)
    assert RoleGrant.objects.get(role="legal").user.name == "赵宁"


def _grant(company: Company, role: str) -> int:
    return RoleGrant.objects.get(user=company.wang_lei.user, role=role).pk


def test_a_handover_is_no_way_to_come_by_power(company: Company) -> None:
    group_hr = User.objects.get(name="赵宁")
    make.grant(company.wang_lei.user, "finance")
    make.grant(company.wang_lei.user, "administrator")
    own = leaving(company.wang_lei, company.sun_yue)
    money, top = (line(own, f"role:{_grant(company, r)}") for r in ("finance", "administrator"))
    assert (money.receiver.name, top.receiver.name) == ("陈洁", "赵宁")
    for item, by in (
        (money, company.sun_yue.user),
        (money, company.li_li.user),
        (top, company.li_li.user),
        (top, group_hr),
    ):
        with pytest.raises(NotPermitted):
            handover.set_receiver(item, receiver=company.he_jing.user, by=by, at=MONDAY)
    handover.set_receiver(money, receiver=company.he_jing.user, by=group_hr, at=MONDAY)
    confirmed(money)
    assert RoleGrant.objects.filter(user=company.he_jing.user, role="finance").exists()
    confirmed(top)  # nobody with that power has named her
    assert RoleGrant.objects.get(role="administrator").user == company.wang_lei.user
    top.refresh_from_db()
    assert top.moved_at is None


def test_a_duty_is_not_taken_off_the_list(company: Company) -> None:
    own = leaving(company.wang_lei, company.sun_yue)
    with pytest.raises(Refused, match="一定会转出去"):
        handover.remove_item(line(own, "reports"), by=company.sun_yue.user, at=MONDAY)


def test_what_nobody_confirmed_moves_when_the_employment_ends(company: Company) -> None:
    make.grant(company.wang_lei.user, "keeper")
    own = leaving(company.wang_lei, company.sun_yue)
    with clock.at(MONDAY + dt.timedelta(days=31)):
        make.work()
        case = make.case(company.zhang_min)
    assert boss_of(company.zhang_min) == "孙悦"
    assert holder(case)[0] == "孙悦"
    assert not RoleGrant.objects.filter(user=company.wang_lei.user).exists()
    assert not _duties(own).filter(moved_at=None).exists()


def test_after_a_death_nothing_stays_with_whoever_is_gone(company: Company) -> None:
    away(company.li_li, company.wang_lei)
    said = begun.opening(company.wang_lei, "death")
    case = actions.begin_ending(company.wang_lei, said, by=company.li_li.user, key=make.key())
    make.work()
    with clock.at(MONDAY + dt.timedelta(days=3)):
        make.work()
    assert not Employment.objects.active().filter(pk=company.wang_lei.pk).exists()
    assert {item.duty for item in _duties(case)} == {"reports", "substitute"}
    assert boss_of(company.zhang_min) == "孙悦"
    assert Absence.objects.get(user=company.li_li.user).substitute == company.sun_yue.user


def test_whoever_stays_after_all_keeps_everything(company: Company) -> None:
    own = leaving(company.wang_lei, company.sun_yue)
    actions.ask_to_withdraw(own, by=own.leaver, key=make.key())
    actions.answer_withdrawal(own, agreed=True, by=company.li_li.user, key=make.key())
    make.work()
    passing_on.move(Outbox(payload={"case": own.pk}, topic=passing_on.TOPIC))
    assert boss_of(company.zhang_min) == "王磊"


def test_a_taker_who_is_gone_is_followed_by_whoever_stands_above(company: Company) -> None:
    case = make.case(company.zhang_min)
    own = leaving(company.wang_lei, company.sun_yue)
    handover.set_receiver(
        line(own, "tasks"), receiver=company.chen_jie.user, by=company.li_li.user, at=MONDAY
    )
    Employment.objects.filter(pk=company.chen_jie.pk).update(left_on="2026-06-01")
    passing_on.move(Outbox(payload={"case": own.pk}, topic=passing_on.TOPIC))
    assert holder(case)[0] == "孙悦"


def test_a_role_that_is_taken_away_takes_its_steps_along(company: Company) -> None:
    case = desks.at_confirmation(company)
    second = make.employee("沈静", "19900000121")
    make.grant(second.user, "hr")
    task = make.open_task(case, "confirmation")
    assert task.assignee == company.li_li.user
    RoleGrant.objects.filter(user=company.li_li.user).delete()
    make.work()
    assert make.open_task(case, "confirmation").assignee == second.user
    RoleGrant.objects.filter(user=second.user).delete()
    make.work()
    assert make.open_task(case, "confirmation").assignee.name == "赵宁"


def test_what_was_handed_on_by_hand_stays_though_a_role_is_taken_away(company: Company) -> None:
    case = desks.at_confirmation(company)
    make.grant(company.he_jing.user, "hr", at=make.branch("西安研发", "示例制造（西安）有限公司"))
    task = make.open_task(case, "confirmation")
    actions.hand_on(task, to=company.he_jing.user, by=company.li_li.user, key=make.key())
    RoleGrant.objects.filter(user=company.he_jing.user).delete()
    make.work()
    assert make.open_task(case, "confirmation").assignee == company.he_jing.user


def test_hr_and_the_manager_see_it_from_the_first_day_and_nobody_else(
    client: Client, company: Company
) -> None:
    case = make.case(company.wang_lei)
    page = f"/desk/case/{case.number}/"
    for reader in (company.li_li, company.sun_yue):
        shown = make.signed_in(client, reader.user).get(page).content.decode()
        assert "王磊手上还有别人的事" in shown
        assert "转给孙悦，最晚到合同解除那天" in shown
    make.signed_in(client, company.chen_jie.user)
    assert "手上还有别人的事" not in client.get(page).content.decode()


def test_the_pages_of_both_sides_say_that_it_has_passed_over(
    client: Client, company: Company
) -> None:
    own = leaving(company.wang_lei, company.sun_yue)
    mine = f"/case/{own.number}/handover/"
    assert (
        "对方确认就转，最晚到您最后一天"
        in make.signed_in(client, own.leaver).get(mine).content.decode()
    )
    confirmed(line(own, "reports"))
    assert "6月1日已转过去" in client.get(mine).content.decode()
    make.signed_in(client, company.li_li.user)
    assert "6月1日起由孙悦办" in client.get(f"/desk/case/{own.number}/").content.decode()
    assert "6月1日已转过去" in client.get(f"/handover/{own.number}/arrange/").content.decode()


def test_a_login_that_is_switched_off_is_passed_over_for_whoever_is_there(
    company: Company,
) -> None:
    case = make.case(company.zhang_min)
    away(company.li_li, company.he_jing)
    User.objects.filter(pk=company.wang_lei.user.pk).update(is_active=False)
    assert rehoming.find_owners(clock.now()) == 1
    assert holder(case) == ("何静", "李丽")  # HR of the branch is asked, and she is away
    assert rehoming.find_owners(clock.now()) == 0
