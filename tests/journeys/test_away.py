"""Wang Lei goes on leave: He Jing does it meanwhile, and Zhang Min reads who does it for whom."""

from collections.abc import Callable

from playwright.sync_api import expect

from lizhi.people.models import Employment
from tests import make, stories
from tests.journeys.conftest import DESK
from tests.journeys.person import Person
from tests.stories import Company

WIDTHS = (320, 390, 720, 1280, 1440)


def number(company: Company) -> str:
    """Of He Jing: others of her name work in other stories of this house."""
    return Employment.objects.get(person__user=company.he_jing).number


class TestAway:
    """A substitute with dates, on the phone and at a desk."""

    def test_a_manager_goes_on_leave_and_a_colleague_answers(
        self, company: Company, person: Callable[..., Person]
    ) -> None:
        case = stories.resigned(company)
        manager = person(company.wang_lei)
        manager.open("/todo/")
        manager.sign_in("/todo/")
        manager.tap("我不在的时候")
        manager.sees("您不在的时候，谁来代办")
        manager.look("away-empty")
        manager.page.get_by_label("第一天").fill("2026-11-23")
        manager.page.get_by_label("最后一天").fill("2026-11-27")
        manager.type("谁来代办", number(company))
        manager.tap("填好了")
        expect(manager.page.get_by_text("何静代办")).to_be_visible()
        company.house.at("2026-11-24 09:00")
        manager.open("/away/")
        expect(manager.page.get_by_text("何静代办")).to_be_visible()
        manager.look("away")
        employee = person(company.zhang_min.user)
        employee.open(f"/case/{case.number}/")
        employee.sign_in(f"/case/{case.number}/")
        expect(employee.page.get_by_text("何静代王磊").first).to_be_visible()
        substitute = person(company.he_jing)
        substitute.open_message("您代王磊办")
        substitute.sees("张敏要离职")
        substitute.tap(substitute.page.get_by_role("radio", name="同意 11月27日"))
        substitute.tap(substitute.page.get_by_role("button", name="知道了"))
        substitute.sees("已经告诉张敏了")
        company.house.settle()
        assert "acknowledgement" not in make.open_steps(case)

    def test_hr_enters_it_for_somebody_who_is_ill(
        self, company: Company, person: Callable[..., Person]
    ) -> None:
        stories.resigned(company)
        desk = person(company.li_li, DESK)
        desk.is_known()
        manager = company.zhang_min.reports_to
        assert manager
        desk.open(f"/desk/staff/{manager.pk}/")
        desk.tap("不在的日子和代理人")
        desk.page.get_by_label("第一天").fill("2026-11-23")
        desk.page.get_by_label("最后一天").fill("2026-11-27")
        desk.type("谁来代办", number(company))
        desk.tap("填好了")
        expect(desk.page.get_by_text("HR 李丽填的")).to_be_visible()
        desk.look("away-desk", big=False)
        desk.narrow(*WIDTHS)
