"""What people of a case say to each other, and how the leaver reminds somebody."""

import datetime as dt

import pytest
from django.test import Client

from lizhi.cases.models import Case
from lizhi.common import clock
from lizhi.common.refusals import NotPermitted, Refused
from lizhi.notifications.models import Message
from lizhi.offboarding import actions
from tests import make
from tests.conftest import MONDAY
from tests.offboarding import desks
from tests.offboarding.conftest import Company

LATE = MONDAY + dt.timedelta(hours=29)


def _texts(case: Case) -> dict[str, list[str]]:
    """What was written about words, by address."""
    found: dict[str, list[str]] = {}
    for message in Message.objects.filter(template__startswith="commented").order_by("pk"):
        found.setdefault(message.address, []).append(message.text)
    return found


def test_the_leaver_says_something_and_those_who_deal_with_it_hear(
    client: Client, company: Company
) -> None:
    case = make.case(company.zhang_min)
    make.work()
    make.signed_in(client, case.leaver)
    assert "留言" in client.get(f"/case/{case.number}/").content.decode()
    address = f"/case/{case.number}/comments/"
    assert client.get(address).status_code == 200

    answer = client.post(address, {"key": make.key(), "words": "快递单号明天发来。"}, follow=True)
    make.work()

    assert "快递单号明天发来。" in answer.content.decode()
    assert set(_texts(case)) == {company.wang_lei.user.phone, company.li_li.user.phone}
    make.signed_in(client, company.li_li.user)
    assert "快递单号明天发来。" in client.get(f"/desk/case/{case.number}/").content.decode()


def test_hr_answers_and_the_leaver_hears_once_a_day(client: Client, company: Company) -> None:
    case = make.case(company.zhang_min)
    make.work()
    desks.desk_of(client, company)
    for words in ("收到。", "不急。"):
        form = {"key": make.key(), "words": words}
        answer = client.post(f"/desk/case/{case.number}/comment/", form)
        assert answer.headers["Location"] == f"/desk/case/{case.number}/"
        make.work()

    assert len(_texts(case)[case.leaver.phone]) == 1
    assert company.li_li.user.phone not in _texts(case)
    page = make.signed_in(client, case.leaver).get(f"/case/{case.number}/").content.decode()
    assert "收到。" in page
    assert "不急。" in page


def test_manager_and_finance_read_it_and_a_stranger_does_not(
    client: Client, company: Company
) -> None:
    case = desks.at_confirmation(company)
    actions.comment(case, "门卡在前台。", by=case.leaver, key=make.key())
    for user in (company.wang_lei.user, company.chen_jie.user, company.he_jing.user):
        make.signed_in(client, user)
        assert "门卡在前台。" in client.get(f"/desk/case/{case.number}/").content.decode()

    stranger = make.employee("路人", "13800000301").user
    make.signed_in(client, stranger)
    for path in (f"/case/{case.number}/comments/", f"/desk/case/{case.number}/comment/"):
        assert client.post(path, {"key": make.key(), "words": "我也说"}).status_code == 404
    with pytest.raises(NotPermitted):
        actions.comment(case, "我也说", by=stranger, key=make.key())


def test_after_the_end_nobody_adds_a_word(client: Client, company: Company) -> None:
    case = make.case(company.zhang_min)
    actions.comment(case, "谢谢。", by=case.leaver, key=make.key())
    actions.ask_to_withdraw(case, by=case.leaver, key=make.key())
    actions.answer_withdrawal(case, agreed=True, by=company.li_li.user, key=make.key())

    with pytest.raises(Refused):
        actions.comment(case, "还有", by=case.leaver, key=make.key())
    make.signed_in(client, case.leaver)
    page = client.get(f"/case/{case.number}/comments/").content.decode()
    assert "谢谢。" in page
    assert "<textarea" not in page


def test_the_leaver_reminds_whoever_is_late_and_sees_it_at_once(
    client: Client, company: Company
) -> None:
    case = make.case(company.zhang_min)
    make.work()
    make.signed_in(client, case.leaver)
    with clock.at(LATE):
        make.work()
        page = client.get(f"/case/{case.number}/").content.decode()
        assert "刚催过王磊" in page
    with clock.at(LATE + dt.timedelta(hours=4)):
        assert "催王磊" in client.get(f"/case/{case.number}/progress/").content.decode()

        answer = client.post(f"/case/{case.number}/press/", {"step": "acknowledgement"})

        assert answer.headers["Location"] == f"/case/{case.number}/"
        page = client.get(f"/case/{case.number}/").content.decode()
        assert "催了王磊 2 次" in page
        assert "刚催过王磊" in page
    event = case.events.filter(kind="handler_pressed").order_by("-seq")[0]
    assert event.actor == case.leaver


def test_people_have_their_time_before_the_leaver_may_remind(
    client: Client, company: Company
) -> None:
    case = make.case(company.zhang_min)
    make.work()
    make.signed_in(client, case.leaver)

    assert "催王磊" not in client.get(f"/case/{case.number}/").content.decode()
    assert client.post(f"/case/{case.number}/press/").status_code == 409


def test_somebody_without_a_part_reminds_nobody(client: Client, company: Company) -> None:
    case = desks.at_confirmation(company)
    make.signed_in(client, company.he_jing.user)
    assert client.post(f"/case/{case.number}/press/").status_code == 403
    assert client.post(f"/desk/case/{case.number}/press/").status_code == 403


def test_a_leaver_who_has_not_signed_is_asked_in_words_that_press_nobody(
    company: Company,
) -> None:
    case = make.case(company.zhang_min)
    make.work()
    actions.acknowledge(
        make.open_task(case, "acknowledgement"),
        by=company.wang_lei.user,
        handover_to=company.he_jing.user,
        agrees_early=None,
        key=make.key(),
    )
    make.work()
    actions.press(case, "signature", by=company.li_li.user)
    make.work()

    (text,) = Message.objects.filter(template="handler_pressed.signature.leaver")
    assert "不签也不影响您按期离职" in text.text
    assert "已催促" not in text.text
