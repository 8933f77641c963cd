"""张敏 has a face service look at her: agrees apart, types the code, goes there, comes back, signs.

Then she takes the consent back; and once more, not recognised, she signs by the code alone.
"""

import threading
from collections.abc import Callable, Iterator
from typing import Any
from wsgiref.simple_server import make_server

import pytest
from pytest_django import Settings

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


def gone_there(phone: Person, company: Company, verdict: str) -> None:
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
    phone.page.wait_for_url("**/sign/**/face/**")
    with phone.page.expect_navigation():
        phone.tap("我在那边做完了")
    company.house.settle()


def test_she_passes_signs_and_takes_the_consent_back(
    company: Company, person: Callable[..., Person], sim: TencentFaces
) -> None:
    envelope = out(company)
    phone = person(company.zhang_min.user)
    phone.is_known()
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
