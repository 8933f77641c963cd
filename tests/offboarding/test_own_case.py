"""Nobody decides about the own leaving, and whoever has left decides nothing."""

import datetime as dt

import pytest
from django.test import Client

from lizhi.cases.models import Case
from lizhi.common import clock
from lizhi.common.refusals import NotPermitted, Refused
from lizhi.notifications.models import Message
from lizhi.offboarding import actions, rehoming
from lizhi.offboarding.four_dates import FourDates
from lizhi.people.models import Employment, RoleGrant
from lizhi.workflow import actions as workflow
from tests import make
from tests.conftest import MONDAY
from tests.offboarding import desks
from tests.offboarding.conftest import Company

pytestmark = pytest.mark.slow

WISHED = FourDates(*[desks.WISHED] * 4)


def _left(one: Employment) -> None:
    Employment.objects.filter(pk=one.pk).update(left_on="2026-05-31")


def _handlers(case: Case, step: str) -> set[str]:
    return {task.assignee.name for task in case.tasks.open().filter(run__step=step)}


def test_the_steps_of_hr_who_leaves_go_to_other_people_of_hr(company: Company) -> None:
    case = make.case(company.li_li)
    for hours in (24, 48, 72, 24 * 10, 24 * 14, 24 * 16, 24 * 19):
        with clock.at(MONDAY + dt.timedelta(hours=hours)):
            make.work()
            names = _handlers(case, "handover") | _handlers(case, "confirmation")
            assert "李丽" not in names | _handlers(case, "acknowledgement")
    assert case.runs.get(step="confirmation").outcome == "confirmed_by_time"


def test_finance_who_leaves_does_not_settle_the_own_wages(company: Company) -> None:
    case = make.case(company.chen_jie)
    workflow.close_run(make.open_task(case, "acknowledgement").run, outcome="x", by=None, at=MONDAY)
    make.work()
    for step in ("signature", "handover", "confirmation"):
        run = make.open_task(case, step).run
        workflow.close_run(run, outcome="x", by=None, at=clock.now())
    make.work()
    assert "陈洁" not in _handlers(case, "settlement")
    assert _handlers(case, "settlement")


def test_hr_who_leaves_and_has_the_step_by_accident_may_not_seal(company: Company) -> None:
    case = desks.at_confirmation(company)
    task = make.open_task(case, "confirmation")
    task.assignee = company.zhang_min.user
    task.save(update_fields=["assignee"])
    with pytest.raises(NotPermitted, match="自己"):
        actions.confirm(task, by=company.zhang_min.user, dates=WISHED, key=make.key())


def test_whoever_wants_to_stay_is_answered_by_somebody_else_of_hr(company: Company) -> None:
    case = make.case(company.li_li)
    actions.ask_to_withdraw(case, by=company.li_li.user, key=make.key())
    make.work()
    asked = Message.objects.filter(template="withdrawal_asked.any.hr")
    assert [one.address for one in asked] == ["13900000006"]


def test_hr_who_has_left_confirms_nothing_and_the_step_finds_somebody(
    company: Company, client: Client
) -> None:
    case = desks.at_confirmation(company)
    _left(company.li_li)
    task = make.open_task(case, "confirmation")
    with pytest.raises(NotPermitted):
        actions.confirm(task, by=company.li_li.user, dates=WISHED, key=make.key())
    desks.desk_of(client, company)
    page = client.post(f"/desk/case/{case.number}/confirmation/", desks.dates())
    assert page.status_code in {403, 404}

    assert rehoming.find_owners(clock.now()) == 1
    assert _handlers(case, "confirmation") == {"赵宁"}
    assert case.contract_end == dt.date(2026, 7, 1)


def test_the_certificate_of_a_manager_hands_on_what_he_had(company: Company) -> None:
    make.case(company.wang_lei)
    with clock.at(MONDAY + dt.timedelta(days=29)):
        make.work()
        case = make.case(company.zhang_min)
        assert _handlers(case, "acknowledgement") == {"王磊"}
    with clock.at(dt.datetime(2026, 7, 1, 0, 6, tzinfo=clock.SHANGHAI)):
        make.work()
        # by his own handover: his manager has it now
        assert _handlers(case, "acknowledgement") == {"孙悦"}


def test_only_the_leaver_signs_whoever_else_has_a_step(company: Company) -> None:
    case = desks.acknowledged(company)
    task = make.open_task(case, "signature")
    hr = company.li_li.user
    with pytest.raises(Refused):
        actions.hand_on(task, to=company.he_jing.user, by=hr, key=make.key())


def test_a_notice_arrives_in_a_company_where_nobody_holds_a_role(company: Company) -> None:
    RoleGrant.objects.all().delete()
    Employment.objects.update(reports_to=None)
    case = make.case(company.zhang_min)
    make.work()
    case.refresh_from_db()
    assert (case.status, case.holder) == ("running", "")
    assert case.papers.filter(kind="receipt").exists()
    page = make.signed_in(Client(), company.zhang_min.user).get(f"/case/{case.number}/")
    assert page.status_code == 200

    actions.ask_to_withdraw(case, by=company.zhang_min.user, key=make.key())
    make.work()  # no job fails, though there is nobody to tell
    make.grant(company.sun_yue.user, "group_hr")
    rehoming.find_owners(clock.now())
    assert _handlers(case, "acknowledgement") == {"孙悦"}
