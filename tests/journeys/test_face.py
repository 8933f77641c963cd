"""张敏 has a face service look at her: agrees apart, types the code, goes there, comes back, signs.

Then she takes the consent back; and once more, not recognised, she signs by the code alone. Last,
one face check and one code for two papers, and a witness who looks once for two.
"""

import threading
from collections.abc import Callable, Iterator
from typing import Any
from wsgiref.simple_server import make_server

import pytest
from playwright.sync_api import expect
from pytest_django import Settings

from lizhi.cases.models import Case
from lizhi.signing.models import Envelope
from tests import stories
from tests.identity import facing
from tests.journeys import hands
from tests.journeys.house import House
from tests.journeys.person import Person
from tests.simulators.__main__ import Quiet
from tests.simulators.faces import KEY, TencentFaces
from tests.stories import Company

CARD = "11010119900307889X"
WAYS = "code,passkey,face,witness"


@pytest.fixture(scope="module")
def open_house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """One that has a face service."""
    house = House(tmp_path_factory.mktemp("face-house"))
    house.environment |= {
        "LIZHI_FACE_SERVICE": "tencent",
        "LIZHI_SIGNING_WAYS": WAYS,
        "LIZHI_SIGNING_WAYS_AT_STAKE": WAYS,
        "LIZHI_HELP_LINE": "400-820-0000",
    }
    try:
        house.open()
        yield house
    finally:
        house.close()


@pytest.fixture
def sim(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[TencentFaces]:
    """The service, on a port of this machine; the worker is in this process."""
    facing.set_up("tencent", settings, monkeypatch)
    monkeypatch.setattr("lizhi.identity.faces.wire.transport", lambda: None)
    made = TencentFaces()
    with make_server("127.0.0.1", 0, made, handler_class=Quiet) as server:
        made.host = settings.TENCENT_FACE_HOST = f"127.0.0.1:{server.server_port}"
        settings.TENCENT_KEY, settings.TENCENT_SECRET = KEY.name, KEY.secret
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        yield made
        server.shutdown()
        thread.join()


def out(company: Company) -> Envelope:
    """The agreement waits for 张敏, whose card the roster knows."""
    leaver = company.zhang_min
    leaver.person.id_number = CARD
    leaver.person.save()
    case = stories.acknowledged(company)
    found: Envelope = case.envelopes.get()
    return found


def agreed_and_coded(phone: Person, envelope: Envelope) -> None:
    """The whole text, the button, and the code for this paper."""
    phone.open(f"/sign/{envelope.biz_no}/identity/")
    phone.tap("人脸核验")
    phone.sees("愿意才做")
    phone.look("face-consent")
    phone.narrow(320, 390)
    phone.tap("我单独同意做人脸核验")
    phone.sees("签字前，再认一次是您本人")
    phone.page.locator("input[name=code]").fill(phone.code())
    phone.tap("同意用电子签名，去签字")
    phone.page.get_by_role("button", name="开始人脸核验").wait_for()
    phone.look("face-begin")


def gone_there(
    phone: Person, company: Company, verdict: str, back: str = "**/sign/**/face/**"
) -> None:
    """On to the service, and back."""
    with phone.page.expect_navigation():
        phone.tap("开始人脸核验")
    phone.sees("正在打开")
    phone.look("face-waiting")
    company.house.settle()
    phone.sees("人脸核验在腾讯云做")
    phone.look("face-open")
    phone.narrow(320, 390)
    phone.page.get_by_role("link", name="去腾讯云做人脸核验").tap()
    phone.page.get_by_role("button", name=verdict).tap()
    phone.page.wait_for_url(back)
    with phone.page.expect_navigation():
        phone.tap("我在那边做完了")
    company.house.settle()


def test_she_passes_signs_and_takes_the_consent_back(
    company: Company, person: Callable[..., Person], sim: TencentFaces
) -> None:
    envelope = out(company)
    phone = person(company.zhang_min.user)
    phone.is_known()
    phone.open("/my-consents/")
    phone.page.get_by_text("隐私说明有更新").wait_for()
    phone.look("untold")
    phone.narrow(320, 390)
    phone.page.get_by_role("link", name="看改了什么").tap()
    phone.sees("隐私说明改了这些")
    phone.look("privacy-changes")
    phone.narrow(320, 390)
    with phone.page.expect_navigation():
        phone.tap("看过了")
    phone.open("/my-consents/")
    expect(phone.page.get_by_text("隐私说明有更新")).to_have_count(0)
    agreed_and_coded(phone, envelope)
    gone_there(phone, company, "是本人")
    phone.sees("确认是您本人")
    phone.look("face-passed")
    phone.tap("去签字")
    hands.write_name(phone.page)
    phone.tap("签好了，提交")
    phone.page.wait_for_url("**/done/")
    company.house.settle()
    assert envelope.actors.get(role="employee").state == "signed"

    phone.open("/my-consents/")
    phone.look("my-consents")
    phone.narrow(320, 390)
    phone.tap("撤回同意")
    phone.page.get_by_role("button", name="撤回同意").wait_for(state="detached")
    given: Any = company.zhang_min.user.consents.get(kind="face_check")
    assert given.revoked_at


def test_not_recognised_she_signs_by_the_code(
    company: Company, person: Callable[..., Person], sim: TencentFaces
) -> None:
    envelope = out(company)
    phone = person(company.zhang_min.user)
    phone.is_known()
    agreed_and_coded(phone, envelope)
    gone_there(phone, company, "不像")
    phone.sees("这次没用上人脸核验")
    phone.look("face-over")
    phone.narrow(320, 390)
    phone.tap("不做人脸核验，接着签")
    hands.write_name(phone.page)
    phone.tap("签好了，提交")
    phone.page.wait_for_url("**/done/")
    company.house.settle()
    assert envelope.actors.get(role="employee").state == "signed"


def two_out(company: Company) -> Case:
    """The agreement and the list of what was handed over wait for her name."""
    leaver = company.zhang_min
    leaver.person.id_number = CARD
    leaver.person.save()
    case = stories.acknowledged(company)
    company.house.at("2026-11-25 09:05")
    stories.hand_over(company, case)
    return case


def signed_by(case: Case) -> int:
    """So many papers have her signature."""
    given = case.envelopes.filter(actors__user=case.leaver, actors__state="signed")
    return given.distinct().count()


def test_one_face_check_and_one_code_sign_two_papers(
    company: Company, person: Callable[..., Person], sim: TencentFaces
) -> None:
    case = two_out(company)
    phone = person(company.zhang_min.user)
    phone.is_known()
    phone.open("/sign/")
    phone.sees("2 份文件，一次签完")
    phone.tap("去签勾上的")
    phone.sees("签字前，再认一次")
    phone.look("set-identity")
    phone.narrow(320, 390)
    phone.tap("人脸核验")
    phone.page.get_by_role("heading", name="只为这 2 份").wait_for()
    phone.look("set-face-consent")
    phone.narrow(320, 390)
    phone.tap("我单独同意做人脸核验")
    phone.sees("签字前，再认一次")
    company.house.settle()
    phone.page.locator("input[name=code]").fill(phone.code())
    phone.tap("同意用电子签名，去签字")
    phone.page.get_by_role("button", name="开始人脸核验").wait_for()
    gone_there(phone, company, "是本人", back="**/sign/together/face/**")
    phone.sees("确认是您本人")
    phone.page.get_by_text("只用于这 2 份").wait_for()
    phone.look("set-face-passed")
    phone.tap("去签字")
    hands.write_name(phone.page)
    phone.tap("签好了，提交")
    phone.sees("签好了 2 份")
    company.house.settle()
    assert signed_by(case) == 2
    assert len(sim.tries) == 1
    phone.open("/my-consents/")
    phone.narrow(320, 390)
    phone.look("set-my-consents")


def test_a_witness_looks_once_for_two_papers(
    company: Company, person: Callable[..., Person], sim: TencentFaces
) -> None:
    case = two_out(company)
    envelope = case.envelopes.get(purpose="separation_agreement")
    desk = person(company.li_li, role="HR, the witness")
    desk.is_known()
    desk.open(f"/desk/sign/{envelope.biz_no}/witness/")
    desk.sees("张敏在您面前吗")
    desk.page.get_by_text("一起签的还有").wait_for()
    desk.look("set-witness")
    desk.narrow(320, 390)
    desk.page.locator("input[name=shown]").first.check(force=True)
    desk.page.locator("input[name=card]").fill(CARD[-4:])
    desk.page.locator("input[name=present]").check(force=True)
    desk.tap("是张敏本人，去签字")
    desk.sees("张敏，请写下您的名字")
    desk.page.get_by_text("这 2 份都签上").wait_for()
    desk.look("set-witnessed")
    desk.narrow(320, 390)
    desk.page.locator("input[name=agreed]").check(force=True)
    hands.write_name(desk.page)
    desk.tap("签好了，提交")
    desk.sees("张敏签好了")
    desk.look("set-witness-done")
    desk.narrow(320, 390)
    company.house.settle()
    assert signed_by(case) == 2
