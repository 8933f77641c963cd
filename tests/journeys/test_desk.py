"""Li Li of HR and Chen Jie of finance do their part at a desk."""

from collections.abc import Callable

from playwright.sync_api import expect

from lizhi.common import clock
from lizhi.settlement.models import Settlement
from lizhi.signing.actions import decline
from lizhi.signing.models import Envelope
from tests import make, stories
from tests.journeys.conftest import DESK
from tests.journeys.person import Person
from tests.signing import world as signing
from tests.stories import Company

WIDTHS = (320, 390, 720, 1280, 1440, 1920)


def look(desk: Person, name: str) -> None:
    """Nobody is kept out, by day and by night, and nothing runs over on any screen."""
    desk.look(name, big=False)
    desk.narrow(*WIDTHS)


BESIDE_LABELS = """() => [...document.querySelectorAll('.doc .kv > div')].map((row) => {
  const words = document.createRange();
  words.selectNodeContents(row.querySelector('dt'));
  return row.querySelector('dd').getBoundingClientRect().left - words.getBoundingClientRect().right;
})"""
"""Pixels between the words of each label of the agreement and its value."""


class TestTheStaff:
    """Somebody is looked up by the number that stands on a letter."""

    def test_a_whole_number_finds_the_person_and_is_not_kept_by_the_browser(
        self, company: Company, person: Callable[..., Person]
    ) -> None:
        desk = person(company.li_li, DESK, role="HR")
        desk.is_known()
        desk.open("/desk/staff/")
        desk.page.get_by_role("searchbox").fill("装")
        desk.page.wait_for_url("**q=*")
        phone = company.zhang_min.user.phone
        for typed in (phone[:8], phone):
            with desk.page.expect_response("**q=*"):
                desk.page.get_by_role("searchbox").fill(typed)
        expect(desk.page.locator("#staff tbody tr")).to_have_count(1)
        assert phone[:8] not in desk.page.url


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
        assert min(desk.page.evaluate(BESIDE_LABELS)) >= 4, "a label touches its value"
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


class TestTheAgreement:
    """Nobody has to sign it; HR gives more time, and sends it again once it was talked about."""

    def test_more_time_then_once_more(
        self, company: Company, person: Callable[..., Person]
    ) -> None:
        case = stories.acknowledged(company)
        first = case.envelopes.get(purpose="separation_agreement")
        desk = person(company.li_li, DESK, role="HR")
        desk.is_known()
        desk.open(f"/desk/case/{case.number}/")
        desk.tap("可以做什么")
        desk.sees("离职协议在等张敏签")
        look(desk, "desk-agreement-out")
        until = desk.page.locator(".h p").inner_text()
        desk.page.get_by_label("从现在起").select_option("14")
        desk.tap("就给这么久")
        expect(desk.page.locator(".h p")).not_to_have_text(until)

        self.it_is_declined(company, first)
        desk.page.reload()
        desk.sees("张敏没有签离职协议")
        expect(desk.page.locator("blockquote")).to_have_text("竞业那条看不懂")
        look(desk, "desk-agreement-declined")
        desk.tap("再发给张敏")
        desk.sees("新的离职协议正在备好")
        company.house.settle()
        desk.page.reload()
        desk.sees("离职协议在等张敏签")
        assert (
            case.envelopes.filter(purpose="separation_agreement").order_by("-pk")[0].pk != first.pk
        )

    def it_is_declined(self, company: Company, envelope: Envelope) -> None:
        employee, words = signing.employee(envelope), "竞业那条看不懂"
        by = envelope.case.leaver
        decline(employee, reason="terms", words=words, by=by, at=clock.now())
        company.house.settle()


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
        folds = page.locator("#figures details:not([open]) > summary")
        while folds.count():
            desk.tap(folds.first)
        for name in ("insurance", "insurance_how", "fund", "fund_how", "tax", "tax_how"):
            page.locator(f"[name={name}]").fill(str(stories.FIGURES[name]))
