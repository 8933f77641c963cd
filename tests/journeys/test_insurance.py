"""HR stops insurance and fund at the agencies, and who has left reads what to do next."""

import re
from collections.abc import Callable

from playwright.sync_api import expect

from tests import stories
from tests.journeys.conftest import DESK
from tests.journeys.person import Person
from tests.stories import Company

WIDTHS = (320, 390, 720, 1280, 1440)
Somebody = Callable[..., Person]


def test_insurance_is_stopped_with_its_receipt_and_explained(
    company: Company, person: Somebody
) -> None:
    case = stories.ended(company)
    name = case.employment.name
    hr = person(company.li_li, DESK, role="HR")
    hr.is_known()
    hr.open("/desk/insurance/")
    hr.look("insurance-cities", big=False)
    hr.narrow(*WIDTHS)
    hr.tap(name)
    hr.look("insurance", big=False)
    hr.narrow(*WIDTHS)
    hr.open(f"/desk/case/{case.number}/insurance/pension/")
    hr.look("scheme", big=False)
    hr.narrow(*WIDTHS)
    hr.tap("登记已办")
    expect(hr.page.locator("#main")).to_contain_text("请填回执号")
    hr.type("经办机构的回执号", "社保 2026-117")
    hr.tap("登记已办")
    expect(hr.page.locator("#main")).to_contain_text("社保 2026-117")
    hr.open(f"/desk/case/{case.number}/insurance/pension/not-done/")
    hr.look("scheme-undone", big=False)

    phone = person(case.leaver)
    phone.is_known()
    phone.open(f"/case/{case.number}/duties/")
    phone.tap("社保和公积金：接下来怎么办")
    phone.sees("缴到")
    phone.look("my-insurance")
    phone.narrow(320, 390)
    expect(phone.page.locator("#main")).to_contain_text("回执：社保 2026-117")
    phone.tap("现在出具")
    expect(phone.page.locator("#main")).to_contain_text("正在出具")
    company.house.settle()
    phone.open(f"/case/{case.number}/insurance/")
    phone.tap("打开说明")
    expect(phone.page).to_have_title(re.compile("失业保险说明"))
