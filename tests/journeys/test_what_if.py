"""HR looks up what an ending would cost, of one person and of the whole branch."""

from collections.abc import Callable
from decimal import Decimal

from playwright.sync_api import expect

from lizhi.accounts.models import User
from lizhi.people.models import Employment, Reveal
from lizhi.settlement.models import PayRecord
from tests import make, stories
from tests.journeys.conftest import DESK
from tests.journeys.person import Person
from tests.settlement.told import Payroll, tax_year
from tests.stories import Company

WIDTHS = (320, 390, 720, 1280, 1440, 1920)


def known(company: Company) -> None:
    """Everybody works in Shanghai; payroll has told the year of all but the last two."""
    other = make.branch("南山分公司")
    for number in range(14):
        wage = Decimal(9000 + 2600 * number)
        hired = stories.hire(company, f"同事{number}", 70 + number, average_wage=wage)
        if number % 2:
            Employment.objects.filter(pk=hired.pk).update(branch=other)
    everybody = Employment.objects.all()
    everybody.update(
        work_city="上海",
        insurance_city="上海",
        insurance_base=Decimal(20000),
        fund_base=Decimal(20000),
        monthly_wage=Decimal(21000),
    )
    PayRecord.objects.all().delete()
    payroll = Payroll(User.objects.order_by("pk")[0])
    for who in everybody.order_by("pk")[: everybody.count() - 2]:
        tax_year(payroll, who, until=10)
    payroll.comes_in()


def test_hr_compares_two_last_days_and_then_the_branch(
    company: Company, person: Callable[..., Person]
) -> None:
    known(company)
    make.grant(company.li_li, "group_hr")
    hr = person(company.li_li, DESK)
    hr.is_known()
    hr.open("/desk/what-if/")
    hr.look("what-if-empty", big=False)
    number = company.zhang_min.number  # other stories of this house have a Zhang Min too
    hr.page.get_by_label("一个人").fill(number)
    hr.page.get_by_label("最后一天", exact=True).fill("2026-11-29")
    hr.page.get_by_label("另一个最后一天").fill("2026-12-31")
    hr.page.get_by_label("年终奖").fill("很多")
    hr.tap("算一下")
    expect(hr.page.get_by_label("年终奖")).to_have_value("很多")
    expect(hr.page.get_by_label("一个人")).to_have_value(number)
    hr.look("what-if-wrong", big=False)

    hr.page.get_by_label("年终奖").fill("36000")
    hr.tap("算一下")
    expect(hr.page.get_by_role("heading", name="张敏")).to_be_visible()
    expect(hr.page.get_by_role("heading", name="公司成本")).to_be_visible()
    expect(hr.page.get_by_text("1,080.00").first).to_be_visible()
    expect(hr.page.get_by_text("没有累计到 2026-11 的个税数").first).to_be_visible()
    assert Reveal.objects.filter(by=company.li_li, field="wage").count() == 1
    hr.page.get_by_text("怎么算", exact=True).first.click()
    hr.look("what-if-one")
    hr.narrow(*WIDTHS)

    hr.page.get_by_label("一个人").fill("")
    hr.tap("算一下")
    expect(hr.page.get_by_role("heading", name="合计")).to_be_visible()
    expect(hr.page.get_by_role("heading", name="到手多少").first).to_be_visible()
    expect(hr.page.get_by_role("heading", name="各分支的成本").first).to_be_visible()
    hr.look("what-if-many")
    hr.narrow(*WIDTHS)


def test_hr_asks_at_the_width_of_a_phone(company: Company, person: Callable[..., Person]) -> None:
    known(company)
    hr = person(company.li_li, {**DESK, "viewport": {"width": 390, "height": 844}})
    hr.is_known()
    hr.open("/desk/what-if/?who=张敏")
    hr.page.get_by_label("最后一天", exact=True).fill("2026-11-29")
    hr.tap("算一下")
    expect(hr.page.get_by_role("heading", name="张敏")).to_be_visible()
    hr.look("what-if-phone")

    hr.page.get_by_label("一个人").fill("")
    hr.tap("算一下")
    expect(hr.page.get_by_role("heading", name="合计")).to_be_visible()
    hr.look("what-if-phone-many")
