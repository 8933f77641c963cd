"""Finance books a month and pays it; a colleague confirms the accounts, 张敏 reads the day."""

from collections.abc import Callable

from playwright.sync_api import expect

from lizhi.settlement.models import PaymentBatch, Voucher
from tests import make, stories
from tests.journeys.conftest import DESK
from tests.journeys.person import Person
from tests.stories import Company

Somebody = Callable[..., Person]
WIDTHS = (320, 390, 720, 1280, 1440, 1920)


def look(desk: Person, name: str) -> None:
    """Nobody is kept out, by day and by night, and nothing runs over on any screen."""
    desk.look(name, big=False)
    desk.narrow(*WIDTHS)


def test_a_month_is_booked_and_paid(company: Company, person: Somebody) -> None:
    case = stories.settled(company)
    colleague = stories.hire(company, "何敏", 41, department="财务部").user
    make.grant(colleague, "finance", at=company.zhang_min.branch)
    desk, second = person(company.chen_jie, DESK), person(colleague, DESK)
    desk.is_known()
    second.is_known()

    desk.open("/desk/vouchers/")
    desk.sees("11月 1 人")
    look(desk, "books-month-first")
    desk.tap("科目对照")
    desk.sees("还没有科目对照")
    look(desk, "books-accounts-proposal")
    _everywhere(desk)
    desk.tap("交给同事确认")
    desk.sees("等第二个人确认")
    second.open(desk.page.url)
    look(second, "books-accounts-waiting")
    second.tap("确认第 1 版")
    second.sees("在用第 1 版")

    desk.open("/desk/vouchers/")
    desk.tap("生成凭证")
    expect(desk.page.locator("#vouchers")).to_be_visible()
    voucher = Voucher.objects.get(entity=case.entity)
    with desk.page.expect_download() as file:
        desk.tap(f"{voucher.voucher_id} 金蝶云星空")
    assert file.value.suggested_filename == f"{voucher.voucher_id}-kingdee.json"
    desk.page.get_by_label(f"{voucher.voucher_id} 在账上的凭证号").fill("记-0042")
    desk.tap("记下来")
    expect(desk.page.get_by_text("账上是 记-0042")).to_be_visible()

    desk.page.get_by_role("checkbox", name="付给张敏").check()
    desk.tap("生成付款文件")
    desk.sees("1 人，9,051.50 元")
    look(desk, "books-batch")
    with desk.page.expect_download() as file:
        desk.tap("银行文件 XLSX")
    assert file.value.suggested_filename.startswith("FK")
    desk.type("银行流水号", "BK20261125001")
    desk.tap("标为已付")
    desk.sees("已付")
    look(desk, "books-batch-paid")
    assert PaymentBatch.objects.get(entity=case.entity).voucher is not None
    desk.open("/desk/vouchers/")
    look(desk, "books-month-done")
    for page in ("预提", "月报"):
        desk.open("/desk/vouchers/")
        desk.tap(page)
        look(desk, f"books-{page}")

    phone = person(company.zhang_min.user)
    phone.is_known()
    phone.open(f"/case/{case.number}/settlement/")
    expect(phone.page.get_by_text("付了 9,051.50 元")).to_be_visible()
    phone.look("settlement-paid")
    phone.narrow(320, 390)


def _everywhere(desk: Person) -> None:
    """One row a line, of no department and with no code of a person: this ledger is simple."""
    page = desk.page
    page.get_by_label("组织编码").fill("GS01")
    page.get_by_label("账簿编码").fill("001")
    seen: set[str] = set()
    for row in page.locator("tbody tr").all():
        kind = row.locator("[name=row-kind]")
        if kind.count() == 0:
            continue
        value = kind.input_value()
        if value in seen:
            for name in ("kind", "cost_kind"):
                row.locator(f"[name=row-{name}]").select_option("")
            for field in row.locator("input").all():
                field.fill("")
            continue
        seen.add(value)
        row.locator("[name=row-cost_kind]").select_option("")
        row.locator("[name=row-dims]").fill("")
