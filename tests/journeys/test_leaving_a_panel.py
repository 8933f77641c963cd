"""HR types into a panel and is gone before it has saved itself: nothing of it is lost."""

import time
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Dialog, Page, Route, expect

from lizhi.flows.models import Draft
from lizhi.workflow.tree import walk
from tests.journeys.conftest import DESK
from tests.journeys.person import Person
from tests.journeys.test_drawing import node, open_drawing
from tests.journeys.test_flows import own_process
from tests.journeys.test_weak_network import FAST, line_of
from tests.stories import Company

Somebody = Callable[..., Person]
PATIENCE = 30_000
SECONDS = 15


def limit(draft: Draft) -> int:
    """After how long HR's confirmation is due, as the draft says now."""
    draft.refresh_from_db()
    steps = {one["id"]: one for one in walk(draft.body["steps"])}
    return int(steps["confirmation"]["due"]["n"])


def is_kept(draft: Draft, hours: int, page: Page | None = None) -> None:
    """It arrives by itself, soon; a page that is still there goes on meanwhile."""
    end = time.monotonic() + SECONDS
    while limit(draft) != hours and time.monotonic() < end:
        page.wait_for_timeout(100) if page else time.sleep(0.1)
    assert limit(draft) == hours


@pytest.fixture
def hr(company: Company, person: Somebody) -> Person:
    someone = person(company.li_li, DESK)
    someone.is_known()
    return someone


@pytest.fixture
def draft(company: Company) -> Draft:
    return own_process(company)[1]


def panel(hr: Person, draft: Draft, step: str = "confirmation") -> Page:
    """The panel of a step is open."""
    hr.open(f"/desk/flows/{draft.key}/?step={step}")
    return hr.page


def type_hours(page: Page, hours: int) -> None:
    """Over what stands there; the field is not left."""
    page.locator("[name=step-due]").press("Control+A")
    page.keyboard.type(str(hours))


def opens_another_step(page: Page) -> None:
    page.locator("[data-step=settlement]").click()
    expect(page.locator("#sp-h")).to_have_text("财务结算", timeout=PATIENCE)


def looks_at_the_checks(page: Page) -> None:
    page.get_by_role("link", name="检查并发布").click()
    page.wait_for_url("**/checks/")


def turns_to_the_drawing(page: Page) -> None:
    page.get_by_role("link", name="图", exact=True).click()
    expect(node(page, "confirmation")).to_be_visible(timeout=PATIENCE)


def moves_it_up(page: Page) -> None:
    page.get_by_role("button", name="上移").click()
    expect(page.locator("#said")).to_contain_text("移到", timeout=PATIENCE)


def moves_another_by_keyboard(page: Page) -> None:
    page.evaluate("document.querySelector('[data-step=settlement]').focus()")
    page.keyboard.press("Alt+ArrowDown")
    expect(page.locator("#said")).to_have_text("财务结算移到员工核对结算之后", timeout=PATIENCE)
    expect(page.locator("[data-step=settlement]")).to_be_focused()


def adds_a_branch_and_a_step(page: Page) -> None:
    page.locator("#s-work").get_by_role("button", name="加一支").click()
    expect(page.locator("#s-work > .brs > .br")).to_have_count(3, timeout=PATIENCE)


def adds_a_step_to_a_branch(page: Page) -> None:
    branch = page.locator("#s-work > .brs > .br").first
    branch.get_by_text("加一步").click()
    branch.get_by_role("button", name="审批").click()
    expect(page.locator("#sp-h")).to_have_text("新的审批", timeout=PATIENCE)
    expect(branch.locator("#s-approval_1")).to_be_visible()


def goes_to_another_address(page: Page) -> None:
    page.goto(page.url.split("/desk/")[0] + "/desk/flows/")


def loads_the_page_again(page: Page) -> None:
    page.reload()


def closes_the_tab(page: Page) -> None:
    page.context.new_page()
    page.close()


def turns_to_another_tab(page: Page) -> None:
    """The page is not seen any more; a phone may end it without another word."""
    page.evaluate(
        "Object.defineProperty(document, 'visibilityState', {value: 'hidden', configurable: true});"
        "document.dispatchEvent(new Event('visibilitychange'))"
    )


LEAVING = [
    opens_another_step,
    looks_at_the_checks,
    turns_to_the_drawing,
    moves_it_up,
    moves_another_by_keyboard,
    adds_a_branch_and_a_step,
    adds_a_step_to_a_branch,
    goes_to_another_address,
    loads_the_page_again,
    closes_the_tab,
    turns_to_another_tab,
]


@pytest.mark.parametrize("leaves", LEAVING)
def test_whoever_types_and_leaves_at_once_loses_nothing(
    hr: Person, draft: Draft, leaves: Callable[[Page], None]
) -> None:
    page = panel(hr, draft)
    type_hours(page, 36)
    leaves(page)
    is_kept(draft, 36)


def test_the_name_of_the_process_is_kept_as_well(hr: Person, draft: Draft) -> None:
    hr.open(f"/desk/flows/{draft.key}/")
    hr.page.locator("#panel [name=name]").fill("西安离职")
    opens_another_step(hr.page)
    draft.refresh_from_db()
    assert draft.name == "西安离职"


def test_what_is_typed_while_a_save_is_on_its_way_follows_it(hr: Person, draft: Draft) -> None:
    page = panel(hr, draft)
    line_of(hr)({**FAST, "latency": 2000})
    type_hours(page, 36)
    with page.expect_request("**/steps/confirmation/"):
        page.keyboard.press("Tab")
    type_hours(page, 48)
    page.keyboard.press("Tab")
    is_kept(draft, 48, page)
    expect(page.get_by_text("有人比您快一步")).to_have_count(0)


def test_whoever_closes_the_tab_while_a_save_is_on_its_way_loses_nothing(
    hr: Person, draft: Draft
) -> None:
    page = panel(hr, draft)
    sent: list[dict[str, Any]] = []

    def first_arrives(route: Route) -> None:
        sent.append({"route": route})
        if len(sent) > 1:
            route.continue_()

    page.route("**/steps/confirmation/", first_arrives)
    page.get_by_label("这一步叫什么").fill("HR 看一眼")
    with page.expect_request("**/steps/confirmation/") as held:
        page.keyboard.press("Tab")
    body = held.value.post_data
    arrived = page.context.request.post(
        held.value.url,
        data=body,
        headers={"Content-Type": "application/x-www-form-urlencoded", "Referer": page.url},
        max_redirects=0,
    )
    assert arrived.status == 302  # the house has it, its answer has not come yet
    type_hours(page, 48)
    loads_the_page_again(page)
    is_kept(draft, 48)
    step = next(one for one in walk(draft.body["steps"]) if one["id"] == "confirmation")
    assert step["name"] == "HR 看一眼"


def test_what_cannot_be_saved_stays_on_the_page_and_is_said(hr: Person, draft: Draft) -> None:
    page = panel(hr, draft)
    page.get_by_label("这一步叫什么").fill("")
    page.locator("[data-step=settlement]").click()
    expect(page.locator("#said")).to_have_text("还没存，有地方要改", timeout=PATIENCE)
    expect(page.locator("#sp-h")).to_have_text("HR 确认")
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.once("dialog", stay)
    page.locator("[data-step=settlement]").click(no_wait_after=True)
    expect(page.locator("#sp-h")).to_have_text("HR 确认")
    assert asked == ["beforeunload"]
    page.get_by_label("这一步叫什么").fill("HR 看一眼")
    opens_another_step(page)
    draft.refresh_from_db()
    assert "HR 看一眼" in [one.get("name") for one in walk(draft.body["steps"])]


def test_without_a_network_nobody_is_led_away_and_it_is_saved_when_there_is_one(
    hr: Person, draft: Draft
) -> None:
    page = panel(hr, draft)
    page.context.set_offline(True)
    type_hours(page, 36)
    page.locator("[data-step=settlement]").click()
    expect(page.locator(".net")).to_contain_text("再点一次")
    expect(page.locator("[name=step-due]")).to_have_value("36")
    page.context.set_offline(False)
    is_kept(draft, 36)


@pytest.mark.parametrize(
    "fails", [lambda route: route.abort(), lambda route: route.fulfill(status=502)]
)
def test_a_house_that_fails_takes_nothing_off_the_page(
    hr: Person, draft: Draft, fails: Callable[[Route], None]
) -> None:
    page = panel(hr, draft)
    page.route("**/steps/confirmation/", fails)
    type_hours(page, 36)
    page.locator("[data-step=settlement]").click()
    expect(page.locator(".net")).to_contain_text("再点一次")
    expect(page.locator("[name=step-due]")).to_have_value("36")
    page.unroute("**/steps/confirmation/")
    opens_another_step(page)
    assert limit(draft) == 36
    hr.watch.errors.clear()  # it has failed


def test_back_out_of_a_panel_in_the_drawing_keeps_what_was_typed(
    company: Company, hr: Person, draft: Draft
) -> None:
    page = open_drawing(hr, draft.key)
    for step, title in (("settlement", "财务结算"), ("confirmation", "HR 确认")):
        node(page, step).click()
        expect(page.locator("#sp-h")).to_have_text(title, timeout=PATIENCE)
    type_hours(page, 36)
    page.go_back()
    expect(page.locator("#sp-h")).to_have_text("财务结算", timeout=PATIENCE)
    assert limit(draft) == 36
