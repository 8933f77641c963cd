"""张敏 has neither message nor phone: 李丽 looks at her card, and she signs on 李丽's device."""

from collections.abc import Callable

from tests import stories
from tests.journeys import hands
from tests.journeys.person import Person
from tests.stories import Company

LAST = "046X"


def test_she_signs_at_the_desk_of_hr(company: Company, person: Callable[..., Person]) -> None:
    company.house.set("2026-11-24 09:00")
    leaver = company.zhang_min
    leaver.person.id_number = f"44030119900101{LAST}"
    leaver.person.save()
    case = stories.resign(company, leaver)
    company.house.settle()
    stories.acknowledge(company, case)
    company.house.settle()
    envelope = case.envelopes.get(purpose="separation_agreement")
    device = person(company.li_li)
    device.is_known()

    device.open(f"/desk/sign/{envelope.biz_no}/witness/")
    device.sees("张敏在您面前吗")
    device.look("witness")
    device.tap(device.page.get_by_label("居民身份证"))
    device.type("证件号码后四位", "0000")
    device.tap(device.page.get_by_label("人和证件都在我面前"))
    device.tap("是张敏本人")
    device.sees("张敏在您面前吗")
    device.look("witness-wrong")
    device.type("证件号码后四位", LAST)
    device.tap("是张敏本人")

    device.sees("张敏，请写下您的名字")
    device.look("witnessed")
    device.tap(device.page.get_by_text("我看过这份文件"))
    hands.write_name(device.page)
    device.tap("签好了，提交")
    device.sees("张敏签好了")
    device.look("witness-done")
    company.house.settle()
    assert envelope.actors.get(role="employee").state == "signed"
    assert case.events.get(kind="signature_witnessed").actor == company.li_li
