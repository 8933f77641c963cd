"""HR of a branch makes its own process: managers also pass by legal counsel."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from lizhi.flows.models import Draft
from lizhi.people.models import Branch
from lizhi.workflow import definitions
from lizhi.workflow.tree import walk
from tests import make, stories
from tests.journeys.conftest import DESK
from tests.journeys.person import Person
from tests.stories import Company

Somebody = Callable[..., Person]
WIDTHS = (320, 390, 720, 1280, 1440, 1920)
PATIENCE = 30_000
SAVED = re.compile(r"/steps/[a-z_0-9]+/$")


def saved(page: Page, what: Callable[[], object]) -> None:
    """Do something in the panel, and wait until it has saved itself and the page shows it."""
    with page.expect_response(lambda answer: SAVED.search(answer.url) is not None):
        what()
    expect(page.locator("#said")).to_have_text("存好了", timeout=PATIENCE)


def own_process(company: Company) -> tuple[Branch, Draft]:
    """The draft of the company's own branch."""
    place = company.zhang_min.branch
    return place, make.draft(company.li_li, place)


def test_hr_gives_managers_a_legal_review_and_publishes(company: Company, person: Somebody) -> None:
    place = company.zhang_min.branch
    hr = person(company.li_li, DESK)
    hr.is_known()
    page = hr.page
    hr.open("/desk/flows/")
    hr.sees("流程")
    hr.look("flows-list", big=False)
    hr.narrow(*WIDTHS)
    page.get_by_label("给谁用").select_option(str(place.pk))
    hr.tap("起草")
    hr.sees("草稿第 1 版")
    page.get_by_role("link", name="同时办 签协议和交接").click()
    page.get_by_text("在它后面加一步").click()
    page.locator("#panel").get_by_role("button", name="看情况走一支").click()
    expect(page.locator("#sp-h")).to_have_text("新的看情况走一支")
    only = page.locator("fieldset", has_text="什么情况走这一支")
    only.get_by_label("字段").first.select_option("employee.post")
    expect(only.get_by_text("请填一个值")).to_be_visible()
    only.locator("input[name=b0c-0-value]").fill("经理")
    saved(page, lambda: only.locator("input[name=b0c-0-value]").press("Tab"))
    expect(page.locator(".fl")).to_contain_text("岗位是经理")
    block = page.locator("#s-choose_1")
    block.get_by_text("加一步").first.click()
    block.get_by_role("button", name="审批").first.click()
    expect(page.locator("#sp-h")).to_have_text("新的审批")
    page.get_by_label("这一步叫什么").fill("法务复核")
    saved(page, lambda: page.get_by_label("谁来办").select_option("group_hr"))
    saved(page, lambda: page.get_by_label("没有这个人时").select_option("hr_of_branch"))
    expect(page.get_by_text("周五 16:00 收到，下周一 18:00 到期")).to_be_visible()
    page.locator("[name=step-end]").fill("5")
    saved(page, lambda: page.locator("[name=step-end_unit]").select_option("calendar_days"))
    hr.look("flows-steps", big=False)
    hr.narrow(*WIDTHS)
    hr.tap("检查并发布")
    hr.sees("还不能发布")
    expect(page.get_by_text("工资支付暂行规定 9 条").first).to_be_visible()
    hr.look("flows-faults", big=False)
    hr.narrow(*WIDTHS)
    page.locator("form[action$='/repair/'] button").first.click()
    hr.sees("都查过了，可以发布")
    hr.look("flows-checks", big=False)
    hr.narrow(*WIDTHS)
    hr.tap("发布")
    hr.sees("发布第 1 版吗？")
    hr.look("flows-publish", big=False)
    hr.narrow(*WIDTHS)
    hr.tap("发布第 1 版")
    expect(page.get_by_text("发布过的").first).to_be_visible()
    version = definitions.for_way("resignation", place)
    assert version is not None
    steps = {step["id"]: step for step in walk(version.body["steps"])}
    assert steps["choose_1"]["branches"][0]["when"] == {
        "field": "employee.post",
        "op": "==",
        "value": "经理",
    }
    assert steps["approval_1"]["owner"] == "group_hr"
    assert steps["approval_1"]["on_empty_owner"] == "hr_of_branch"
    assert (
        stories.resign(company, company.zhang_min).runs.get(step="application").version == version
    )
    assert hr.barriers == []


def test_by_keyboard_alone_a_step_is_moved_and_moved_back(
    company: Company, person: Somebody
) -> None:
    _place, draft = own_process(company)
    hr = person(company.li_li, DESK)
    hr.is_known()
    page = hr.page
    hr.open(f"/desk/flows/{draft.key}/")
    link = page.locator("[data-step=settlement]")
    link.focus()
    page.keyboard.press("Alt+ArrowDown")
    expect(page.locator("#said")).to_have_text("财务结算移到员工核对结算之后", timeout=PATIENCE)
    expect(link).to_be_focused()
    page.keyboard.press("Alt+ArrowUp")
    expect(page.locator("#said")).to_have_text("财务结算移到员工核对结算之前", timeout=PATIENCE)
    for neighbour in ("公司盖章", "HR 确认"):
        link.press("Alt+ArrowUp")
        said = f"财务结算移到{neighbour}之前"
        expect(page.locator("#said")).to_have_text(said, timeout=PATIENCE)
    page.keyboard.press("Alt+ArrowRight")
    expect(page.locator("#s-work")).to_contain_text("财务结算", timeout=PATIENCE)
    draft.refresh_from_db()
    assert draft.rev == 5


def test_the_pages_of_a_process_on_every_screen(company: Company, person: Somebody) -> None:
    _place, draft = own_process(company)
    hr = person(company.li_li, DESK)
    hr.is_known()
    own = f"/desk/flows/{draft.key}/"
    pages = {
        "whole": own,
        "step": f"{own}?step=confirmation",
        "block": f"{own}?step=work",
        "locked": f"{own}?step=certificate",
        "checks": f"{own}checks/",
        "versions": f"{own}versions/",
    }
    for name, path in pages.items():
        hr.open(path)
        hr.look(f"flows-{name}", big=False)
        hr.narrow(*WIDTHS)
    assert hr.barriers == []


@pytest.mark.parametrize("width", [390, 320])
def test_a_limit_is_changed_on_a_screen_as_narrow_as_a_phone(
    company: Company, person: Somebody, width: int
) -> None:
    _place, draft = own_process(company)
    hr = person(company.li_li, {**DESK, "viewport": {"width": width, "height": 844}})
    hr.is_known()
    page = hr.page
    hr.open(f"/desk/flows/{draft.key}/?step=confirmation")
    page.locator("[name=step-due]").fill("36")
    saved(page, lambda: page.keyboard.press("Tab"))
    hr.look(f"flows-phone-{width}", big=False)
    draft.refresh_from_db()
    step = next(one for one in walk(draft.body["steps"]) if one["id"] == "confirmation")
    assert step["due"] == {"n": 36, "unit": "hours"}
    assert hr.barriers == []
