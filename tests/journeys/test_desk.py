"""Li Li of HR and Chen Jie of finance do their part at a desk."""

from collections.abc import Callable

from playwright.sync_api import expect

from lizhi.settlement.models import Settlement
from tests import make, stories
from tests.journeys.conftest import DESK
from tests.journeys.person import Person
from tests.stories import Company

WIDTHS = (320, 390, 720, 1280, 1440, 1920)


def look(desk: Person, name: str) -> None:
    """Nobody is kept out, by day and by night, and nothing runs over on any screen."""
    desk.look(name, big=False)
    desk.narrow(*WIDTHS)


class TestHR:
    """From the board to the seal."""

    def test_from_the_board_to_the_seal(
        self, company: Company, person: Callable[..., Person]
    ) -> None:
        case = stories.handed_over(company)
        company.house.at("2026-11-25 14:02")
        desk = person(company.li_li, DESK, role="HR")
        desk.open("/desk/")
        desk.page.get_by_label("手机号").fill(company.li_li.phone)
        look(desk, "desk-sign-in")
        desk.tap("发验证码")
        expect(desk.page.locator("input[name=code]")).to_be_visible()
        look(desk, "desk-code")
        desk.code_comes("/desk/$")
        look(desk, "desk-board")
        desk.tap("去确认")
        desk.page.wait_for_url("**/confirmation/")
        look(desk, "desk-confirm")
        for tick in desk.page.locator("label.ck input").all():
            desk.tap(tick)
        desk.tap("确认并盖公章")
        desk.page.wait_for_url(f"**/desk/case/{case.number}/")
        look(desk, "desk-case")
        company.house.settle()
        case.refresh_from_db()
        assert case.contract_end == stories.LAST_DAY
        assert case.papers.valid().filter(kind="agreement").exists()
        assert "settlement" in make.open_steps(case)


class TestFinance:
    """Every line explained, then sent."""

    def test_the_settlement_goes_out(self, company: Company, person: Callable[..., Person]) -> None:
        case = stories.confirmed(company)
        company.house.at("2026-11-25 16:00")
        desk = person(company.chen_jie, DESK, role="finance")
        desk.open_message("等您结算")
        desk.tap("去结算")
        desk.sign_in("/desk/case/.*/settlement/")
        look(desk, "desk-settle-open")
        self.fill_in(desk)
        desk.tap("重算")
        expect(desk.page.get_by_role("heading", level=1)).not_to_contain_text("差")
        look(desk, "desk-settle-ready")
        desk.tap("发给张敏")
        expect(desk.page.get_by_role("heading", level=1)).to_contain_text("已发")
        look(desk, "desk-settle-sent")
        assert case.settlements.get(state=Settlement.State.SENT).sent_by == company.chen_jie

    def fill_in(self, desk: Person) -> None:
        page = desk.page
        page.locator("[name=roster_average_serves]").check()
        for fold in page.locator("#figures details:not([open]) > summary").all():
            desk.tap(fold)
        for name in ("insurance", "insurance_how", "fund", "fund_how", "tax", "tax_how"):
            page.locator(f"[name={name}]").fill(str(stories.FIGURES[name]))
