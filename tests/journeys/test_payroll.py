"""Finance brings a year of wages in: the worker reads it, the page leads on, one mistake a time."""

from collections.abc import Callable
from typing import Any

from playwright.sync_api import FilePayload, expect

from lizhi.people import progress
from lizhi.people.roster.workbook import TYPE
from lizhi.settlement.models import PayBatch, PayRecord
from tests.journeys.conftest import DESK
from tests.journeys.person import Person
from tests.settlement import sheets
from tests.stories import Company

WIDTHS = (320, 390, 720, 1280, 1440)
NARROW = {**DESK, "viewport": {"width": 390, "height": 844}}
Somebody = Callable[..., Person]
MANY = 1_200
"""More than a page reads while somebody waits."""


def workbook(company: Company) -> FilePayload:
    """Twelve good rows, and many of people whom nobody knows."""
    number = company.zhang_min.number
    good = sheets.year_of(number, overtime_pay=0)
    wrong: list[dict[str, Any]] = [
        sheets.wage(f"X{count:05}", "2026-05", "八千" if count % 3 else 8700)
        for count in range(MANY)
    ]
    months = [sheets.wage(number, month, 1) for month in ("2026-13", "2031-01", "五月")]
    data = sheets.book(sheets.table("pay", *good, *months, *wrong))
    return FilePayload(name="2026 年工资.xlsx", mimeType=TYPE, buffer=data)


def test_a_large_file_is_read_by_the_worker(company: Company, person: Somebody) -> None:
    finance = person(company.chen_jie, DESK, role="finance")
    finance.is_known()
    main = finance.page.locator("#main")
    finance.open("/desk/pay/")
    finance.page.locator("input[type=file]").set_input_files([workbook(company)])
    finance.tap("读这份文件")
    finance.sees("正在读这份文件")
    batch = PayBatch.objects.latest("pk")
    progress.note(batch, 500)
    expect(main).to_contain_text("500 / 1,215 行")
    finance.look("payroll-reading", big=False)
    finance.narrow(*WIDTHS)

    company.house.settle()
    finance.sees("格不对")
    expect(main).to_contain_text("全部列，")
    finance.look("payroll-cells", big=False)
    finance.narrow(*WIDTHS)
    finance.page.get_by_label("哪一列", exact=True).select_option("工资|月份")
    finance.tap("看这些")
    expect(main.locator("tbody tr")).to_have_count(3)
    expect(main).to_contain_text("2026-13")
    finance.look("payroll-one-column", big=False)

    phone = person(company.chen_jie, NARROW, role="finance")
    phone.is_known()
    phone.open(f"/desk/pay/{batch.number}/?kind=text_for_number")
    phone.look("payroll-phone", big=False)
    phone.narrow(320, 390)

    finance.tap("导入 12 行")
    finance.sees("正在导入")
    finance.look("payroll-writing", big=False)
    phone.open(f"/desk/pay/{batch.number}/")
    phone.look("payroll-writing-phone", big=False)
    company.house.settle()
    finance.sees("导进去了")
    assert PayRecord.objects.filter(employment=company.zhang_min, is_current=True).count() == 12


def test_without_script_the_page_is_loaded_again(company: Company, person: Somebody) -> None:
    finance = person(company.chen_jie, {**DESK, "java_script_enabled": False}, role="finance")
    finance.is_known()
    finance.open("/desk/pay/")
    finance.page.locator("input[type=file]").set_input_files([workbook(company)])
    finance.page.get_by_role("button", name="读这份文件").click()
    finance.sees("正在读这份文件")
    company.house.settle()
    finance.page.get_by_role("link", name="再看一眼").click()
    finance.sees("格不对")
