"""The page of a case says in one sentence whose turn it is, in the words that people use."""

import re

from django.test import Client

from lizhi.cases.models import Case
from lizhi.common import clock
from lizhi.offboarding import actions
from lizhi.offboarding.four_dates import FourDates
from lizhi.settlement import actions as settlement
from tests import make, stories
from tests.offboarding import desks
from tests.offboarding.conftest import Company

HEADLINE = re.compile(r'<h1 id="headline"[^>]*>(.*?)</h1>')


def _headline(client: Client, case: Case) -> str:
    page = client.get(f"/desk/case/{case.number}/").content.decode()
    return re.sub(r"<[^>]+>", "", HEADLINE.findall(page)[0])


def _confirmed(company: Company) -> Case:
    case = desks.at_confirmation(company)
    day = case.wished_day
    task = make.open_task(case, "confirmation")
    dates = FourDates(day, day, day, day)
    actions.confirm(task, by=company.li_li.user, dates=dates, key=make.key())
    return case


def test_a_manager_is_asked_to_read_it_and_not_to_do_a_step(
    client: Client, company: Company
) -> None:
    case = make.case(company.zhang_min)
    desks.desk_of(client, company)
    assert _headline(client, case) == "张敏的离职，等王磊看过，剩 1 天"

    make.signed_in(client, company.wang_lei.user)
    assert _headline(client, case) == "张敏的离职，等您看过，剩 1 天"


def test_while_the_machine_seals_it_is_said_who_comes_next(
    client: Client, company: Company
) -> None:
    case = _confirmed(company)
    desks.desk_of(client, company)
    assert _headline(client, case) == "张敏的离职，马上轮到陈洁"

    make.work()
    assert _headline(client, case) == "张敏的离职，等陈洁结算，剩 1 天"


def test_once_finance_is_done_it_waits_for_the_leaver_and_then_for_the_day(
    client: Client, company: Company
) -> None:
    case = _confirmed(company)
    make.work()
    now = clock.now()
    version = settlement.draft(case, inputs=stories.FIGURES, by=company.chen_jie.user, at=now)
    settlement.send(version, by=company.chen_jie.user, at=now)
    desks.desk_of(client, company)
    assert _headline(client, case) == "张敏的离职，等本人核对结算，剩 3 天"

    settlement.answer(version, disputed={}, by=case.leaver, at=now)
    assert _headline(client, case) == "张敏的手续都办好了，等最后一天"
