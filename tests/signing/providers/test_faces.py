"""The face at a signing service: only by the own consent for this paper, and never the only way."""

from typing import Any

import pytest

from lizhi.accounts import actions as accounts
from lizhi.accounts import consents
from lizhi.accounts.models import Consent, User
from lizhi.common import clock
from lizhi.identity import actions as identity
from lizhi.identity import faces
from lizhi.identity.faces import FaceRefuses, FaceSilent, Who
from lizhi.signing import actions, posting
from lizhi.signing.models import Envelope
from lizhi.signing.providers.entities import Company
from lizhi.signing.providers.esign import flows
from lizhi.signing.providers.fadada import tasks
from tests.identity import facing
from tests.signing import world
from tests.signing.providers.played import Outside
from tests.signing.providers.stages import sent
from tests.simulators.faces import OfSigning

CARD = "11010119900307889X"
ZHANG = Who("a" * 32, "张敏", CARD, "https://lizhi.test/sign/E-1/face/?a=1&b=2")


@pytest.fixture(params=["fadada", "esign"])
def sim(request: Any, settings: Any, monkeypatch: pytest.MonkeyPatch) -> OfSigning:
    """One after the other, as the face service of the house."""
    found = facing.set_up(request.param, settings, monkeypatch)
    assert isinstance(found, OfSigning)
    return found


def told(sim: OfSigning, verdict: str, who: Who = ZHANG) -> tuple[str, str]:
    """What comes of a try that ended so at the service."""
    service = faces.get(faces.name())
    opened = service.start(ZHANG)
    if verdict:
        sim.says(verdict)
    said = service.result(opened.reference, who)
    return said.outcome, said.reason


@pytest.mark.parametrize(
    ("verdict", "outcome", "reason"),
    [
        ("", "pending", ""),
        ("passed", "passed", ""),
        ("not_same", "failed", "not_same"),
        ("not_alive", "failed", "not_alive"),
        ("cancelled", "failed", "cancelled"),
        ("other_data", "failed", "other_data"),
    ],
)
def test_each_end_of_a_try_has_its_reason(
    sim: OfSigning, verdict: str, outcome: str, reason: str
) -> None:
    assert told(sim, verdict) == (outcome, reason)


def test_a_pass_of_somebody_else_is_none(sim: OfSigning) -> None:
    other = Who(ZHANG.order, "王磊", CARD, ZHANG.return_url)
    assert told(sim, "passed", other) == ("failed", "other_person")
    sim.faults.other_person = True
    assert told(sim, "passed") == ("failed", "other_person")


def test_name_number_and_way_back_arrive_as_they_are_and_nothing_else(sim: OfSigning) -> None:
    told(sim, "passed")
    (tried,) = sim.tries.values()
    assert (tried.name, tried.number, tried.back) == ("张敏", CARD, ZHANG.return_url)
    phone = [one for asked in sim.asked for one in asked if "mobile" in one.lower()]
    assert not phone


def test_keys_that_are_wrong_are_for_the_administrator_and_silence_is_for_nobody(
    sim: OfSigning,
) -> None:
    sim.faults.refuses = "213001"
    with pytest.raises(FaceRefuses) as refused:
        told(sim, "")
    assert CARD not in str(refused.value)
    sim.faults.refuses, sim.faults.silent = "", True
    with pytest.raises(FaceSilent):
        told(sim, "")


@pytest.mark.parametrize("status", ["3", "passed", "SUCCESSFUL", "T", "true"])
def test_a_status_that_nobody_knows_is_no_pass(
    sim: OfSigning, status: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = sim.told  # type: ignore[attr-defined]

    def odd(said: Any) -> Any:
        return {**real(said), "resultStatus": status, "status": status}

    monkeypatch.setattr(sim, "told", odd)
    assert told(sim, "passed")[0] == "failed"


def asked_for(envelope: Envelope) -> tuple[list[str], dict[str, list[str]]]:
    """How the person may be known at 法大大, and at e签宝, for this paper."""
    spec = posting.spec_of(envelope)
    files = {doc.id: "file" for doc in spec.docs}
    task = tasks.body(spec, files, Company("corp-1"), "scene-1")
    flow = flows.body(spec, files)
    person = task["actors"][0]["signConfigInfo"]["verifyMethods"]
    return person, flow["signFlowConfig"]["authConfig"]


def agreed(user: User, envelope: Envelope) -> Consent:
    """In the words that name the service of the house."""
    text = consents.TEXTS["face_check"]
    return identity.agree_to_face(user, about=envelope.biz_no, text_hash=text.hash)


def is_face(envelope: Envelope) -> bool:
    """Whether a face is among the ways there; the code always is."""
    there, willing = asked_for(envelope)
    assert "sms" in there
    assert "CODE_SMS" in willing["willingnessAuthModes"]
    found = {"face" in there, *(any("FACE" in one for one in ways) for ways in willing.values())}
    assert len(found) == 1
    return found.pop()


@pytest.mark.slow
@pytest.mark.django_db
def test_a_paper_at_a_service_asks_for_a_code_and_for_no_face(
    outside: Outside, settings: Any
) -> None:
    envelope = sent(outside)
    assert not is_face(envelope)
    settings.FACE_SERVICE = outside.name
    settings.SIGNING_WAYS_AT_STAKE = ["code", "face", "witness"]
    assert not is_face(envelope)


@pytest.mark.slow
@pytest.mark.django_db
def test_a_face_is_among_the_ways_only_while_she_agrees_to_this_service_for_this_paper(
    outside: Outside, settings: Any
) -> None:
    envelope = sent(outside)
    settings.SIGNING_WAYS_AT_STAKE = ["code", "face", "witness"]
    user = world.employee(envelope).user
    assert user
    settings.FACE_SERVICE = "tencent"
    agreed(user, envelope)
    assert not is_face(envelope)
    settings.FACE_SERVICE = outside.name
    assert not is_face(envelope)
    given = agreed(user, envelope)
    assert is_face(envelope)
    settings.SIGNING_WAYS_AT_STAKE = ["code", "witness"]
    assert not is_face(envelope)
    settings.SIGNING_WAYS_AT_STAKE = ["code", "face", "witness"]
    accounts.revoke(given, by=user)
    assert not is_face(envelope)


@pytest.mark.slow
@pytest.mark.django_db
def test_who_agreed_while_it_was_signed_in_the_house_may_use_it_at_the_service(
    outside: Outside, settings: Any
) -> None:
    settings.SIGNING_PROVIDER, settings.FACE_SERVICE = "builtin", outside.name
    settings.SIGNING_WAYS_AT_STAKE = ["code", "face", "witness"]
    old = world.sent()
    user = world.employee(old).user
    assert user
    agreed(user, old)
    new = actions.switch_provider(old, to=outside.name, by=None, at=clock.now(), key="switch")
    assert is_face(new)
    other = world.envelope(world.case("王磊", "13800000011"))
    assert not is_face(other)


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.parametrize(
    ("kind", "there", "at_esign"),
    [
        ("居民身份证", "id_card", "CRED_PSN_CH_IDCARD"),
        ("身份证", "id_card", "CRED_PSN_CH_IDCARD"),
        ("护照", "passport", "CRED_PSN_PASSPORT"),
        ("港澳居民居住证", None, None),
    ],
)
def test_the_service_compares_name_and_number_with_the_roster(
    kind: str, there: str | None, at_esign: str | None
) -> None:
    envelope = world.sent()
    person = envelope.case.leaver.person
    person.id_number, person.id_kind = CARD, kind
    person.save()
    spec = posting.spec_of(envelope)
    files = {doc.id: "file" for doc in spec.docs}
    actor = tasks.body(spec, files, Company("corp-1"), "scene-1")["actors"][0]["actor"]
    assert actor.get("certType") == there
    assert actor.get("certNoForMatch") == (CARD if there else None)
    info = flows.body(spec, files)["signers"][0]["psnSignerInfo"]["psnInfo"]
    assert info.get("psnIDCardType") == at_esign
    assert info.get("psnIDCardNum") == (CARD if at_esign else None)
