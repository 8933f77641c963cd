"""A step is given by hand to somebody who is here and stays; substitutes hear what they must."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from lizhi.accounts.models import User
from lizhi.cases.models import Case
from lizhi.common import clock
from lizhi.common.refusals import NotPermitted, Refused
from lizhi.notifications.models import Message
from lizhi.offboarding import actions
from lizhi.people.models import Absence, Employment
from lizhi.workflow import actions as workflow
from lizhi.workflow.models import Task
from tests import make
from tests.offboarding.conftest import Company
from tests.offboarding.test_absences import away, holder

pytestmark = pytest.mark.django_db
STEP = "acknowledgement"


def give_in_every_way(case: Case, to: User, by: User, match: str) -> None:
    """By hand it reaches nobody like this, whatever the button is called."""
    task = make.open_task(case, STEP)
    for does in (actions.hand_on, actions.delegate):
        with pytest.raises(Refused, match=match):
            does(task, to=to, by=by, key=make.key())
    with pytest.raises(Refused, match=match):
        actions.add_signer(task.run, to=to, by=by, key=make.key())
    ((_case, why),) = actions.hand_all_on([task], to=to, by=by, key=make.key())
    assert match in why
    assert holder(case)[0] == "王磊"


def offered(client: Client, case: Case, user: User) -> str:
    """Whom the windows offer."""
    make.signed_in(client, user)
    paths = ("handing-over", "on-behalf", "signers")
    pages = (client.get(f"/desk/case/{case.number}/{path}/") for path in paths)
    return "".join(page.content.decode() for page in pages)


def test_nothing_is_given_to_somebody_who_is_away_and_it_is_said_who_stands_in(
    client: Client, company: Company
) -> None:
    case = make.case(company.zhang_min)
    assert "何静" in offered(client, case, company.li_li.user)
    away(company.he_jing, company.sun_yue)
    give_in_every_way(
        case, company.he_jing.user, company.wang_lei.user, "何静到6月5日都不在，由孙悦"
    )
    assert "何静" not in offered(client, case, company.li_li.user)
    assert "孙悦" in offered(client, case, company.li_li.user)


def test_nothing_is_given_to_somebody_who_leaves_himself(client: Client, company: Company) -> None:
    case = make.case(company.zhang_min)
    make.case(company.he_jing)
    give_in_every_way(case, company.he_jing.user, company.wang_lei.user, "何静也要离职")
    assert "何静" not in offered(client, case, company.li_li.user)


def test_nothing_is_given_to_a_login_that_is_switched_off(company: Company) -> None:
    case = make.case(company.zhang_min)
    User.objects.filter(pk=company.he_jing.user.pk).update(is_active=False)
    gone = User.objects.get(pk=company.he_jing.user.pk)
    give_in_every_way(case, gone, company.wang_lei.user, "请换一位")


def test_whoever_has_left_gives_nothing_away_before_somebody_is_found(company: Company) -> None:
    case = make.case(company.zhang_min)
    wang = company.wang_lei.user
    actions.add_signer(
        make.open_task(case, STEP).run, to=company.he_jing.user, by=wang, key=make.key()
    )
    Employment.objects.filter(pk=company.wang_lei.pk).update(left_on=dt.date(2026, 5, 1))
    task = Task.objects.open().get(case=case, assignee=wang)
    sun = company.sun_yue.user
    by_him: dict[str, Any] = {"by": wang, "key": make.key()}
    acts: list[Callable[[], object]] = [
        lambda: actions.hand_on(task, to=sun, **by_him),
        lambda: actions.delegate(task, to=sun, **by_him),
        lambda: actions.add_signer(task.run, to=sun, **by_him),
        lambda: actions.remove_signer(task, **by_him),
        lambda: actions.claim(task, **by_him),
        lambda: actions.give_copy(case, to=sun, **by_him),
    ]
    for act in acts:
        with pytest.raises(NotPermitted):
            act()


def told(user: User) -> list[str]:
    """What this person has read, the newest last."""
    return [one.text for one in Message.objects.order_by("pk") if one.address == user.phone]


def test_hr_is_away_and_who_may_open_the_case_hears_that_somebody_would_like_to_stay(
    company: Company,
) -> None:
    case = make.case(company.zhang_min)
    away(company.li_li, company.he_jing)
    actions.ask_to_withdraw(case, by=company.zhang_min.user, words="想留下", key=make.key())
    make.work()
    chief = User.objects.get(name="赵宁")
    assert told(chief)[-1] == told(company.li_li.user)[-1]
    assert not any("想留下" in text or "收回" in text for text in told(company.he_jing.user))
    other = make.employee("钱进", "13800000399")
    make.grant(other.user, "hr")
    absence = Absence.objects.get(user=company.li_li.user)
    actions.be_back(absence, by=company.li_li.user, at=clock.now())
    away(company.li_li, other, 1, 3)
    before = len(told(other.user))
    with clock.at(clock.now() + dt.timedelta(days=1)):
        actions.take_back_withdrawal(case, by=company.zhang_min.user, key=make.key())
        actions.ask_to_withdraw(case, by=company.zhang_min.user, key=make.key())
        make.work()
    assert len(told(other.user)) > before


def test_when_hr_presses_and_lets_the_superior_know_the_substitute_of_the_superior_hears(
    company: Company,
) -> None:
    case = make.case(company.zhang_min)
    away(company.sun_yue, company.he_jing)
    actions.press(case, STEP, by=company.li_li.user, tell_above=True)
    make.work()
    assert "已催过经办人" in told(company.he_jing.user)[-1]
    assert workflow.open_run(case, STEP)
