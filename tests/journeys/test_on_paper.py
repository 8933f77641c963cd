"""张敏 would rather not sign on her phone: she prints it, signs by hand, and 李丽 takes it in."""

from collections.abc import Callable

from playwright.sync_api import expect

from lizhi.signing.models import Envelope, OnPaper
from tests import stories
from tests.journeys import hands
from tests.journeys.conftest import DESK
from tests.journeys.person import Person
from tests.stories import Company

WAYBILL = "SF1390000204601"


def test_she_signs_by_hand_and_it_counts_as_signed(
    company: Company, person: Callable[..., Person]
) -> None:
    case = stories.acknowledged(company)
    company.house.at("2026-11-25 09:05")
    envelope = case.envelopes.get(purpose="separation_agreement")
    phone = person(case.leaver)
    phone.is_known()
    phone.open(f"/sign/{envelope.biz_no}/")
    phone.tap("打印出来签")
    phone.sees("打印出来签")
    phone.look("on-paper-choose")
    phone.tap("我打印出来签")
    phone.sees("打印、签名、寄出")
    company.house.settle()
    phone.page.reload()
    phone.look("on-paper-print")
    phone.narrow(320, 360)
    phone.tap("寄出去了")
    expect(phone.page.get_by_role("alert").first).to_contain_text("请填快递单号")
    phone.look("on-paper-nothing-said")
    phone.page.locator("upload-files input[type=file]").set_input_files([hands.photo()])
    expect(phone.page.get_by_text("传好了")).to_be_visible(timeout=20_000)
    phone.type("快递单号", WAYBILL)
    phone.type("快递公司", "顺丰")
    phone.tap("寄出去了")
    phone.sees("寄出了，HR 知道了")
    company.house.settle()
    phone.page.reload()
    phone.look("on-paper-sent")

    company.house.set("2026-11-26 10:00")
    desk = person(company.li_li, DESK)
    desk.is_known()
    desk.open("/desk/")
    desk.tap(desk.page.get_by_text("签好的原件在路上").first)
    desk.sees("张敏签好的原件在路上")
    desk.look("on-paper-desk")
    desk.narrow(1366)
    desk.tap("登记收到")
    expect(desk.page.get_by_role("alert").first).to_contain_text("存放在哪里")
    desk.look("on-paper-desk-wrong")
    desk.type("原件存放在哪里", "3 号柜 2026-118")
    for box in desk.page.get_by_role("checkbox").all():
        box.check()
    desk.page.get_by_label("签好的原件扫描").set_input_files([hands.photo()])
    desk.tap("登记收到")
    company.house.settle()
    expect(desk.page.get_by_role("alert").first).to_contain_text("过几秒再按一次")
    desk.tap("登记收到")
    desk.sees("原件收到了")
    desk.look("on-paper-desk-here")
    company.house.settle()
    assert envelope.actors.get(role="employee").state == "signed"
    assert not case.events.filter(kind="signature_made").exists()

    phone.is_known()
    phone.open(f"/sign/{envelope.biz_no}/on-paper/")
    phone.sees("原件收到了，算签好了")
    phone.look("on-paper-counts")
    phone.narrow(320)

    stories.hand_over(company, case)
    stories.confirm(company, case)
    company.house.settle()
    envelope.refresh_from_db()
    assert envelope.state == Envelope.State.COMPLETED
    desk.open(f"/desk/sign/{envelope.biz_no}/on-paper/employee/")
    desk.type("快递单号", "SF1390000204699")
    desk.tap("盖好章寄回了")
    desk.look("on-paper-desk-back")
    assert OnPaper.objects.get().back_at
    phone.page.reload()
    expect(phone.page.get_by_text("SF1390000204699")).to_be_visible()
