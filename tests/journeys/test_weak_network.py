"""A bedside has little network, and sometimes none: little is sent, nothing is lost."""

import re
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from playwright.sync_api import expect

from lizhi.cases.models import Case
from lizhi.documents.models import Upload
from tests import stories
from tests.journeys import costs, hands
from tests.journeys.person import Person
from tests.stories import Company

Somebody = Callable[..., Person]
FIRST_PAGES = {"/sign-in/": 12 * costs.KB, "/v/": 13 * costs.KB}
SLOW: dict[str, Any] = {
    "offline": False,
    "latency": 400,
    "downloadThroughput": 400_000 / 8,
    "uploadThroughput": 200_000 / 8,
}
FAST = {**SLOW, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1}
PAINTED = """new Promise(done => new PerformanceObserver(
  list => done(list.getEntries().at(-1).startTime / 1000)
).observe({type: "largest-contentful-paint", buffered: true}))"""
MOST_SECONDS = 1.3
TRIES = 3


def line_of(phone: Person) -> Callable[[dict[str, Any]], Any]:
    """What makes the network of this phone slow or fast."""
    session = phone.page.context.new_cdp_session(phone.page)
    session.send("Network.enable")
    return partial(session.send, "Network.emulateNetworkConditions")


@pytest.mark.parametrize(("path", "most"), FIRST_PAGES.items())
def test_the_first_page_is_small_and_soon_there(person: Somebody, path: str, most: int) -> None:
    seconds = []
    for _try in range(TRIES):  # a busy machine is late now and then
        phone = person(None)
        line_of(phone)(SLOW)
        phone.open(path)
        seconds.append(phone.page.evaluate(PAINTED))
        assert phone.watch.octets <= most
    costs.measured(f"first page {path}, KB", f"{phone.watch.octets / costs.KB:.1f}")
    costs.measured(f"first page {path}, painted after s", f"{min(seconds):.2f}")
    assert min(seconds) <= MOST_SECONDS


def begin(phone: Person) -> None:
    """The first three questions are answered."""
    phone.is_known()
    phone.open("/apply/")
    for answer in ("照护家人", "11月27日", "在深圳"):
        phone.tap(phone.page.get_by_role("radio", name=answer))
    phone.sees("有证明就传")


def finish(phone: Person) -> None:
    """The last two questions, and the line to tick."""
    phone.tap("下一题")
    phone.tap(phone.page.get_by_role("radio", name="何静"))
    phone.sees("看一遍，没错就提交")
    phone.tap(phone.page.get_by_role("checkbox", name="我是张敏本人"))


def test_a_photo_goes_on_where_the_line_was_cut(company: Company, person: Somebody) -> None:
    company.house.set("2026-11-23 20:14")
    phone = person(company.zhang_min.user)
    begin(phone)
    line = line_of(phone)
    line(SLOW)
    photos = phone.page.locator("upload-files input[type=file]")
    photos.set_input_files([hands.photo(detailed=True)])
    expect(phone.page.get_by_text(re.compile("在传，[2-9]"))).to_be_visible(timeout=20_000)
    phone.page.context.set_offline(True)
    expect(phone.page.get_by_text("有网会接着传")).to_be_visible()
    phone.look("upload-cut", big=False)
    phone.page.context.set_offline(False)
    line(FAST)
    expect(phone.page.get_by_text("传好了")).to_be_visible(timeout=20_000)
    upload = Upload.objects.get(user=company.zhang_min.user)
    assert upload.offset == upload.size
    finish(phone)
    phone.tap("提交，通知公司")
    phone.sees("公司收到了")
    company.house.settle()
    assert Case.objects.get(employment=company.zhang_min).proofs.count() == 1


def test_a_late_photo_joins_the_case_from_the_page_that_follows(
    company: Company, person: Somebody
) -> None:
    company.house.set("2026-11-23 20:14")
    phone = person(company.zhang_min.user)
    begin(phone)
    phone.page.route("**/uploads/*/", lambda route: route.abort())
    photos = phone.page.locator("upload-files input[type=file]")
    photos.set_input_files([hands.photo(detailed=True)])
    expect(phone.page.get_by_text("有网会接着传")).to_be_visible()
    finish(phone)
    phone.tap("提交，通知公司")
    phone.sees("公司收到了")
    expect(phone.page.get_by_text("有网会接着传")).to_be_visible()
    phone.look("receipt-late-photo", big=False)
    phone.page.unroute("**/uploads/*/")
    expect(phone.page.get_by_text("传好了")).to_be_visible(timeout=20_000)
    company.house.settle()
    assert Case.objects.get(employment=company.zhang_min).proofs.count() == 1
    phone.page.reload()
    expect(phone.page.locator(".files li")).to_have_count(0)


def test_what_was_typed_outlives_a_dead_line(company: Company, person: Somebody) -> None:
    company.house.set("2026-11-23 20:14")
    phone = person(company.zhang_min.user)
    begin(phone)
    finish(phone)
    phone.page.context.set_offline(True)
    expect(phone.page.locator(".net")).to_contain_text("您填的内容都在")
    phone.tap("有网再提交")
    expect(phone.page.locator(".net")).to_have_text("都存好了。有网后请您再点一次。")
    phone.look("submit-offline", big=False)
    assert not Case.objects.filter(employment=company.zhang_min).exists()
    phone.page.context.set_offline(False)
    expect(phone.page.locator(".net")).to_have_text("有网了，请您再点一次。")
    phone.page.reload()
    expect(phone.page.locator("[data-answers='reason words']")).to_have_text("照护家人")
    phone.tap("提交，通知公司")
    phone.sees("公司收到了")
    phone.open("/apply/")
    assert "/case/" in phone.page.url


def test_a_double_tap_is_one_resignation(company: Company, person: Somebody) -> None:
    company.house.set("2026-11-23 20:14")
    phone = person(company.zhang_min.user)
    begin(phone)
    finish(phone)
    phone.page.get_by_role("button", name="提交，通知公司").dblclick()
    phone.sees("公司收到了")
    assert Case.objects.filter(employment=company.zhang_min).count() == 1


def test_words_outlive_a_line_that_died_unnoticed(company: Company, person: Somebody) -> None:
    case = stories.resigned(company)
    phone = person(case.leaver)
    phone.is_known()
    phone.open(f"/case/{case.number}/withdrawal/")
    phone.type("想说的话", "母亲好转了，下周能回来上班")
    phone.page.route("**/withdrawal/", lambda route: route.abort())
    with phone.page.expect_event("requestfailed"):
        phone.tap("发出撤回请求")
    phone.page.wait_for_timeout(500)  # the browser's own page about it
    phone.page.unroute("**/withdrawal/")
    phone.open(f"/case/{case.number}/withdrawal/")
    words = phone.page.get_by_label("想说的话")
    expect(words).to_have_value("母亲好转了，下周能回来上班")
    phone.tap("发出撤回请求")
    phone.page.wait_for_url(f"**/case/{case.number}/")
    phone.open(f"/case/{case.number}/withdrawal/")
    phone.look("withdrawal-asked")
    phone.tap("收回这个请求")
    phone.page.wait_for_url(f"**/case/{case.number}/")
    phone.open(f"/case/{case.number}/withdrawal/")
    expect(words).to_have_value("")  # the server had it


def test_a_name_outlives_a_dead_line(company: Company, person: Somebody) -> None:
    case = stories.acknowledged(company)
    phone = person(case.leaver)
    phone.is_known()
    phone.open(f"/case/{case.number}/signature/")
    phone.tap("看完了，去签字")
    phone.sees("签字前，再认一次")
    phone.page.locator("input[name=code]").fill(phone.code())
    phone.tap("同意用电子签名")
    phone.sees("请写下您的名字")
    hands.write_name(phone.page)
    phone.page.context.set_offline(True)
    phone.tap("签好了，提交")
    expect(phone.page.locator(".net")).to_have_text("都存好了。有网后请您再点一次。")
    phone.look("sign-offline", big=False)
    phone.page.context.set_offline(False)
    phone.page.reload()
    phone.tap("签好了，提交")
    phone.sees("签好了")
    company.house.settle()
    assert case.envelopes.get(purpose="separation_agreement").actors.get(role="employee").signed_at
