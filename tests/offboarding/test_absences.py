"""Somebody is away: what waits for him goes to his substitute, is signed there, and comes back."""

import datetime as dt

import pytest
from django.test import Client

from lizhi.accounts.models import User
from lizhi.cases.models import Case, Event
from lizhi.common import clock
from lizhi.common.refusals import AlreadyDone, NotPermitted, Refused
from lizhi.notifications.models import Message
from lizhi.offboarding import actions, substituting
from lizhi.people.models import Absence, Employment
from lizhi.workflow.models import Task
from tests import make
from tests.conftest import MONDAY
from tests.offboarding import desks
from tests.offboarding.conftest import Company

pytestmark = pytest.mark.django_db
DAY = clock.local(MONDAY).date()
STEP = "acknowledgement"


def away(
    who: Employment, instead: Employment, first: int = 0, last: int = 4, by: User | None = None
) -> Absence:
    """This person is not there, from so many days after Monday to so many."""
    days = (DAY + dt.timedelta(days=first), DAY + dt.timedelta(days=last))
    made = actions.be_away(who.user, instead.user, *days, by=by or who.user, at=clock.now())
    make.work()
    return made


def later(days: int) -> dt.datetime:
    return MONDAY + dt.timedelta(days=days)


def holder(case: Case, step: str = STEP) -> tuple[str, str]:
    task = make.open_task(case, step)
    return task.assignee.name, task.on_behalf_of.name if task.on_behalf_of else ""


def last(case: Case, kind: str) -> Event:
    return case.events.filter(kind=kind).order_by("-seq")[0]


def texts(user: User) -> list[str]:
    return [one.text for one in Message.objects.order_by("pk") if one.address == user.phone]


def test_a_step_that_opens_while_its_owner_is_away_waits_for_the_substitute(
    client: Client, company: Company
) -> None:
    away(company.wang_lei, company.he_jing)
    case = make.case(company.zhang_min)
    make.work()
    assert holder(case) == ("何静", "王磊")
    opened = case.events.get(kind="step_opened", step=STEP).facts
    assert opened["to"] == [company.he_jing.user.pk]
    assert opened["in_place_of"] == {str(company.he_jing.user.pk): company.wang_lei.user.pk}
    page = make.signed_in(client, case.leaver).get(f"/case/{case.number}/").content.decode()
    assert "何静代王磊" in page
    assert texts(company.he_jing.user)[-1].endswith(" 您代王磊办。")
    make.signed_in(client, company.li_li.user)
    assert "何静代王磊" in client.get(f"/desk/case/{case.number}/?events=all").content.decode()


def test_the_substitute_answers_and_the_employee_sees_for_whom(
    client: Client, company: Company
) -> None:
    away(company.wang_lei, company.sun_yue)
    case = make.case(company.zhang_min)
    actions.acknowledge(
        make.open_task(case, STEP),
        by=company.sun_yue.user,
        handover_to=company.he_jing.user,
        agrees_early=True,
        note="",
        key=make.key(),
    )
    make.work()
    done = Task.objects.get(case=case, run__step=STEP)
    assert (done.state, done.assignee, done.on_behalf_of) == (
        "done",
        company.sun_yue.user,
        company.wang_lei.user,
    )
    page = make.signed_in(client, case.leaver).get(f"/case/{case.number}/").content.decode()
    assert "孙悦代王磊" in page


def test_what_waits_already_moves_at_once_when_the_absence_begins_today(company: Company) -> None:
    case = make.case(company.zhang_min)
    due = make.open_task(case, STEP).due_at
    away(company.wang_lei, company.he_jing)
    assert holder(case) == ("何静", "王磊")
    assert make.open_task(case, STEP).due_at == due
    facts = last(case, "task_reassigned").facts
    assert (facts["from"], facts["channel"]) == ([company.wang_lei.user.pk], "time")
    assert facts["in_place_of"] == {str(company.he_jing.user.pk): company.wang_lei.user.pk}


def test_what_waits_moves_on_the_first_day_by_the_daily_job_and_once(company: Company) -> None:
    away(company.wang_lei, company.he_jing, 1, 3)
    case = make.case(company.zhang_min)
    assert holder(case) == ("王磊", "")
    assert substituting.move_all(later(0)) == 0
    assert [substituting.move_all(later(1)), substituting.move_all(later(1))] == [1, 0]
    assert holder(case) == ("何静", "王磊")
    assert case.events.filter(kind="task_reassigned").count() == 1


def test_chains_are_followed_and_whoever_leaves_or_has_left_is_passed_over(
    company: Company,
) -> None:
    away(company.wang_lei, company.he_jing)
    away(company.he_jing, company.chen_jie)
    case = make.case(company.zhang_min)
    assert holder(case) == ("陈洁", "王磊")
    other = make.case(company.chen_jie)  # who reports to nobody: HR of the branch
    away(company.li_li, company.chen_jie)
    assert holder(other) == ("赵宁", "李丽")


def test_a_substitute_who_is_gone_is_followed_by_whoever_stands_above(company: Company) -> None:
    away(company.wang_lei, company.he_jing)
    Employment.objects.filter(pk=company.he_jing.pk).update(left_on=DAY)
    assert holder(make.case(company.zhang_min)) == ("孙悦", "王磊")


def test_two_who_stand_in_for_each_other_leave_it_to_whoever_stands_above(
    company: Company,
) -> None:
    away(company.wang_lei, company.he_jing)
    away(company.he_jing, company.wang_lei)
    assert holder(make.case(company.zhang_min)) == ("孙悦", "王磊")


def test_where_nobody_is_left_it_stays_with_whoever_is_away() -> None:
    alone = make.employee("赵宁", "13900000006")
    make.grant(alone.user, "group_hr")
    leaver = make.employee("张敏", "13800002046")
    away(alone, make.employee("何静", "13900000008"))
    Employment.objects.filter(person__name="何静").update(left_on=DAY)
    assert holder(make.case(leaver)) == ("赵宁", "")


def test_an_escalation_to_somebody_who_is_away_reaches_the_substitute(company: Company) -> None:
    away(company.sun_yue, company.he_jing)
    case = make.case(company.zhang_min)
    with clock.at(later(2) + dt.timedelta(hours=1)):
        make.work()
    tasks = Task.objects.open().at(case, STEP).order_by("pk")
    assert [(task.assignee.name, task.on_behalf_of) for task in tasks] == [
        ("王磊", None),
        ("何静", company.sun_yue.user),
    ]


def test_nobody_signs_for_whoever_leaves(company: Company) -> None:
    case = desks.acknowledged(company)
    away(company.zhang_min, company.he_jing)
    assert holder(case, "signature") == ("张敏", "")
    assert substituting.move_all(later(1)) == 0


def test_back_again_new_things_come_to_the_person_and_the_open_ones_when_asked(
    company: Company,
) -> None:
    case = make.case(company.zhang_min)
    absence = away(company.wang_lei, company.he_jing)
    actions.be_back(absence, by=company.wang_lei.user, at=later(1))
    assert holder(case) == ("何静", "王磊")
    assert holder(make.case(company.he_jing)) == ("王磊", "")
    with pytest.raises(NotPermitted):
        actions.take_over_again(company.wang_lei.user, by=company.li_li.user, at=later(1))
    again = actions.take_over_again
    assert again(company.wang_lei.user, by=company.wang_lei.user, at=later(1)) == 1
    assert again(company.wang_lei.user, by=company.wang_lei.user, at=later(1)) == 0
    assert holder(case) == ("王磊", "")
    assert last(case, "task_reassigned").actor == company.wang_lei.user
    with pytest.raises(AlreadyDone):
        actions.be_back(absence, by=company.wang_lei.user, at=later(1))


def test_a_substitute_who_goes_away_too_gives_it_back_to_whoever_has_returned(
    company: Company,
) -> None:
    case = make.case(company.zhang_min)
    away(company.wang_lei, company.he_jing, 0, 1)
    away(company.he_jing, company.chen_jie, 1, 5)
    assert substituting.move_all(later(1)) == 1
    assert holder(case) == ("陈洁", "王磊")
    assert substituting.move_all(later(2)) == 0  # 陈洁 is there, and 王磊 can take it back
    away(company.chen_jie, company.sun_yue, 3, 5)
    assert substituting.move_all(later(3)) == 1
    assert holder(case) == ("王磊", "")


def test_the_substitute_hears_that_he_is_one_and_that_it_is_over(company: Company) -> None:
    absence = away(company.wang_lei, company.he_jing, 1, 3)
    actions.be_back(absence, by=company.wang_lei.user, at=clock.now())
    make.work()
    entered, ended = texts(company.he_jing.user)
    assert "王磊6月2日到6月4日不在" in entered
    assert "王磊不用您代办了" in ended


def test_sent_twice_it_is_entered_once_and_other_days_must_be_free(company: Company) -> None:
    one = away(company.wang_lei, company.he_jing, 1, 3)
    assert away(company.wang_lei, company.he_jing, 1, 3) == one
    for first, end in ((3, 5), (0, 1), (2, 2), (0, 9)):
        with pytest.raises(Refused, match="有几天已经填过"):
            away(company.wang_lei, company.sun_yue, first, end)
    away(company.wang_lei, company.sun_yue, 4, 5)
    actions.be_back(one, by=company.wang_lei.user, at=clock.now())
    away(company.wang_lei, company.sun_yue, 1, 3)


@pytest.mark.parametrize(("first", "end"), [(3, 2), (-5, -1), (0, 400)])
def test_days_that_cannot_be_meant_are_refused(company: Company, first: int, end: int) -> None:
    with pytest.raises(Refused):
        away(company.wang_lei, company.he_jing, first, end)


def test_hr_enters_it_for_somebody_of_the_own_branch_who_is_ill(company: Company) -> None:
    assert away(company.wang_lei, company.he_jing, -1, 3, by=company.li_li.user).made_by == (
        company.li_li.user
    )
    far = make.branch("西安研发", "示例制造（西安）有限公司")
    stranger = make.employee("韩梅", "19900000115", at=far)
    for one, by in ((stranger, company.li_li.user), (company.sun_yue, company.wang_lei.user)):
        with pytest.raises(NotPermitted):
            away(one, company.he_jing, by=by)
    assert away(stranger, company.he_jing, by=User.objects.get(name="赵宁"))


def test_nobody_stands_in_for_himself_and_nobody_who_has_left_stands_in(company: Company) -> None:
    with pytest.raises(Refused, match="自己不能代自己"):
        away(company.wang_lei, company.wang_lei)
    Employment.objects.filter(pk=company.he_jing.pk).update(left_on=DAY)
    with pytest.raises(Refused, match="请换一位"):
        away(company.wang_lei, company.he_jing)
