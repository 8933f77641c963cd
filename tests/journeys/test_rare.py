"""Finance tells what few people have; whoever leaves reads it in plain words."""

from collections.abc import Callable

from playwright.sync_api import expect

from lizhi.common import clock
from lizhi.settlement import actions, rules
from tests import make, stories
from tests.journeys.conftest import DESK
from tests.journeys.person import Person
from tests.stories import Company

WIDTHS = (320, 390, 720, 1440)


def test_a_child_sick_days_an_injury_and_a_plan(
    company: Company, person: Callable[..., Person]
) -> None:
    case = stories.confirmed(company)
    company.house.at("2026-11-25 16:00")
    address = f"/desk/case/{case.number}/settlement/"
    desk = person(company.chen_jie, DESK, role="finance")
    desk.is_known()
    desk.open(f"{address}?edit=1")
    desk.tap(desk.page.locator(f"a[href='{address}rare/']"))
    page, folds = desk.page, desk.page.locator("main details:not([open]) > summary")
    desk.look("desk-rare-folded", big=False)
    while folds.count():
        desk.tap(folds.first)
    page.locator("[name=item_1]").select_option("child_education")
    page.locator("[name=sick_days]").fill("2")
    page.locator("[name=sick_pay]").fill("500")
    page.locator("[name=injury_grade]").select_option("8")
    page.locator("[name=bonus_full]").fill("36500")
    page.locator("[name=bonus_from]").fill("2026-01-01")
    page.locator("[name=bonus_to]").fill("2026-12-31")
    page.locator("[name=bonus_clause]").select_option("open")
    desk.tap("保存，看算出来的各行")
    expect(page.locator("[role=alert]")).to_contain_text("请填几个孩子")
    desk.look("desk-rare-wrong", big=False)
    desk.narrow(*WIDTHS)

    page.locator("[name=number_1]").fill("1")
    page.locator("[name=sick_pay_how]").fill("按制度")
    page.locator("[name=bonus_kind]").select_option("wage")
    desk.tap("保存，看算出来的各行")
    page.wait_for_url(f"**{address}?edit=1")
    expect(page.locator("main")).to_contain_text("有争议的约定，还没有人定")
    expect(page.locator("main")).to_contain_text("一次性伤残就业补助金")
    desk.look("desk-rare-lines", big=False)

    version = rules.latest(case)
    assert version
    actions.send(version, by=company.chen_jie, at=clock.now(), key=make.key())
    company.house.settle()
    phone = person(case.leaver)
    phone.is_known()
    phone.open(f"/case/{case.number}/settlement/")
    expect(phone.page.locator("main")).to_contain_text("病假工资")
    phone.look("settle-rare")
