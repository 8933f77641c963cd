"""Wang Lei has Zhang Min's notice in hand and resigns: her case goes on with Sun Yue."""

from collections.abc import Callable

from playwright.sync_api import expect

from lizhi.people.models import Employment
from tests import make, stories
from tests.journeys.conftest import DESK
from tests.journeys.person import Person
from tests.stories import Company

WIDTHS = (320, 390, 1280, 1440)


class TestAnApproverLeaves:
    """The duty moves with a confirmation, and the employee reads who has it now."""

    def test_the_case_goes_on_with_the_new_owner(
        self, company: Company, person: Callable[..., Person]
    ) -> None:
        case = stories.resigned(company)
        boss = company.zhang_min.reports_to
        assert boss
        assert boss.reports_to
        own = stories.resign(company, boss, handover_to=None, handover_titles=("报价系统",))
        company.house.at("2026-11-24 08:30")
        self.hr_sees_what_is_in_his_hands(person(company.li_li, DESK), own.number)
        sun_yue = person(boss.reports_to.user)
        self.his_manager_reads_the_notice(company, sun_yue)
        self.he_hands_over(person(company.wang_lei), own.number)
        sun_yue.is_known()
        sun_yue.open(f"/handover/{own.number}/")
        sun_yue.tap(sun_yue.page.get_by_role("button", name="都收到了"))
        sun_yue.sees("都收到了，谢谢您")
        company.house.settle()
        employee = person(company.zhang_min.user)
        employee.is_known()
        employee.open(f"/case/{case.number}/")
        node = employee.page.get_by_role("listitem").filter(has_text="主管知悉")
        expect(node.get_by_text("孙悦")).to_be_visible()
        employee.look("approver-left")
        self.the_new_owner_answers(sun_yue, employee)
        company.house.settle()
        assert "acknowledgement" not in make.open_steps(case)
        again = Employment.objects.get(pk=company.zhang_min.pk)
        assert again.reports_to == boss.reports_to

    def hr_sees_what_is_in_his_hands(self, desk: Person, number: str) -> None:
        desk.is_known()
        desk.open(f"/desk/case/{number}/")
        expect(desk.page.get_by_text("王磊手上还有别人的事")).to_be_visible()
        expect(desk.page.get_by_text("别人离职单里的 1 件待办")).to_be_visible()
        desk.look("approver-desk", big=False)
        desk.narrow(*WIDTHS)

    def his_manager_reads_the_notice(self, company: Company, boss: Person) -> None:
        boss.open_message("王磊要离职")
        boss.sees("王磊要离职")
        boss.tap(boss.page.get_by_role("radio", name="同意 11月27日"))
        boss.tap(boss.page.get_by_role("radio").nth(2))
        boss.tap(boss.page.get_by_role("button", name="知道了"))
        boss.sees("已经告诉王磊了")
        company.house.settle()

    def he_hands_over(self, leaver: Person, number: str) -> None:
        leaver.is_known()
        leaver.open(f"/case/{number}/handover/")
        expect(leaver.page.get_by_text("别人离职单里的 1 件待办")).to_be_visible()
        expect(leaver.page.get_by_text("王磊的 2 位下属")).to_be_visible()
        leaver.look("approver-handover")
        leaver.tap(leaver.page.get_by_role("button", name="也交了"))
        expect(leaver.page.get_by_text("您交了").first).to_be_visible()

    def the_new_owner_answers(self, owner: Person, employee: Person) -> None:
        owner.open_message("张敏的离职转到您这里")
        owner.sees("张敏要离职")
        owner.tap(owner.page.get_by_role("radio", name="同意 11月27日"))
        owner.tap(owner.page.get_by_role("button", name="知道了"))
        owner.sees("已经告诉张敏了")
        employee.page.reload()
        done = employee.page.get_by_role("listitem").filter(has_text="主管知悉")
        expect(done.get_by_text("孙悦")).to_be_visible()
