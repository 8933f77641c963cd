"""What can be done beside the steps, without a mouse at a desk and with a thumb on a phone."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests import make, stories
from tests.journeys.conftest import DESK
from tests.journeys.person import Person
from tests.stories import Company

WIDTHS = (320, 390, 720, 1440)
MOST_TABS, LEAST = 30, 44


def tab_to(page: Page, words: str) -> None:
    """Press the tab key until this is in focus."""
    for _ in range(MOST_TABS):
        here = page.evaluate("document.activeElement.textContent || document.activeElement.name")
        if words in here:
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"no tab leads to {words}")


def fits_a_finger(page: Page) -> None:
    """Everything in the window is 44 pixels wide and high."""
    for one in page.locator(".dlg-in :is(a, button, .opt):visible").all():
        box = one.bounding_box()
        assert box
        assert min(box["width"], box["height"]) >= LEAST - 0.5, one.inner_text()


class TestBesideTheSteps:
    """The last button of a case's page, and what it leads to."""

    def test_hr_asks_a_colleague_on_behalf_with_the_keyboard_alone(
        self, company: Company, person: Callable[..., Person]
    ) -> None:
        case = stories.resigned(company)
        company.house.at("2026-11-24 09:00")
        desk = person(company.li_li, DESK)
        desk.is_known()
        desk.open(f"/desk/case/{case.number}/")
        page = desk.page
        last = page.get_by_role("link", name="更多", exact=True)
        last.focus()
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", name="还能办什么")).to_be_visible()
        page.keyboard.press("Escape")
        expect(page.get_by_role("heading", name="还能办什么")).not_to_be_visible()
        expect(last).to_be_focused()
        page.keyboard.press("Enter")
        expect(page.get_by_role("link", name="请人代办")).to_be_visible()
        tab_to(page, "请人代办")
        page.keyboard.press("Enter")
        expect(page.get_by_role("button", name="请何静代办")).to_be_visible()
        desk.look("beside-on-behalf", big=False)
        tab_to(page, "words")
        page.keyboard.type("王磊在外地见客户")
        tab_to(page, "请何静代办")
        page.keyboard.press("Enter")
        expect(page.get_by_text("何静代王磊").first).to_be_visible()
        assert make.open_task(case, "acknowledgement").assignee == company.he_jing

    def test_a_manager_hands_a_step_on_from_the_phone(
        self, company: Company, person: Callable[..., Person]
    ) -> None:
        case = stories.resigned(company)
        company.house.at("2026-11-24 09:00")
        manager = person(company.wang_lei)
        manager.is_known()
        manager.open(f"/desk/case/{case.number}/")
        manager.tap(manager.page.get_by_role("link", name="更多", exact=True))
        expect(manager.page.get_by_role("link", name="转交")).to_be_visible()
        fits_a_finger(manager.page)
        manager.narrow(*WIDTHS)
        manager.tap(manager.page.get_by_role("link", name="转交"))
        expect(manager.page.get_by_role("button", name="转过去")).to_be_visible()
        fits_a_finger(manager.page)
        whom = manager.page.locator("select[name=to]")
        he_jing = whom.locator("option", has_text="何静").get_attribute("value")
        whom.select_option(value=he_jing)
        manager.tap(manager.page.get_by_role("button", name="转过去"))
        expect(manager.page.get_by_role("button", name="转过去")).not_to_be_visible()
        company.house.settle()
        assert make.open_task(case, "acknowledgement").assignee == company.he_jing
