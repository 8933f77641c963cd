"""Something in the signed agreement is wrong: HR proposes that it be void, the leaver signs too."""

from collections.abc import Callable

from playwright.sync_api import expect

from tests import stories
from tests.journeys.conftest import DESK
from tests.journeys.person import Person
from tests.journeys.test_signing import read, show, write
from tests.stories import Company


def test_both_make_the_agreement_void(company: Company, person: Callable[..., Person]) -> None:
    case = stories.confirmed(company)
    number = case.number
    phone, desk = person(case.leaver), person(company.li_li, DESK)
    phone.is_known()
    desk.is_known()

    phone.open(f"/case/{number}/")
    phone.tap("协议里有不对的？")
    phone.sees("里面有不对的？")
    phone.look("voiding-ask")
    phone.type("哪里不对", "最后一天写早了，我还有两天要交接。")
    phone.tap("请 HR 作废")
    phone.sees("HR 收到您的请求了")
    company.house.settle()

    desk.open(f"/desk/case/{number}/")
    asked = desk.page.locator(".nt", has_text="请求把签好的协议作废")
    desk.tap(asked.get_by_role("link"))
    desk.sees("把协议作废")
    expect(desk.page.get_by_role("main")).to_contain_text("最后一天写早了，我还有两天要交接。")
    desk.look("voiding-propose")
    desk.type("原因，会印在协议里", "最后一天写早了，交接来不及。")
    desk.tap(desk.page.get_by_label("之后另签一份新的协议，改好条款"))
    desk.tap("发给张敏")
    desk.sees("作废协议在等张敏")
    company.house.settle()
    desk.look("voiding-out")

    phone.open_message("作废，请看完再定")
    phone.sees("公司提议把协议作废")
    phone.look("voiding-proposed")
    phone.narrow(320)
    phone.tap("先看清楚")
    phone.sees("先看一遍，再签字")
    phone.look("voiding-read")
    read(phone)
    show(phone)
    write(phone)
    company.house.settle()

    case.refresh_from_db()
    assert case.envelopes.get(purpose="separation_agreement").state == "voided"
    assert case.envelopes.get(purpose="voiding").state == "completed"
    phone.open(f"/case/{number}/voiding/")
    phone.sees("协议已作废：双方都签了")
    phone.look("voided")
    phone.narrow(320)
    phone.open(f"/case/{number}/papers/")
    expect(phone.page.locator(".pp")).to_contain_text("起作废")
    desk.open(f"/desk/case/{number}/agreement/")
    desk.sees("已作废，还要签一份新的")
    desk.look("voided-desk")
