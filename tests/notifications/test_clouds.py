"""Texts by two clouds: signed as their documents show, by templates that they have approved."""

import datetime as dt
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from pytest_django import Settings

from lizhi.common import clock
from lizhi.common.clouds import Key, acs3, tc3
from lizhi.common.refusals import NotPermitted
from lizhi.notifications import actions, providers
from lizhi.notifications.models import Message
from lizhi.notifications.providers import SendFailed
from lizhi.notifications.providers.approved import Template

pytestmark = pytest.mark.django_db
PHONE = "13800002046"
TEXT = (
    "【荔枝离职】签《离职协议》的验证码 528306，5 分钟内有效，"
    "只能用来签这一份。谁打电话来要都别给。"
)
APPROVED = (
    "签《${paper}》的验证码 ${code}，${minutes} 分钟内有效，只能用来签这一份。谁打电话来要都别给。"
)
OK = {
    "aliyun": {"Code": "OK", "BizId": "9006^0", "RequestId": "R", "Message": "OK"},
    "tencent": {"Response": {"SendStatusSet": [{"SerialNo": "S-1", "Code": "Ok"}]}},
}


@dataclass
class Cloud:
    """A cloud on this machine: checks who signs, remembers what came, answers as it is told."""

    host: str = ""
    answer: Any = None
    taken: list[dict[str, Any]] = field(default_factory=list)
    forged: list[str] = field(default_factory=list)

    def take(self, headers: dict[str, str], path: str, raw: bytes) -> None:
        """The signature is computed again from what has come."""
        small = {name.lower(): value for name, value in headers.items()}
        query = {name: one[0] for name, one in parse_qs(urlsplit(path).query).items()}
        if "x-acs-action" in small:
            _sent, fresh = acs3(
                Key("key", "secret"),
                host=self.host,
                action=small["x-acs-action"],
                version=small["x-acs-version"],
                query=query,
                at=dt.datetime.fromisoformat(small["x-acs-date"]),
                nonce=small["x-acs-signature-nonce"],
            )
        else:
            fresh = tc3(
                Key("key", "secret"),
                host=self.host,
                action=small["x-tc-action"],
                version=small["x-tc-version"],
                body=raw,
                at=dt.datetime.fromtimestamp(int(small["x-tc-timestamp"]), dt.UTC),
            )
        if small["authorization"] != fresh["Authorization"]:
            self.forged.append(small["authorization"])
        self.taken.append(query or json.loads(raw))


@contextmanager
def running() -> Iterator[Cloud]:
    """One that listens as long as the test needs it."""
    cloud = Cloud()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            raw = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            cloud.take(dict(self.headers), self.path, raw)
            self.send_response(200)
            self.end_headers()
            said = cloud.answer
            self.wfile.write(said if isinstance(said, bytes) else json.dumps(said).encode())

        def log_message(self, *args: object) -> None:
            """Be silent."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    cloud.host = f"127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield cloud
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture(params=["aliyun", "tencent"])
def cloud(request: Any, settings: Settings, tmp_path: Path) -> Iterator[Cloud]:
    """The firm sends by this cloud."""
    file = tmp_path / "approved.json"
    entries = [
        {"template": "step.opened", "id": "T-0", "text": "${name}，有一步等您：${link}"},
        {"template": "signing.code", "id": "T-1", "text": APPROVED},
    ]
    file.write_text(json.dumps(entries), encoding="utf-8")
    with running() as up:
        settings.SMS_SENDER = request.param
        settings.SMS_TEMPLATES, settings.SMS_SIGN_NAME = str(file), "荔枝离职"
        settings.ALIYUN_KEY = settings.TENCENT_KEY = "key"
        settings.ALIYUN_SECRET = settings.TENCENT_SECRET = "secret"
        settings.ALIYUN_SMS_HOST = settings.TENCENT_SMS_HOST = up.host
        settings.TENCENT_SMS_APP = "1400006666"
        up.answer = OK[request.param]
        yield up


def send(text: str = TEXT, template: str = "signing.code", key: str = "signing-code:3") -> Message:
    return actions.send(key=key, channel="sms", address=PHONE, template=template, text=text)


def test_aliyun_is_signed_as_its_documents_show() -> None:
    """Its published example: RunInstances of 2023-10-26."""
    sent, headers = acs3(
        Key("YourAccessKeyId", "YourAccessKeySecret"),
        host="ecs.cn-shanghai.aliyuncs.com",
        action="RunInstances",
        version="2014-05-26",
        query={
            "RegionId": "cn-shanghai",
            "ImageId": "win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd",
        },
        at=dt.datetime(2023, 10, 26, 10, 22, 32, tzinfo=dt.UTC),
        nonce="3156853299f313e23d1673dc12e1703d",
    )
    assert sent.startswith("ImageId=win2019")
    assert headers["Authorization"] == (
        "ACS3-HMAC-SHA256 Credential=YourAccessKeyId,SignedHeaders=host;x-acs-action;"
        "x-acs-content-sha256;x-acs-date;x-acs-signature-nonce;x-acs-version,"
        "Signature=06563a9e1b43f5dfe96b81484da74bceab24a1d853912eee15083a6f0f3283c0"
    )


def test_tencent_is_signed_as_its_documents_show() -> None:
    """Its published example: DescribeInstances of 2019-02-25."""
    body = (
        b'{"Limit": 1, "Filters": [{"Values": ["\\u672a\\u547d\\u540d"], "Name": "instance-name"}]}'
    )
    headers = tc3(
        Key("AKIDz8krbsJ5yKBZQpn74WFkmLPx3EXAMPLE", "Gu5t9xGARNpq86cd98joQYCN3EXAMPLE"),
        host="cvm.tencentcloudapi.com",
        action="DescribeInstances",
        version="2017-03-12",
        body=body,
        at=dt.datetime.fromtimestamp(1551113065, dt.UTC),
        region="ap-guangzhou",
    )
    assert headers["Authorization"].endswith(
        "Signature=72e494ea809ad7a8c8f7a4507b9bddcbaa8e581f516e8da2f66e2c5a96525168"
    )


def test_signs_spaces_stars_and_chinese_as_the_standard_wants_them() -> None:
    sent, _headers = acs3(
        Key("k", "s"),
        host="h",
        action="A",
        version="V",
        query={"b": "a b*c~d/e", "a": "签"},
        at=dt.datetime(2026, 1, 1, tzinfo=dt.UTC),
        nonce="n",
    )
    assert sent == "a=%E7%AD%BE&b=a%20b%2Ac~d%2Fe"


def test_the_approved_template_goes_out_with_its_values_signed_and_once(cloud: Cloud) -> None:
    message = send()
    assert send().pk == message.pk
    assert message.state == Message.State.SENT
    assert message.ref in {"9006^0", "S-1"}
    assert len(cloud.taken) == 1
    assert cloud.forged == []
    sent = cloud.taken[0]
    if "TemplateCode" in sent:
        assert sent["PhoneNumbers"] == PHONE
        values = {"paper": "离职协议", "code": "528306", "minutes": "5"}
        assert (sent["TemplateCode"], json.loads(sent["TemplateParam"])) == ("T-1", values)
    else:
        assert sent["PhoneNumberSet"] == ["+86" + PHONE]
        assert sent["TemplateParamSet"] == ["离职协议", "528306", "5"]
        assert (sent["TemplateId"], sent["SmsSdkAppId"]) == ("T-1", "1400006666")
    assert sent["SignName"] == "荔枝离职"


def test_a_text_that_nobody_has_approved_fails_by_name(cloud: Cloud) -> None:
    message = send(template="step.late", key="other")
    assert message.state == Message.State.FAILED
    assert message.error == "no approved template fits step.late"
    assert cloud.taken == []


@pytest.mark.parametrize(
    ("aliyun", "tencent", "for_good"),
    [
        ("isv.MOBILE_NUMBER_ILLEGAL", "InvalidParameterValue.IncorrectPhoneNumber", True),
        ("isv.BUSINESS_LIMIT_CONTROL", "LimitExceeded.PhoneNumberThirtySecondLimit", False),
        ("isv.AMOUNT_NOT_ENOUGH", "FailedOperation.InsufficientBalanceInSmsPackage", False),
        ("SignatureDoesNotMatch", "AuthFailure.SignatureFailure", False),
    ],
)
def test_what_is_wrong_with_a_number_is_final_and_what_is_wrong_with_the_hour_is_not(
    cloud: Cloud, aliyun: str, tencent: str, for_good: bool
) -> None:
    by_aliyun = "Code" in cloud.answer
    code = aliyun if by_aliyun else tencent
    cloud.answer = (
        {"Code": code, "Message": PHONE}
        if by_aliyun
        else {"Response": {"SendStatusSet": [{"Code": code, "Message": PHONE}]}}
    )
    if for_good:
        message = send()
        assert message.state == Message.State.FAILED
        assert code in message.error
        assert PHONE not in message.error
    else:
        with pytest.raises(SendFailed, match=code):
            send()


@pytest.mark.parametrize("answer", [b"", b"<html>", b"[]", b"null", {"Response": None}, {}])
def test_an_answer_that_cannot_be_read_is_tried_again(cloud: Cloud, answer: Any) -> None:
    cloud.answer = answer
    with pytest.raises(SendFailed) as failure:
        send()
    assert not failure.value.permanent


def test_a_cloud_that_is_down_is_tried_again(cloud: Cloud, settings: Settings) -> None:
    settings.ALIYUN_SMS_HOST = settings.TENCENT_SMS_HOST = "127.0.0.1:9"
    with pytest.raises(SendFailed) as failure:
        send()
    assert not failure.value.permanent


def test_reports_that_anybody_could_write_are_not_taken() -> None:
    for name in ("aliyun", "tencent"):
        with pytest.raises(NotPermitted):
            providers.get(name).parse_delivery_report({}, {}, b"[]")


@pytest.mark.parametrize(
    ("approved", "text", "values"),
    [
        ("${a}到${b}", "【x】3到5", {"a": "3", "b": "5"}),
        ("【x】您好", "【y】您好", {}),
        ("（${a}）*", "（.+）*", {"a": ".+"}),
        ("${a}。", "3", None),
        ("您好${a}", "您好", None),
    ],
)
def test_values_are_read_out_of_a_text(
    approved: str, text: str, values: dict[str, str] | None
) -> None:
    assert Template("*", "1", approved).values_in(text) == values


def test_the_moment_is_the_houses(cloud: Cloud) -> None:
    """A clock that was moved moves the signature with it: no second clock in the house."""
    with clock.at(dt.datetime(2026, 6, 1, 9, tzinfo=clock.SHANGHAI)):
        send()
    assert cloud.forged == []
