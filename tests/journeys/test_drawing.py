"""HR shapes a process in its drawing, with a mouse; the same process as in the list."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from lizhi.flows import actions, editing
from lizhi.workflow import definitions
from lizhi.workflow.tree import walk
from tests.journeys.conftest import CHINA, DESK, PHONE
from tests.journeys.person import Person
from tests.journeys.test_flows import own_process, saved
from tests.stories import Company

Somebody = Callable[..., Person]
WIDTHS = (320, 390, 720, 721, 1280, 1440, 1920)
PATIENCE = 30_000
NARROW = {**CHINA, "viewport": {"width": 720, "height": 900}}


def node(page: Page, step: str) -> Locator:
    """A step in the drawing."""
    return page.locator(f"flow-drawing [data-step-id={step}]")


def open_drawing(hr: Person, key: str) -> Page:
    """From the list by the switch above it."""
    hr.is_known()
    hr.open(f"/desk/flows/{key}/")
    hr.page.get_by_role("link", name="图", exact=True).click()
    expect(node(hr.page, "closing")).to_be_visible(timeout=PATIENCE)
    return hr.page


def drag(page: Page, what: Locator, above: Locator) -> None:
    """With the mouse, to the place right above that step."""
    start, goal = what.bounding_box(), above.bounding_box()
    assert start
    assert goal
    x, y = start["x"] + start["width"] / 2, start["y"] + start["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 3, y + 3)
    page.mouse.move(goal["x"] + goal["width"] / 2, goal["y"] - 12, steps=4)
    page.mouse.up()


def order(page: Page, *steps: str) -> list[str]:
    """These steps as they are drawn, from top to bottom."""
    boxes = {step: node(page, step).bounding_box() for step in steps}
    return sorted(steps, key=lambda step: (boxes[step] or {"y": 0})["y"])


def says(page: Page, words: str) -> None:
    """What has been done, for whoever cannot see it."""
    expect(page.locator("#said")).to_have_text(words, timeout=PATIENCE)


def test_hr_draws_a_legal_review_into_a_block_and_publishes(
    company: Company, person: Somebody
) -> None:
    place, draft = own_process(company)
    hr = person(company.li_li, DESK)
    page = open_drawing(hr, draft.key)
    drag(page, node(page, "acknowledgement"), node(page, "application"))
    expect(page.locator("#refused")).to_contain_text("送达就生效", timeout=PATIENCE)
    expect(page.locator("#refused")).to_be_in_viewport()
    assert order(page, "acknowledgement", "application") == ["application", "acknowledgement"]
    hr.look("drawing-refused", big=False)
    drag(page, node(page, "acknowledgement"), node(page, "handover"))
    says(page, "主管知悉移到工作交接之前")
    expect(page.locator("#sp-h")).to_have_text("主管知悉")
    assert order(page, "handover", "acknowledgement") == ["acknowledgement", "handover"]
    undo = page.get_by_role("button", name="撤一步")
    undo.click()
    expect(undo).to_have_count(0, timeout=PATIENCE)
    draft.refresh_from_db()
    assert [step["id"] for step in walk(draft.body["steps"])][2] == "acknowledgement"
    approval = page.locator("#add-form button[value=approval]")
    drag(page, approval, node(page, "handover"))
    expect(page.locator("#sp-h")).to_have_text("新的审批", timeout=PATIENCE)
    expect(node(page, "approval_1").locator(".sqd-validation-error")).to_be_visible()
    hr.look("drawing-added")
    page.get_by_label("这一步叫什么").fill("法务复核")
    node(page, "handover").click()  # what is typed is saved first
    expect(page.locator("#sp-h")).to_have_text("工作交接", timeout=PATIENCE)
    expect(node(page, "approval_1")).to_contain_text("法务复核")
    node(page, "approval_1").click()
    expect(page.locator("#sp-h")).to_have_text("法务复核", timeout=PATIENCE)
    saved(page, lambda: page.get_by_label("谁来办").select_option("group_hr"))
    saved(page, lambda: page.get_by_label("没有这个人时").select_option("hr_of_branch"))
    page.locator("[name=step-end]").fill("5")
    saved(page, lambda: page.locator("[name=step-end_unit]").select_option("calendar_days"))
    expect(page.locator("#panel .nt")).to_contain_text("合同结束当天工资就结不了", timeout=PATIENCE)
    expect(node(page, "approval_1").locator(".sqd-validation-error")).to_be_visible()
    hr.tap("检查并发布")
    hr.sees("还不能发布")
    page.locator("form[action$='/repair/'] button").first.click()
    hr.sees("都查过了，可以发布")
    hr.tap("发布")
    hr.sees("发布第 1 版吗？")
    hr.tap("发布第 1 版")
    expect(page.get_by_text("发布过的").first).to_be_visible()
    version = definitions.for_way("resignation", place)
    assert version is not None
    (work,) = [step for step in walk(version.body["steps"]) if step["id"] == "work"]
    assert [one["id"] for one in work["branches"][1]["steps"]] == ["approval_1", "handover"]
    hr.open(f"/desk/flows/{draft.key}/versions/1/?view=drawing")
    node(page, "approval_1").click()
    expect(page.locator("#sp-h")).to_have_text("法务复核", timeout=PATIENCE)
    drag(page, node(page, "approval_1"), node(page, "acknowledgement"))
    expect(page.locator(".sqd-drag, #refused, #add-form")).to_have_count(0)
    hr.look("drawing-version")
    assert hr.barriers == []


def test_what_cannot_be_sent_and_what_somebody_else_has_changed_is_put_back(
    company: Company, person: Somebody
) -> None:
    _place, draft = own_process(company)
    hr = person(company.li_li, DESK)
    page = open_drawing(hr, draft.key)
    page.context.set_offline(True)
    drag(page, node(page, "acknowledgement"), node(page, "handover"))
    expect(page.locator(".net")).to_contain_text("再点一次")
    expect(page.locator("flow-drawing .sqd-placeholder[visibility=visible]")).to_have_count(0)
    page.context.set_offline(False)
    assert order(page, "handover", "acknowledgement") == ["acknowledgement", "handover"]
    draft.refresh_from_db()
    actions.change(
        draft,
        lambda body: editing.move(body, "settlement", "down"),
        rev=draft.rev,
        by=company.li_li,
        at=draft.saved_at,
    )
    drag(page, node(page, "acknowledgement"), node(page, "handover"))
    expect(page.locator("#refused")).to_contain_text("改过这个流程", timeout=PATIENCE)
    assert order(page, "settlement", "answer") == ["answer", "settlement"]
    page.mouse.wheel(0, 600)  # the sentence stays in sight
    expect(page.locator("#refused")).to_be_in_viewport()
    drag(page, node(page, "settlement"), node(page, "answer"))
    says(page, "财务结算移到员工核对结算之前")
    assert hr.barriers == []


def test_a_block_gets_one_more_branch_and_back_leads_to_the_step_before(
    company: Company, person: Somebody
) -> None:
    _place, draft = own_process(company)
    hr = person(company.li_li, DESK)
    page = open_drawing(hr, draft.key)
    node(page, "confirmation").click()
    expect(page.locator("#sp-h")).to_have_text("HR 确认", timeout=PATIENCE)
    node(page, "work").locator("> .sqd-label-primary").click()
    expect(page.locator("#sp-h")).to_have_text("签协议和交接", timeout=PATIENCE)
    page.locator("#panel").get_by_role("button", name="加一支").click()
    expect(node(page, "work").locator("> .sqd-label-secondary")).to_have_count(3)
    drag(page, page.locator("#add-form button[value=notify]"), node(page, "handover"))
    expect(page.locator("#sp-h")).to_have_text("新的告知", timeout=PATIENCE)
    hr.look("drawing-branches")
    page.go_back()
    expect(page.locator("#sp-h")).to_have_text("HR 确认", timeout=PATIENCE)
    expect(node(page, "notify_1")).to_be_visible()
    page.locator("#add-form").get_by_role("button", name="签字").click()
    expect(page.locator("#sp-h")).to_have_text("新的签字", timeout=PATIENCE)
    assert order(page, "sign_1", "closing") == ["sign_1", "closing"]
    assert hr.barriers == []


def test_a_process_is_looked_at_as_a_drawing(company: Company, person: Somebody) -> None:
    _place, draft = own_process(company)
    hr = person(company.li_li, DESK)
    page = open_drawing(hr, draft.key)
    expect(page.locator(".fl > ol")).to_be_hidden()
    hr.look("drawing-whole")
    node(page, "confirmation").click()
    expect(page.locator("#sp-h")).to_have_text("HR 确认", timeout=PATIENCE)
    expect(page).to_have_url(
        f"{hr.house.url}/desk/flows/{draft.key}/?view=drawing&step=confirmation"
    )
    expect(node(page, "confirmation")).to_have_class(r"sqd-step-task sqd-type-approval on")
    hr.look("drawing-step")
    hr.narrow(*WIDTHS)
    page.get_by_role("button", name="缩小").click()
    page.get_by_role("link", name="换成列表").click()
    expect(page.locator(".st[aria-current]")).to_contain_text("HR 确认")
    expect(page.locator("flow-drawing")).to_have_count(0)


@pytest.mark.parametrize("kind", [PHONE, NARROW, {**DESK, "java_script_enabled": False}])
def test_where_nothing_can_be_drawn_the_list_stands_and_nothing_heavy_comes(
    company: Company, person: Somebody, kind: dict[str, object]
) -> None:
    _place, draft = own_process(company)
    hr = person(company.li_li, kind)
    hr.is_known()
    asked: list[str] = []
    hr.page.on("request", lambda request: asked.append(request.url))
    hr.open(f"/desk/flows/{draft.key}/?view=drawing")
    expect(hr.page.locator(".fl > ol")).to_be_visible()
    expect(hr.page.get_by_text("这里画不了图")).to_be_visible()
    hr.page.wait_for_load_state("networkidle")
    assert [url for url in asked if "/drawing" in url and url.endswith(".js")] == []


def test_hr_asks_for_a_file_at_a_step_of_the_drawing(company: Company, person: Somebody) -> None:
    _place, draft = own_process(company)
    hr = person(company.li_li, DESK)
    page = open_drawing(hr, draft.key)
    drag(page, page.locator("#add-form button[value=approval]"), node(page, "handover"))
    expect(page.locator("#sp-h")).to_have_text("新的审批", timeout=PATIENCE)
    saved(page, lambda: page.get_by_label("谁来办").select_option("hr_of_branch"))
    page.get_by_text("加一个问题").click()
    page.locator("[name=fields-0-label]").fill("盖章的扫描件")
    saved(page, lambda: page.locator("[name=fields-0-type]").select_option("file"))
    saved(page, lambda: page.locator("[name=fields-0-required]").check())
    hr.look("drawing-file", big=False)
    draft.refresh_from_db()
    (step,) = [one for one in walk(draft.body["steps"]) if one["id"] == "approval_1"]
    asked = {"key": "field_1", "type": "file", "label": "盖章的扫描件", "required": True}
    assert step["fields"] == [asked]
    hr.open(f"/desk/flows/{draft.key}/?step=approval_1&view=list")
    expect(page.locator("[name=fields-0-type]")).to_have_value("file")
    hr.narrow(*WIDTHS)
