"""Somebody at a counter without a network: the page that was opened before says what it can."""

import datetime as dt
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from lizhi.documents import tokens
from lizhi.signing import token_keys
from tests.journeys.person import Person
from tests.stories import Company

pytestmark = pytest.mark.journey
FIELD = "大的那个码里的内容"


def test_a_certificate_is_checked_without_a_network(
    company: Company, person: Callable[..., Person]
) -> None:
    day = dt.date(2026, 11, 27)
    address = token_keys.token_for("9c41e07b52aa1f00" * 4, issued_on=day)
    name = address.rpartition("/")[2]
    reader = person(None, service_workers="allow")
    page = reader.page
    reader.open("/o/")
    reader.sees("没有网络也能查")
    reader.look("offline-ask")
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    reader.open("/o/")  # now by the worker, which keeps it
    reader.sees("没有网络也能查")

    page.context.set_offline(True)
    page.goto(f"{reader.house.url}/O/{name}")
    reader.sees("是这里开出的，码没有被改过")
    expect(page.get_by_text("9c41 e07b 52aa 1f00")).to_be_visible()
    expect(page.get_by_text("2026年11月27日")).to_be_visible()
    expect(page.get_by_text("之后是否作废，没有网络看不出来")).to_be_visible()
    reader.look("offline-genuine")

    token = tokens.read(name)
    other = tokens.saying(token.key, day + dt.timedelta(1), "9c41e07b52aa1f00" * 4)
    forged = tokens.written(other, token.signature)
    stranger = tokens.written(tokens.saying("0" * 16, day, "9c41e07b52aa1f00" * 4), token.signature)
    for typed, headline in (
        (forged, "签名对不上，先别采信"),
        (stranger, "这一页不认识这把密钥"),
        ("7K3M-9QX2-WN4T", "这不是离线查验的码"),
        (address, "是这里开出的，码没有被改过"),
    ):
        reader.type(FIELD, typed)
        reader.tap("在这里查")
        reader.sees(headline)
        reader.look(f"offline-{headline[:3]}", dark=False)


def test_a_browser_that_cannot_says_so_and_leads_to_the_number(
    company: Company, person: Callable[..., Person]
) -> None:
    address = token_keys.token_for("9c41e07b52aa1f00" * 4, issued_on=dt.date(2026, 11, 27))
    reader = person(None)
    reader.page.add_init_script(
        "crypto.subtle.importKey = () => Promise.reject(new DOMException('', 'NotSupportedError'))"
    )
    reader.open("/o/" + address.rpartition("/")[2])
    reader.sees("这个浏览器自己查不了")
    reader.look("offline-cannot")
    reader.tap("用编号查")
    reader.sees("查一查离职证明是真是假")

    without = person(None, java_script_enabled=False)
    without.open("/o/")
    expect(without.page.get_by_text("没有脚本，这里查不了")).to_be_visible()
