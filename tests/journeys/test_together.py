"""A case held by several people: by the link, on the phone, and in the small windows of a desk."""

from collections.abc import Callable

from playwright.sync_api import expect

from lizhi.cases.models import Case
from lizhi.common import clock
from lizhi.offboarding import actions
from lizhi.settlement import actions as settlement
from tests import make, stories
from tests.journeys.conftest import DESK
from tests.journeys.person import Person
from tests.settlement.test_desk_pages import FIGURES
from tests.stories import Company

Somebody = Callable[..., Person]
PHONES = (320, 390)
DESKS = (320, 390, 720, 1280, 1440, 1920)


def test_hr_leaves_a_word_by_the_link_and_signs_in_to_confirm(
    company: Company, person: Somebody
) -> None:
    case = stories.handed_over(company)
    officer = person(company.li_li)
    officer.open_message("等您确认")
    officer.sees("李丽，张敏的离职在等您")
    officer.look("link")
    officer.narrow(*PHONES)

    officer.tap("先留一句话")
    officer.sees("有话写在这里")
    officer.look("link-comment")
    officer.tap("留下这句话")
    expect(officer.page.get_by_text("请先写一句。").first).to_be_visible()
    officer.type("想说的话", "公章今天能用。")
    officer.tap("留下这句话")
    officer.sees("李丽，张敏的离职在等您")
    expect(officer.page.get_by_text("公章今天能用。")).to_be_visible()
    officer.look("link-said")

    officer.tap("去确认")
    officer.sign_in(f"/desk/case/{case.number}/confirmation/")


def test_a_late_manager_is_pressed_by_the_superior_and_by_the_leaver(
    company: Company, person: Somebody
) -> None:
    case = stories.resigned(company)
    company.house.at("2026-11-24 20:20")
    company.house.at("2026-11-25 20:20")
    company.house.at("2026-11-26 09:00")
    boss = company.zhang_min.reports_to
    assert boss
    assert boss.reports_to
    superior = person(boss.reports_to.user)
    superior.open_message("也请您看一下")
    superior.look("link-superior")
    superior.narrow(*PHONES)
    superior.tap("催王磊")
    expect(superior.page.get_by_text("刚催过王磊")).to_be_visible()

    phone = person(company.zhang_min.user)
    phone.is_known()
    company.house.at("2026-11-26 13:05")
    phone.open(f"/case/{case.number}/")
    phone.look("progress-press")
    phone.narrow(*PHONES)
    phone.tap("催王磊")
    expect(phone.page.get_by_text("刚催过王磊")).to_be_visible()

    actions.comment(case, "给您添麻烦了，今晚一定回。", by=company.wang_lei, key=make.key())
    phone.page.reload()
    expect(phone.page.get_by_text("给您添麻烦了")).to_be_visible()
    phone.look("progress-said")
    phone.tap("回一句")
    phone.type("想说的话", "不急，先忙。")
    phone.tap("留下这句话")
    expect(phone.page.get_by_text("不急，先忙。")).to_be_visible()
    phone.look("comments")
    phone.narrow(*PHONES)


class TestTheDesk:
    """李丽 has the page of a case open."""

    def test_small_windows(self, company: Company, person: Somebody) -> None:
        case = stories.acknowledged(company)
        company.house.at("2026-11-26 14:00")
        company.house.set("2026-11-26 18:05")
        desk = self._at(company, person, case)
        window = desk.page.locator("#window")
        for words, name in (
            ("催办", "press"),
            ("转交", "hand-on"),
            ("最后一天和工资", "last-day"),
            ("交接收尾", "end-handover"),
            ("留言", "comment"),
        ):
            button = desk.page.get_by_role("link", name=words, exact=True).first
            desk.tap(button)
            expect(window).to_be_visible()
            desk.look(f"window-{name}", big=False)
            desk.narrow(*DESKS)
            desk.page.keyboard.press("Escape")
            expect(window).to_be_hidden()
            expect(button).to_be_focused()

    def test_a_word_in_a_window(self, company: Company, person: Somebody) -> None:
        case = stories.acknowledged(company)
        desk = self._at(company, person, case)
        window = desk.page.locator("#window")
        desk.tap(desk.page.get_by_role("link", name="留言", exact=True))
        desk.tap(window.get_by_role("button", name="留下这句话"))
        expect(window.get_by_text("请先写一句。")).to_be_visible()
        expect(window.get_by_role("textbox")).to_be_focused()
        window.get_by_role("textbox").fill("材料收到了。")
        desk.tap(window.get_by_role("button", name="留下这句话"))
        expect(window).to_be_hidden()
        expect(desk.page.get_by_text("材料收到了。")).to_be_visible()
        desk.look("case-said", big=False)

    def test_reminding_and_closing(self, company: Company, person: Somebody) -> None:
        case = stories.acknowledged(company)
        desk = self._at(company, person, case)
        window = desk.page.locator("#window")
        desk.tap(desk.page.get_by_role("link", name="催办 王磊"))
        window.get_by_role("textbox", name="带一句话").fill("交给谁，今天能定吗")
        desk.look("window-word", big=False)
        desk.tap(window.get_by_role("button", name="催王磊"))
        expect(desk.page.get_by_text("13:30 起可再催")).to_be_visible()
        expect(desk.page.get_by_text("交给谁，今天能定吗")).to_be_visible()
        company.house.at("2026-11-26 14:00")
        desk.page.reload()
        desk.look("case-late", big=False)
        desk.narrow(*DESKS)
        desk.tap(desk.page.get_by_role("link", name="交接收尾"))
        window.get_by_role("textbox").fill("电脑在维修，另外寄。")
        desk.tap(window.get_by_role("button", name="交接收尾"))
        expect(desk.page.get_by_text("电脑在维修，另外寄。")).to_be_visible()
        assert "handover" not in make.open_steps(case)

    def test_what_others_do_appears_by_itself(self, company: Company, person: Somebody) -> None:
        case = stories.acknowledged(company)
        desk = self._at(company, person, case)
        desk.page.locator("#evf").select_option("people")
        actions.comment(case, "门卡放前台了。", by=company.zhang_min.user, key=make.key())
        desk.page.evaluate("dispatchEvent(new Event('focus'))")
        expect(desk.page.get_by_text("门卡放前台了。")).to_be_visible()
        expect(desk.page.locator("#evf")).to_have_value("people")

    def test_a_refusal_in_a_window_has_a_way_out(self, company: Company, person: Somebody) -> None:
        case = stories.acknowledged(company)
        company.house.at("2026-11-26 14:00")
        desk = self._at(company, person, case)
        actions.end_handover(case, by=company.li_li, words="先收尾", key=make.key())
        desk.tap(desk.page.get_by_role("link", name="交接收尾"))
        window = desk.page.locator("#window")
        expect(window.get_by_role("alert")).to_be_visible()
        desk.look("window-refused", big=False)
        desk.tap(window.get_by_role("button", name="关上"))
        expect(window).to_be_hidden()

    def _at(self, company: Company, person: Somebody, case: Case) -> Person:
        desk = person(company.li_li, DESK)
        desk.is_known()
        desk.open(f"/desk/case/{case.number}/")
        return desk


def test_finance_sees_what_a_colleague_saved_meanwhile(company: Company, person: Somebody) -> None:
    case = stories.confirmed(company)
    company.house.set("2026-11-26 10:00")
    finance = person(company.chen_jie, DESK)
    finance.is_known()
    finance.open(f"/desk/case/{case.number}/settlement/")
    settlement.draft(case, inputs=stories.FIGURES, by=company.chen_jie, at=clock.now())
    for name, value in FIGURES.items():
        finance.page.locator(f"[name={name}]").fill(value)
    finance.page.locator("[name=tax]").fill("12")
    finance.tap("存着")
    expect(finance.page.get_by_role("alert")).to_contain_text("还没存：同事改过同样的数")
    finance.look("settlement-meanwhile", big=False)
    finance.narrow(*DESKS)
    expect(finance.page.locator("[name=tax]")).to_have_value("12")
    finance.tap("存着")
    finance.page.wait_for_url("**/settlement/?edit=1")
    expect(finance.page.locator("[name=tax]")).to_have_value("12")
