"""A resignation takes effect when it arrives."""

import datetime as dt

import pytest
from django.test import Client

from lizhi.cases import actions as cases
from lizhi.cases.models import Case
from lizhi.common.refusals import AlreadyDone, NotPermitted, Refused
from lizhi.documents import reading
from lizhi.notifications.models import Message
from lizhi.offboarding import actions
from lizhi.offboarding.arrival import Application, Channel, by_hr
from tests import make
from tests.conftest import MONDAY
from tests.offboarding.conftest import Company

JULY_1 = dt.date(2026, 7, 1)


def letter_of(company: Company, *, days: int, channel: Channel = make.BY_HR) -> Case:
    """张敏's letter came so many days ago, and 李丽 enters it now."""
    return actions.register(
        company.zhang_min,
        Application(wished_day=JULY_1),
        by=company.li_li.user,
        channel=channel,
        arrived_at=MONDAY - dt.timedelta(days=days),
        key=make.key(),
    )


def test_thirty_days_run_from_the_day_of_arrival(company: Company) -> None:
    case = make.case(company.zhang_min, days=3)

    assert case.notice_end == case.contract_end == JULY_1
    assert make.open_steps(case) == {"acknowledgement", "contract_end"}
    assert make.open_task(case, "acknowledgement").assignee == company.wang_lei.user


def test_in_probation_three_days_are_enough(company: Company) -> None:
    new = make.employee("新人", "13800000009", probation_end=dt.date(2026, 8, 1))

    assert make.case(new, days=1).notice_end == dt.date(2026, 6, 4)


def test_whoever_wants_to_stay_longer_than_the_notice_needs_nobody(company: Company) -> None:
    case = make.case(company.zhang_min, days=60)

    assert case.contract_end == case.wished_day > case.notice_end


def test_a_double_tap_is_one_resignation(company: Company) -> None:
    application, key = Application(wished_day=JULY_1), make.key()
    person = company.zhang_min

    first = actions.submit(person, application, by=person.user, channel=make.PHONE, key=key)
    second = actions.submit(person, application, by=person.user, channel=make.PHONE, key=key)

    assert first == second
    assert Case.objects.count() == 1


def test_a_second_resignation_is_refused_while_one_runs(company: Company) -> None:
    make.case(company.zhang_min)
    with pytest.raises(AlreadyDone):
        make.case(company.zhang_min)


def test_nobody_resigns_for_somebody_else(company: Company) -> None:
    application = Application(wished_day=JULY_1)
    with pytest.raises(NotPermitted):
        actions.submit(
            company.zhang_min,
            application,
            by=company.wang_lei.user,
            channel=make.PHONE,
            key=make.key(),
        )


def test_a_day_that_has_passed_is_refused_with_a_way_out(company: Company) -> None:
    with pytest.raises(Refused, match=r"今天|later"):
        make.case(company.zhang_min, days=-1)


def test_the_receipt_and_the_letter_are_papers_of_the_case(company: Company) -> None:
    case = make.case(company.zhang_min, words="母亲住院，要在郑州陪护一段时间。")
    make.work()

    assert {paper.kind for paper in case.papers.valid()} == {"receipt", "letter"}
    told = [message.text for message in Message.objects.all()]
    assert any("张敏要离职" in text for text in told)
    assert any("回执" in text for text in told)


def test_hr_registers_a_letter_and_the_days_count_from_when_it_came(company: Company) -> None:
    arrived = dt.datetime(2026, 5, 29, 8, tzinfo=dt.UTC)

    case = actions.register(
        company.zhang_min,
        Application(wished_day=JULY_1),
        by=company.li_li.user,
        channel=make.BY_HR,
        arrived_at=arrived,
        key=make.key(),
    )

    assert case.notice_end == dt.date(2026, 6, 28)
    assert case.started_by == company.li_li.user


def test_the_papers_of_a_registered_letter_claim_nothing_that_the_system_did_not_see(
    company: Company,
) -> None:
    case = letter_of(
        company, days=3, channel=by_hr(way="letter", waybill="SF1390246810", device="Windows 电脑")
    )
    make.work()
    texts = {
        paper.kind: reading.to_html(paper.template, cases.paper_facts(paper))
        for paper in case.papers.valid()
    }

    assert "纸质信件，由人事登记" in texts["receipt"]
    assert "人事登记的到达时间" in texts["receipt"]
    assert "服务器记录" not in texts["receipt"]
    assert "Windows 电脑" not in texts["receipt"]
    registered = texts["letter"]
    for words in ("离职通知登记", "纸质信件", "SF1390246810", "李丽", "2026年6月1日 09:00"):
        assert words in registered
    assert "没有通知人的签名" in registered
    assert "本人" not in registered
    assert case.papers.get(kind="letter").file.name == "离职通知登记-张敏.pdf"
    assert case.papers.get(kind="letter").title == "离职通知登记"


def test_whoever_did_not_send_it_reads_who_registered_it(client: Client, company: Company) -> None:
    case = letter_of(company, days=3, channel=by_hr(way="mail", waybill="zhangmin@example.com"))
    make.signed_in(client, case.leaver)
    page = client.get(f"/case/{case.number}/receipt/").content.decode()

    assert "电子邮件，由人事登记" in page
    assert "李丽" in page
    assert "马上告诉 HR" in page
    assert "短信验证码" not in page


def test_whoever_did_not_send_it_is_told_who_registered_it_and_where_to_look(
    company: Company,
) -> None:
    case = letter_of(company, days=3)
    make.work()
    texts = [one.text for one in Message.objects.all() if one.address == case.leaver.phone]

    assert ["李丽（HR）替您登记了离职通知" in text for text in texts] == [True]
    assert f"/case/{case.number}/receipt/" in texts[0]
    assert "您的离职通知已送达" not in texts[0]


def test_the_manager_has_his_24_hours_from_when_hr_entered_the_letter(company: Company) -> None:
    case = letter_of(company, days=6)
    make.work()

    assert make.open_task(case, "acknowledgement").due_at == MONDAY + dt.timedelta(hours=24)
