"""Finance settles, a second person approves, and whoever leaves asks about one line."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal

from playwright.sync_api import expect

from lizhi.accounts.models import User
from lizhi.settlement import rules
from lizhi.settlement.models import Settlement
from tests import make, stories
from tests.journeys.conftest import DESK
from tests.journeys.person import Person
from tests.stories import Company


def second_of(company: Company) -> User:
    """Gu Xiaoyun, finance as well; the company wants two persons above 5,000 yuan."""
    entity = company.zhang_min.entity
    entity.two_persons_above = Decimal(5000)
    entity.save()
    user = stories.hire(company, "顾晓芸", 39, department="财务部").user
    make.grant(user, "finance", at=company.zhang_min.branch)
    return user


def reads(somebody: Person, words: str) -> None:
    """It stands on the page, wherever."""
    expect(somebody.page.locator("main")).to_contain_text(words)


def fill_in(desk: Person) -> None:
    """What the roster does not know, and an advance that was agreed on."""
    page = desk.page
    page.locator("[name=roster_average_serves]").check()
    folds = page.locator("#figures details:not([open]) > summary")
    while folds.count():
        desk.tap(folds.first)
    for name in ("insurance", "insurance_how", "fund", "fund_how", "tax", "tax_how"):
        page.locator(f"[name={name}]").fill(str(stories.FIGURES[name]))
    desk.tap("重算")
    expect(page.get_by_role("heading", level=1)).not_to_contain_text("差")
    desk.tap(page.locator("#add > summary"))
    page.locator("#add [name=kind]").select_option("advance")
    page.locator("#add [name=title]").fill("预支差旅")
    page.locator("#add [name=amount]").fill("1000")
    page.locator("#add [name=reason]").fill("借条 2026-11-02，本人签字")
    page.locator("#add [name=proven]").check()
    desk.tap("加上这一行")


def test_unused_leave_and_an_advance_two_persons_and_one_question(
    company: Company, person: Callable[..., Person]
) -> None:
    case = stories.confirmed(company)
    second = second_of(company)
    company.house.at("2026-11-25 16:00")
    address = f"/desk/case/{case.number}/settlement/"

    desk = person(company.chen_jie, DESK, role="finance")
    desk.is_known()
    desk.open(address)
    fill_in(desk)
    reads(desk, "预支差旅")
    desk.tap("提交，请顾晓芸复核")
    expect(desk.page.get_by_role("heading", level=1)).to_contain_text("等顾晓芸复核")
    desk.look("desk-settle-waiting", big=False)
    assert rules.shown(case) is None
    company.house.settle()

    other = person(second, DESK)
    other.is_known()
    other.open("/todo/")
    reads(other, "结算等我复核")
    other.open(address)
    reads(other, "手工加的")
    reads(other, "各行相加等于实发")
    other.look("desk-settle-second", big=False)
    other.narrow(320, 720, 1440)
    other.tap("同意，发给张敏")
    expect(other.page.get_by_role("heading", level=1)).to_contain_text("已发")
    sent = case.settlements.get(state=Settlement.State.SENT)
    assert (sent.checked_by, sent.approved_by) == (company.chen_jie, second)
    company.house.settle()

    phone = person(case.leaver)
    phone.is_known()
    phone.open(f"/case/{case.number}/settlement/unused_leave/")
    phone.page.locator("[name=wrong][value=days]").check()
    phone.page.locator("[name=words]").fill("去年还有 2 天结转到今年")
    phone.look("settle-question")
    phone.page.locator("button[name=others][value=accept]").tap()
    phone.page.wait_for_url(f"**/case/{case.number}/settlement/")
    company.house.settle()

    desk.open(address)
    reads(desk, "去年还有 2 天结转到今年")
    desk.page.locator("#reply-unused_leave").fill("HR 查过，去年都休完了。")
    desk.tap("不改，写明理由")
    reads(desk, "您答复了")
    assert sent.lines.get(key="unused_leave").reply == "kept"
    case.refresh_from_db()
    assert rules.pay_day(case).isoformat() == "2026-11-27"


def test_two_days_of_last_year_are_looked_at_added_and_answered(
    company: Company, person: Callable[..., Person]
) -> None:
    case = stories.confirmed(company)
    company.house.at("2026-11-25 16:00")
    address = f"/desk/case/{case.number}/settlement/"
    desk = person(company.chen_jie, DESK, role="finance")
    desk.is_known()
    desk.open(address)
    fill_in(desk)
    desk.page.get_by_role("button", name="发给张敏").click()
    expect(desk.page.get_by_role("heading", level=1)).to_contain_text("已发")
    company.house.settle()

    phone = person(case.leaver)
    phone.is_known()
    phone.open(f"/case/{case.number}/settlement/unused_leave/")
    phone.page.locator("[name=wrong][value=days]").check()
    phone.page.locator("[name=words]").fill("去年还有 2 天结转到今年，单子上没有。")
    phone.page.locator("button[name=others][value=accept]").tap()
    phone.page.wait_for_url(f"**/case/{case.number}/settlement/")
    company.house.settle()

    desk.open(address)
    reads(desk, "加上 2 天会怎样")
    reads(desk, "新增一行，以前年度没休的年假，2 天")
    reads(desk, "照付")
    desk.look("desk-settle-asked", big=False)
    desk.page.set_viewport_size({"width": 390, "height": 2400})
    desk.look("desk-settle-asked-390", big=False, dark=False)
    desk.page.set_viewport_size({"width": 1440, "height": 900})
    desk.narrow(320, 390, 720, 1440)
    only = desk.page.get_by_label("只看有问题的")
    only.check()
    expect(desk.page.get_by_role("row", name="社保")).to_be_hidden()
    only.uncheck()
    desk.page.locator("#reply-unused_leave").fill("您说得对，去年结转的 2 天漏了，已经单独加一行。")
    desk.page.locator("#more-unused_leave").fill("20天")
    desk.tap("看会怎样")
    reads(desk, "加上 20 天会怎样")
    desk.page.locator("#more-unused_leave").fill("2")
    desk.tap("看会怎样")
    reads(desk, "加上 2 天会怎样")
    expect(desk.page.locator("#reply-unused_leave")).to_have_value(
        "您说得对，去年结转的 2 天漏了，已经单独加一行。"
    )
    assert case.settlements.exclude(state=Settlement.State.REPLACED).count() == 1
    desk.tap("加上 2 天并答复")
    expect(desk.page.get_by_role("heading", level=1)).to_contain_text("已发")
    company.house.settle()

    phone.open(f"/case/{case.number}/settlement/")
    reads(phone, "以前年度没休的年假，2 天")
    reads(phone, "去年结转的 2 天漏了，已经单独加一行")
    phone.look("settle-answered")
    shown = rules.shown(case)
    assert shown is not None
    assert shown.lines.get(key="carried_leave").amount is not None


def test_a_manager_above_the_cap(company: Company, person: Callable[..., Person]) -> None:
    """Fifteen years in Shanghai at 50,000 a month: three times the average, twelve months."""
    manager = stories.hire(
        company,
        "吴建国",
        41,
        work_city="上海",
        hired_on=dt.date(2011, 3, 1),
        monthly_wage=Decimal(50000),
        average_wage=Decimal(50000),
    )
    case = stories.begin(company, manager)
    second_of(company)
    desk = person(company.chen_jie, DESK, role="finance")
    desk.is_known()
    desk.open(f"/desk/case/{case.number}/settlement/")
    page = desk.page
    folds = page.locator("#figures details:not([open]) > summary")
    while folds.count():
        desk.tap(folds.first)
    page.locator("[name=average_due]").fill("50000")
    desk.tap("重算")

    reads(desk, "客观情况发生重大变化")
    reads(desk, "经济补偿")
    reads(desk, "452,772.00")
    reads(desk, "37,731")
    reads(desk, "暂用数：职工月平均工资")
    desk.look("desk-settle-capped", big=False)
    line = case.settlements.get().lines.get(key="compensation")
    assert line.amount == Decimal("452772.00")
    assert any("封顶" in step["reason"] for step in line.steps)
