"""A code is asked for in the middle of something: whatever was typed is there afterwards."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from lizhi.cases.models import Case
from lizhi.common import clock
from lizhi.notifications.models import Message
from tests import stories
from tests.journeys.conftest import DESK
from tests.journeys.person import Person
from tests.settlement.test_desk_pages import FIGURES
from tests.stories import Company

Somebody = Callable[..., Person]
WORDS = "去年还有 2 天结转到今年，单子上没有。"
KEPT = "Object.keys(localStorage).filter(name => name.startsWith('kept:draft:'))"


def ask(page: Page, words: str = WORDS) -> None:
    page.get_by_role("radio", name="天数不对").check()
    page.get_by_label("补一句").fill(words)


def later(company: Company, **time: int) -> None:
    """Nobody has touched anything for so long."""
    moment = clock.local(clock.now() + dt.timedelta(**time))
    company.house.set(f"{moment:%Y-%m-%d %H:%M}")


def said(case: Case) -> int:
    return case.events.filter(kind="line_disputed").count()


@pytest.mark.parametrize(
    "kind", [{"service_workers": "allow"}, {"java_script_enabled": False}], ids=["script", "plain"]
)
def test_her_question_outlives_the_code(
    company: Company, person: Somebody, kind: dict[str, Any]
) -> None:
    case = stories.settled(company)
    phone = person(case.leaver, **kind)
    phone.is_known()
    phone.read = Message.objects.latest("pk").pk  # the code of the signature is not this one
    page, address = phone.page, f"/case/{case.number}/settlement/unused_leave/"
    phone.open(address)
    ask(page)
    later(company, hours=13)
    page.get_by_role("button", name="发给陈洁").tap()
    phone.sees("再认一次是您")
    phone.tap("去拿验证码")
    page.wait_for_url("**/sign-in/again/**")
    phone.tap("发验证码")
    page.locator("input[name=code]").fill(phone.code())
    if "java_script_enabled" in kind:
        phone.tap("登录")
    phone.sees("您填的都在")
    if "java_script_enabled" not in kind:
        phone.look("unsent")
    assert said(case) == 0
    phone.tap("现在交上去")
    page.wait_for_url(f"**/case/{case.number}/settlement/")
    assert said(case) == 1
    if "java_script_enabled" not in kind:
        assert page.evaluate(KEPT) == []  # the server has it


def test_what_a_refusal_stops_is_still_there_on_the_way_back(
    company: Company, person: Somebody
) -> None:
    case = stories.resigned(company)
    phone = person(case.leaver)
    phone.is_known()
    phone.open(f"/case/{case.number}/withdrawal/")
    phone.type("想说的话", "母亲好转了，下周能回来上班")
    Case.objects.filter(pk=case.pk).update(contract_end=clock.today() - dt.timedelta(days=1))
    phone.tap("发出撤回请求")
    phone.sees("这一步现在不能办")
    Case.objects.filter(pk=case.pk).update(contract_end=case.contract_end)
    phone.tap("回到刚才那页")
    expect(phone.page.get_by_label("想说的话")).to_have_value("母亲好转了，下周能回来上班")


def test_what_an_old_page_sends_is_sent_again(company: Company, person: Somebody) -> None:
    case = stories.resigned(company)
    phone = person(case.leaver)
    phone.is_known()
    phone.open(f"/case/{case.number}/withdrawal/")
    phone.type("想说的话", "母亲好转了")
    phone.page.context.clear_cookies(name="csrftoken")  # as after a sign-in in another window
    phone.tap("发出撤回请求")
    phone.sees("这一页放得太久了")
    phone.look("stale-page")
    phone.tap("现在交上去")
    phone.page.wait_for_url(f"**/case/{case.number}/")
    assert case.events.filter(kind="withdrawal_asked").count() == 1
    assert phone.page.evaluate(KEPT) == []


def test_the_figures_of_finance_outlive_the_code(company: Company, person: Somebody) -> None:
    case = stories.confirmed(company)
    company.house.set("2026-11-26 10:00")
    desk = person(company.chen_jie, DESK, java_script_enabled=False)
    desk.is_known()
    page, address = desk.page, f"/desk/case/{case.number}/settlement/"
    desk.open(address)
    for name, value in FIGURES.items():
        page.locator(f"[name={name}]").fill(value)
    later(company, hours=13)
    desk.tap("存着")
    desk.sees("再认一次是您")
    desk.tap("去拿验证码")
    page.wait_for_url("**/sign-in/again/**")
    desk.tap("发验证码")
    page.locator("input[name=code]").fill(desk.code())
    desk.tap("登录")
    desk.sees("您填的都在")
    assert not case.settlements.exists()
    desk.tap("现在交上去")
    page.wait_for_url(f"**{address}?edit=1")
    for name in ("insurance", "insurance_how", "tax_how", "average"):
        assert page.locator(f"[name={name}]").input_value() in {FIGURES[name], "8700"}
