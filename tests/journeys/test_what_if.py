"""HR looks up what an ending would cost, of one person and of the whole branch."""

from collections.abc import Callable
from decimal import Decimal

from playwright.sync_api import expect

from lizhi.people.models import Employment
from tests import stories
from tests.journeys.conftest import DESK
from tests.journeys.person import Person
from tests.stories import Company

WIDTHS = (320, 390, 720, 1280, 1440, 1920)


def test_hr_compares_two_last_days_and_then_the_branch(
    company: Company, person: Callable[..., Person]
) -> None:
    for number in range(6):
        stories.hire(company, f"同事{number}", 70 + number, average_wage=Decimal(9000 + number))
    Employment.objects.filter(branch=company.zhang_min.branch).update(work_city="上海")
    hr = person(company.li_li, DESK)
    hr.is_known()
    hr.open("/desk/what-if/")
    hr.look("what-if-empty", big=False)
    hr.page.get_by_label("一个人").fill("张敏")
    hr.page.get_by_label("最后一天", exact=True).fill("2026-08-30")
    hr.page.get_by_label("另一个最后一天").fill("2026-09-01")
    hr.tap("算一下")
    expect(hr.page.get_by_role("heading", name="张敏")).to_be_visible()
    expect(hr.page.get_by_text("+4,350.00").first).to_be_visible()
    hr.page.get_by_text("怎么算", exact=True).first.click()
    hr.look("what-if-one", big=False)
    hr.narrow(*WIDTHS)

    hr.page.get_by_label("一个人").fill("")
    hr.tap("算一下")
    expect(hr.page.get_by_role("heading", name="合计")).to_be_visible()
    hr.look("what-if-many", big=False)
    hr.narrow(*WIDTHS)
