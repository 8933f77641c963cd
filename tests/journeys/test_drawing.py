"""HR shapes a process in its drawing, with a mouse; the same process as in the list."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.conftest import CHINA, DESK, PHONE
from tests.journeys.person import Person
from tests.journeys.test_flows import own_process
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
