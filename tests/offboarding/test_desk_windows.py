"""The page of a case while it is open: what changes by itself, and its small windows."""

import datetime as dt
import re

import pytest
from django.test import Client

from lizhi.cases.models import Case
from lizhi.common import clock
from lizhi.notifications.models import Message
from lizhi.offboarding import actions
from tests import make
from tests.conftest import MONDAY
from tests.offboarding import desks
from tests.offboarding.conftest import Company

HX = {"HX-Request": "true"}


def _mark(page: str) -> str:
    found = re.search(r"standing/\?mark=([\w-]+)", page)
    assert found
    return found[1]


def _page(client: Client, case: Case) -> str:
    return client.get(f"/desk/case/{case.number}/").content.decode()


def _begun(company: Company) -> Case:
    """王磊 has answered; 张敏 signs and hands over."""
    case = make.case(company.zhang_min, handover_titles=("客户资料", "电脑"))
    make.work()
    actions.acknowledge(
        make.open_task(case, "acknowledgement"),
        by=company.wang_lei.user,
        handover_to=company.he_jing.user,
        agrees_early=None,
        key=make.key(),
    )
    make.work()
    return case


def test_an_open_page_hears_nothing_while_nothing_has_changed(
    client: Client, company: Company
) -> None:
    case = desks.at_confirmation(company)
    mark = _mark(_page(desks.desk_of(client, company), case))

    answer = client.get(f"/desk/case/{case.number}/standing/?mark={mark}", headers=HX)

    assert answer.status_code == 204
    assert answer.content == b""


def test_an_open_page_gets_what_has_changed_and_no_more(client: Client, company: Company) -> None:
    case = make.case(company.zhang_min)
    make.work()
    mark = _mark(_page(desks.desk_of(client, company), case))
    actions.press(case, by=company.li_li.user)

    answer = client.get(f"/desk/case/{case.number}/standing/?mark={mark}", headers=HX)

    words = answer.content.decode()
    assert answer.headers["HX-Trigger"] == "moved"
    assert "<html" not in words
    assert "13:00 起可再催" in words
    assert 'id="headline"' in words
    assert 'id="papers"' in words
    assert "送达回执" in words
    assert _mark(words) != mark


def test_the_hours_go_on_though_nothing_happens(client: Client, company: Company) -> None:
    case = make.case(company.zhang_min)
    make.work()
    mark = _mark(_page(desks.desk_of(client, company), case))
    with clock.at(MONDAY + dt.timedelta(hours=2)):
        answer = client.get(f"/desk/case/{case.number}/standing/?mark={mark}", headers=HX)

    assert "剩 22 小时" in answer.content.decode()
    assert "HX-Trigger" not in answer.headers


def test_the_poll_shows_a_manager_no_pay(client: Client, company: Company) -> None:
    case = desks.at_confirmation(company)
    make.signed_in(client, company.wang_lei.user)
    words = client.get(f"/desk/case/{case.number}/standing/", headers=HX).content.decode()
    assert "财务结算" not in words
    assert "工资一次付清" not in words


@pytest.mark.parametrize("path", ["press/", "comment/", "handing-over/", "last-day/"])
def test_a_window_is_a_page_for_whoever_has_no_script(
    client: Client, company: Company, path: str
) -> None:
    case = make.case(company.zhang_min)
    make.work()
    address = f"/desk/case/{case.number}/{path}"
    page = desks.desk_of(client, company).get(address).content.decode()
    window = client.get(address, headers=HX).content.decode()

    assert "<html" in page
    assert "hx-post" not in page
    assert "<html" not in window
    assert f'hx-post="{address}"' in window
    for words in (page, window):
        assert f'action="{address}"' in words
        assert 'id="window-h"' in words
        assert "data-close" in words
    assert f'hx-get="{address}' in _page(client, case)


def test_the_window_names_whom_it_reminds_and_what_the_leaver_sees(
    client: Client, company: Company
) -> None:
    case = make.case(company.zhang_min)
    make.work()
    address = f"/desk/case/{case.number}/press/"
    window = desks.desk_of(client, company).get(address, headers=HX).content.decode()
    assert "催王磊：主管知悉" in window
    assert "张敏马上会看到“已催促王磊”" in window

    form = {"step": "acknowledgement", "from": "window"}
    answer = client.post(address, form, headers=HX)
    assert answer.headers["Location"] == f"/desk/case/{case.number}/"

    again = client.get(address, headers=HX).content.decode()
    assert "催过 1 次" in again
    assert "13:00 起又可以催" in again
    assert "<button" not in again
    assert client.post(address, form, headers=HX).status_code == 409


def test_the_superior_hears_of_it_where_hr_wants_that(client: Client, company: Company) -> None:
    case = make.case(company.zhang_min)
    make.work()
    address = f"/desk/case/{case.number}/press/"
    window = desks.desk_of(client, company).get(address).content.decode()
    assert "短信，马上发" in window
    assert "上级孙悦" in window

    client.post(address, {"step": "acknowledgement", "from": "window", "above": "1"})
    make.work()

    told = case.events.get(kind="handler_told")
    assert (told.actor, told.facts["to"]) == (company.li_li.user, [company.sun_yue.user.pk])
    phone = company.sun_yue.user.phone
    texts = [one.text for one in Message.objects.all() if one.address == phone]
    assert len(texts) == 1
    assert "张敏的离职还在等一步：主管知悉" in texts[0]
    assert "http" not in texts[0]
    assert "告诉孙悦，这一步还在等：主管知悉" in _page(client, case)


def test_nobody_above_hears_of_it_unasked_and_nobody_tells_on_the_leaver(
    client: Client, company: Company
) -> None:
    case = _begun(company)
    address = f"/desk/case/{case.number}/press/"
    desks.desk_of(client, company)
    assert "同时告诉" not in client.get(f"{address}?step=signature").content.decode()
    client.post(address, {"step": "signature", "above": "1"})
    client.post(address, {"step": "handover"})
    assert case.events.filter(kind="handler_pressed").count() == 2
    assert not case.events.filter(kind="handler_told").exists()


def test_by_night_the_window_says_when_the_text_goes_out(client: Client, company: Company) -> None:
    case = make.case(company.zhang_min)
    make.work()
    with clock.at(MONDAY + dt.timedelta(hours=14)):
        desks.desk_of(client, company)
        window = client.get(f"/desk/case/{case.number}/press/").content.decode()
    assert "早上 8 点发" in window


def test_what_was_typed_stays_in_the_window(client: Client, company: Company) -> None:
    case = _begun(company)
    desks.desk_of(client, company)
    words = "长" * 301
    answer = client.post(
        f"/desk/case/{case.number}/comment/", {"key": make.key(), "words": words}, headers=HX
    )
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert "<html" not in answer.content.decode()


def test_hr_closes_a_handover_that_has_come_to_a_stop(client: Client, company: Company) -> None:
    case = _begun(company)
    desks.desk_of(client, company)
    address = f"/desk/case/{case.number}/end-of-handover/"
    assert address not in _page(client, case)
    with clock.at(MONDAY + dt.timedelta(hours=49)):
        assert address in _page(client, case)
    assert "还差" in client.get(address).content.decode()
    assert client.post(address, {"key": make.key(), "words": ""}).status_code == 422

    form = {"key": make.key(), "words": "电脑在维修，另外寄。"}
    first, again = client.post(address, form), client.post(address, form)
    make.work()

    assert first.status_code == again.status_code == 302
    assert "handover" not in make.open_steps(case)
    assert set(case.handover_items.values_list("state", flat=True)) == {"disputed"}
    event = case.events.get(kind="handover_disputed")
    assert (event.actor, event.facts["open"]) == (company.li_li.user, case.handover_items.count())
    assert case.papers.filter(kind="handover").count() == 1
    assert client.get(address).status_code == 409
    page = make.signed_in(client, case.leaver).get(f"/case/{case.number}/").content.decode()
    assert "电脑在维修，另外寄。" in page
    assert "留了未了事项" in page


def test_nobody_but_hr_closes_a_handover(client: Client, company: Company) -> None:
    case = _begun(company)
    address = f"/desk/case/{case.number}/end-of-handover/"
    for user in (company.wang_lei.user, company.chen_jie.user, company.he_jing.user):
        make.signed_in(client, user)
        assert client.post(address, {"key": make.key(), "words": "收"}).status_code == 403
        assert address not in _page(client, case)
    assert "handover" in make.open_steps(case)


def test_handing_on_says_how_much_each_has_and_goes_over_for_good_with_the_reason(
    client: Client, company: Company
) -> None:
    case = make.case(company.zhang_min)
    make.case(make.employee("陈平", "13800000101", reports_to=company.wang_lei))
    desk = desks.desk_of(client, company)
    address = f"/desk/case/{case.number}/handing-over/"
    page = desk.get(address).content.decode()
    for words in ("何静，手上 0 件", "以后算对方的", "答复会写明代王磊办", "时限不重新算"):
        assert words in page, words
    typed = {"key": make.key(), "to": company.he_jing.user.pk, "words": "下午去苏州开会"}
    assert desk.post(address, typed).status_code == 302
    task = make.open_task(case, "acknowledgement")
    assert (task.assignee.name, task.on_behalf_of) == ("何静", None)
    assert "下午去苏州开会" in desk.get(f"/desk/case/{case.number}/").content.decode()


def test_handing_on_can_ask_on_behalf_from_the_same_window(
    client: Client, company: Company
) -> None:
    case = make.case(company.zhang_min)
    desk = desks.desk_of(client, company)
    address = f"/desk/case/{case.number}/handing-over/"
    typed = {"key": make.key(), "to": company.he_jing.user.pk, "how": "on_behalf", "words": ""}
    assert desk.post(address, {**typed, "how": "for_ever"}).status_code == 422
    assert desk.post(address, typed).status_code == 302
    task = make.open_task(case, "acknowledgement")
    assert task.on_behalf_of
    assert (task.assignee.name, task.on_behalf_of.name) == ("何静", "王磊")


def test_the_head_of_a_case_has_the_pause_while_it_may_be_paused(
    client: Client, company: Company
) -> None:
    case = make.case(company.zhang_min)
    desk = desks.desk_of(client, company)
    pause = f'href="/desk/case/{case.number}/pause/"'
    assert pause in desk.get(f"/desk/case/{case.number}/").content.decode()
    boss = make.signed_in(Client(), company.wang_lei.user)
    assert pause not in boss.get(f"/desk/case/{case.number}/").content.decode()
