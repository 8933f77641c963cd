"""What goes to a face service and what its answers mean; the doctor and the command beside it."""

import datetime as dt
import io
from typing import Any

import httpx
import pytest
from django.core.management import call_command

from lizhi.accounts import actions as accounts
from lizhi.accounts import consents
from lizhi.accounts.models import User
from lizhi.common import clock
from lizhi.config import doctor
from lizhi.config.checks.services import face_service_is_set_up
from lizhi.identity import actions, faces
from lizhi.identity.faces import FaceRefuses, FaceSilent, Who, aliyun, tencent, wire
from lizhi.identity.models import FaceAttempt
from lizhi.signing.providers import wire as signing_wire
from tests.identity import facing

ZHANG = Who(
    order="a" * 32,
    name="张敏",
    id_number="11010119900307889X",
    return_url="https://lizhi.test/sign/E-1/face/",
)
MOMENT = dt.datetime(2026, 6, 1, 2, 0, tzinfo=dt.UTC)
GOOD = {"ErrCode": 0, "LiveStatus": 0, "Comparestatus": 0, "Sim": "98.20"}
State = FaceAttempt.State


class Tape(httpx.BaseTransport):
    """Keeps the request, answers as it is told."""

    def __init__(self, answer: Any) -> None:
        self.answer, self.seen = answer, list[httpx.Request]()

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """One."""
        self.seen.append(request)
        if isinstance(self.answer, bytes):
            return httpx.Response(200, content=self.answer)
        return httpx.Response(200, json=self.answer)


def taped(
    answer: Any, settings: Any, monkeypatch: pytest.MonkeyPatch, name: str = "tencent"
) -> Tape:
    """A service with the real names of hosts, and nobody behind it."""
    facing.set_up(name, settings, monkeypatch)
    settings.TENCENT_KEY, settings.TENCENT_SECRET = "key", "secret"
    settings.ALIYUN_KEY, settings.ALIYUN_SECRET = "key", "secret"
    settings.TENCENT_FACE_HOST = "faceid.tencentcloudapi.com"
    settings.ALIYUN_FACE_HOST = "cloudauth.aliyuncs.com"
    tape = Tape(answer)
    for line in (wire, signing_wire):
        monkeypatch.setattr(line, "transport", lambda: tape)
    return tape


def test_the_question_to_tencent_is_signed_as_a_second_hand_signs_it(
    settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The signature was computed apart from this code, by the steps of the facts."""
    said = {"Response": {"BizToken": "B-1", "Url": "https://open.weixin.qq.com/x"}}
    tape = taped(said, settings, monkeypatch)
    with clock.at(MOMENT):
        opened = faces.get("tencent").start(ZHANG)
    assert (opened.reference, opened.url) == ("B-1", "https://open.weixin.qq.com/x")
    sent = tape.seen[0]
    assert sent.headers["X-TC-Action"] == "DetectAuth"
    assert sent.headers["X-TC-Version"] == "2018-03-01"
    assert sent.headers["Authorization"].endswith(
        "Signature=7492e6fa3af0b97a8968c84eb9cf781aeec0f653518abe0a6568e3d9f28a0bd5"
    )


def test_the_question_to_aliyun_is_signed_as_a_second_hand_signs_it(
    settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = {"Code": "200", "ResultObject": {"Passed": "T", "SubCode": "200"}}
    tape = taped(said, settings, monkeypatch, "aliyun")
    monkeypatch.setattr("secrets.token_hex", lambda _size: "c" * 32)
    with clock.at(MOMENT):
        assert faces.get("aliyun").result("b" * 32, ZHANG).outcome == "passed"
    sent = tape.seen[0]
    assert sent.headers["x-acs-action"] == "DescribeFaceVerify"
    assert sent.headers["Authorization"].endswith(
        "Signature=6fd1fff14ff9275200e6be5ad4ec6d3ebefb6eb9626c6d7cc73b1f691b609e0d"
    )


@pytest.mark.parametrize(
    ("more", "outcome", "reason"),
    [
        ({}, "passed", ""),
        ({"ErrCode": "0"}, "passed", ""),
        ({"ErrCode": None}, "pending", ""),
        ({"ErrCode": 2011}, "failed", "service"),
        ({"LiveStatus": 2016}, "failed", "not_alive"),
        ({"LiveStatus": None}, "failed", "not_alive"),
        ({"LiveStatus": False}, "failed", "not_alive"),
        ({"Comparestatus": 2018}, "failed", "not_same"),
        ({"Sim": "69.99"}, "failed", "not_same"),
        ({"Sim": "nan"}, "failed", "not_same"),
        ({"Sim": ""}, "failed", "not_same"),
        ({"Sim": "inf"}, "failed", "not_same"),
        ({"IdCard": "11010119900307889x"}, "passed", ""),
        ({"IdCard": "110101199003070038"}, "failed", "other_person"),
        ({"Name": "王磊"}, "failed", "other_person"),
        ({"Extra": "b" * 32}, "failed", "other_person"),
    ],
)
def test_tencent_has_to_say_yes_three_times_about_this_person(
    more: dict[str, Any], outcome: str, reason: str
) -> None:
    found = tencent.result_of(GOOD | more, ZHANG)
    assert (found.outcome, found.reason) == (outcome, reason)


@pytest.mark.parametrize(
    ("said", "outcome", "reason"),
    [
        ({"Passed": "T", "SubCode": "200"}, "passed", ""),
        ({"Passed": "T", "SubCode": "205"}, "failed", "not_alive"),
        ({"Passed": "F", "SubCode": "200"}, "failed", "service"),
        ({"Passed": "F", "SubCode": "204"}, "failed", "not_same"),
        ({"Passed": True, "SubCode": "200"}, "failed", "service"),
        ({"Passed": None, "SubCode": None}, "pending", ""),
        ({}, "pending", ""),
    ],
)
def test_aliyun_has_to_say_t_and_200(said: dict[str, Any], outcome: str, reason: str) -> None:
    found = aliyun.result_of(said)
    assert (found.outcome, found.reason) == (outcome, reason)


@pytest.mark.parametrize("name", [*facing.VENDORS])
@pytest.mark.parametrize("answer", [b"", b"<html>", b"[]", b"null", {}, {"Response": []}])
def test_an_answer_that_is_none_is_silence(
    name: str, answer: Any, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    taped(answer, settings, monkeypatch, name)
    for ask in (faces.get(name).start, lambda who: faces.get(name).result("r", who)):
        with pytest.raises(FaceSilent):
            ask(ZHANG)


def test_what_is_said_of_somebody_is_not_in_what_is_logged() -> None:
    assert "张敏" not in repr(ZHANG)
    assert ZHANG.id_number not in repr(ZHANG)
    assert str(FaceRefuses("AuthFailure")) == "AuthFailure"


@pytest.mark.parametrize(
    ("chosen", "cleared", "said"),
    [
        ("", "", None),
        ("tencent", "", None),
        ("aliyun", "", None),
        ("baidu", "", "E211"),
        ("tencent", "TENCENT_FACE_RULE", "E212"),
        ("aliyun", "ALIYUN_FACE_SCENE", "E212"),
        ("aliyun", "ALIYUN_SECRET", "E212"),
        ("fadada", "", None),
        ("fadada", "FADADA_APP_SECRET", "E212"),
        ("esign", "ESIGN_APP_ID", "E212"),
    ],
)
def test_production_does_not_start_with_half_a_service(
    chosen: str, cleared: str, said: str | None, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    facing.set_up("tencent", settings, monkeypatch)
    settings.FACE_SERVICE = chosen
    if cleared:
        setattr(settings, cleared, "")
    found = [one.id for one in face_service_is_set_up(None)]
    assert found == ([f"lizhi.{said}"] if said else [])


def tried(user: User, state: FaceAttempt.State) -> None:
    """A row as it is left behind."""
    text = consents.TEXTS["face_check"]
    FaceAttempt.objects.create(
        user=user,
        about="E-1",
        back_to="/",
        purpose="p",
        documents=[],
        bundle="0" * 64,
        consent=accounts.record_consent(user, text.kind, text.version, text.text),
        provider="tencent",
        order=f"{FaceAttempt.objects.count():032}",
        state=state,
        reason="silent" if state == State.DOWN else "",
        expires_at=clock.now(),
    )


@pytest.mark.django_db
def test_the_doctor_says_that_nobody_came_through() -> None:
    user, since = User.objects.with_phone("13800002046", name="张敏"), clock.now() - doctor.DAY
    for _one in range(2):
        tried(user, State.DOWN)
    assert list(doctor.examine(since, "face_silent")) == []
    tried(user, State.DOWN)
    found = list(doctor.examine(since, "face_silent"))
    assert [one.what for one in found] == ["tencent was not to be had (silent): lizhi faces"]
    tried(user, State.FAILED)
    assert list(doctor.examine(since, "face_silent")) == []


@pytest.mark.django_db
def test_the_administrator_is_warned_before_so_many_faces_have_to_be_filed(settings: Any) -> None:
    assert settings.FACE_ALARM == 80_000
    settings.FACE_ALARM = 3
    for user in (1, 2, 2, 1):
        actions.count_face(user, at=clock.now())
    assert list(doctor.examine(clock.now(), "faces_to_file")) == []
    actions.count_face(3, at=clock.now())
    found = list(doctor.examine(clock.now(), "faces_to_file"))
    assert found[0].what.startswith("3 people")
    settings.FACE_ALARM = 0
    assert list(doctor.examine(clock.now(), "faces_to_file")) == []


@pytest.mark.django_db
@pytest.mark.parametrize("name", [*facing.VENDORS])
def test_the_command_says_who_answers_and_how_many_people_there_were(
    name: str, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = io.StringIO()
    call_command("faces", stdout=out)
    assert "还没有设置人脸核验服务" in out.getvalue()
    sim = facing.set_up(name, settings, monkeypatch)
    actions.count_face(1, at=clock.now())
    call_command("faces", stdout=out)
    assert "到现在 1 人" in out.getvalue()
    assert faces.title_of(name) in out.getvalue()
    assert not sim.tries
    sim.faults.silent = True
    with pytest.raises(SystemExit):
        call_command("faces", stdout=out)
    assert "没有回应" in out.getvalue()
