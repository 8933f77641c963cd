"""A city figure is missing: finance adds it, a second person confirms, the line is computed."""

from collections.abc import Callable
from decimal import Decimal

from playwright.sync_api import expect

from lizhi.accounts.models import User
from lizhi.common import clock
from lizhi.settlement import actions
from lizhi.settlement.models import CityFigure
from tests import make, stories
from tests.journeys.conftest import DESK
from tests.journeys.person import Person
from tests.stories import Company

WIDTHS = (320, 390, 720, 1280, 1440)
Somebody = Callable[..., Person]


def second(company: Company) -> User:
    """Gu Xiaoyun, of the same finance."""
    user = stories.hire(company, "顾晓芸", 42, department="财务部").user
    make.grant(user, "finance", at=company.zhang_min.branch)
    return user


def test_a_city_figure_is_missing(company: Company, person: Somebody) -> None:
    company.zhang_min.work_city = "无锡"
    company.zhang_min.save()
    gu_xiaoyun = second(company)
    case = stories.confirmed(company)
    company.house.set("2026-11-26 10:00")
    actions.add_line(
        case,
        kind="loss",
        title="摔坏的显示器",
        amount=Decimal(500),
        reason="定损单",
        by=company.chen_jie,
        at=clock.now(),
        key=make.key(),
    )

    finance = person(company.chen_jie, DESK, role="finance")
    finance.is_known()
    address = f"/desk/case/{case.number}/settlement/"
    finance.open(address)
    main = finance.page.locator("#main")
    expect(main).to_contain_text("缺无锡 2026 年月最低工资标准")
    finance.look("figure-missing", big=False)
    finance.tap("补无锡的数字")
    finance.sees("无锡：月最低工资标准")
    finance.type("月最低工资标准，元/月", "两千五")
    finance.type("从哪天起", "2026-01-01")
    finance.type("文号", "")
    finance.type("文件名称", "最低工资标准的通知")
    finance.type("原文网址，https://", "https://hrss.example.cn/2026/1")
    finance.type("公布日期", "2025-12-30")
    finance.look("figure-add", big=False)
    finance.narrow(*WIDTHS)
    finance.tap("交给另一个人核对")
    expect(main).to_contain_text("这里填数，比如 3000.00")
    finance.look("figure-wrong", big=False)
    finance.type("月最低工资标准，元/月", "2490")
    finance.tap("交给另一个人核对")
    finance.sees("城市数字")
    finance.look("figures", big=False)
    finance.narrow(*WIDTHS)
    finance.tap("无锡，月最低工资标准")
    expect(main).to_contain_text("这个数是您填的，要换一个人核对：顾晓芸可以。")
    finance.look("figure-own", big=False)
    finance.open(address)
    expect(main).to_contain_text("缺无锡 2026 年月最低工资标准")

    other = person(gu_xiaoyun, DESK, role="finance")
    other.is_known()
    other.open("/desk/figures/?city=无锡")
    other.tap("无锡，月最低工资标准")
    other.sees("无锡：月最低工资标准 2,490 元/月")
    expect(other.page.locator("#main")).to_contain_text("摔坏的显示器")
    other.look("figure-second", big=False)
    other.narrow(*WIDTHS)
    other.tap("和出处一样，核对通过")
    other.sees("城市数字")
    assert CityFigure.objects.confirmed().get(city="无锡").checked_by == other.user

    finance.open(address)
    expect(main).not_to_contain_text("缺无锡 2026 年月最低工资标准")
    expect(main.get_by_role("row").filter(has_text="摔坏的显示器")).to_contain_text("500.00")
    finance.open("/desk/pay/")
    finance.sees("导入薪酬和考勤")
    finance.look("payroll", big=False)
    finance.narrow(*WIDTHS)
