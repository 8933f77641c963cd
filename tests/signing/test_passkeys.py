"""A paper is signed with the fingerprint or face of the signer's own phone."""

from typing import Any

import pytest

from lizhi.common import clock
from lizhi.common.refusals import Refused
from lizhi.identity import actions as identity
from lizhi.identity.models import IdentityProof
from lizhi.identity.rules import passkeys_of
from lizhi.signing import actions, ladder, terms
from lizhi.signing.models import Envelope, OneTimeCode
from tests.identity.authenticator import Phone
from tests.identity.test_passkeys import set_up
from tests.signing import world

pytestmark = pytest.mark.django_db


def test_no_message_is_needed_and_the_record_names_the_key() -> None:
    envelope = world.sent()
    user = envelope.case.leaver
    phone, device = set_up(user), world.browser(user)
    page = device.get(world.at("identity", envelope)).content.decode()
    assert "同意，用这台手机的指纹或刷脸" in page

    asked = device.post(world.at("passkey_options", envelope)).json()
    answer = device.post(
        world.at("passkey", envelope),
        {"answer": phone.sign(asked), "terms": terms.text().hash},
    )
    assert answer.headers["Location"] == world.at("hand", envelope)
    answer = device.post(world.at("hand", envelope), {"way": "typed", "typed": "张敏"})
    assert answer.headers["Location"] == world.at("done", envelope)
    world.work()

    record = world.evidence(envelope)["signatures"][0]["record"]
    assert record["identity"]["way"] == "passkey"
    assert record["identity"]["documents"] == [record["paper"]["sha256"]]
    assert record["passkey"]["credential"] == passkeys_of(user).get().key_hash
    assert "code" not in record
    assert not OneTimeCode.objects.exists()
    event = envelope.case.events.get(kind="signature_given")
    assert event.facts["proof"] == "passkey"


def test_whatever_the_phone_says_wrong_the_page_stays_with_its_other_ways() -> None:
    envelope = world.sent()
    set_up(envelope.case.leaver)
    device = world.browser(envelope.case.leaver)
    asked = device.post(world.at("passkey_options", envelope)).json()
    for answer in ("", "{}", Phone().sign(asked), "x" * 30_000):
        sent = {"answer": answer, "terms": terms.text().hash}
        page = device.post(world.at("passkey", envelope), sent)
        assert page.status_code == 422
        assert "请再按一次" in page.content.decode()
        assert "6 位验证码" in page.content.decode()


def test_whoever_has_no_passkey_is_led_to_set_one_up() -> None:
    envelope = world.sent()
    device = world.browser(envelope.case.leaver)
    page = device.get(world.at("identity", envelope)).content.decode()
    assert f"/passkeys/?next={world.at('identity', envelope)}" in page
    assert device.post(world.at("passkey_options", envelope)).status_code == 409


def test_it_is_for_the_paper_as_it_was_asked_for() -> None:
    envelope = world.sent_to_both_at_once()
    actor = world.employee(envelope)
    assert actor.user
    phone = set_up(actor.user)
    asked = actions.request_passkey(actor, by=actor.user, at=clock.now())
    actions.seal_for(envelope.case.entity, world.company(envelope), by=None, at=clock.now())
    world.work()
    actor = world.employee(Envelope.objects.get())
    found = actions.check_passkey(actor, answer=phone.sign(asked), by=actor.user, at=clock.now())  # type: ignore[arg-type]
    assert "不是这一份" in found.problem


def test_where_the_firm_has_taken_it_off_the_ladder_it_does_not_sign(settings: Any) -> None:
    envelope = world.sent()
    actor = world.employee(envelope)
    assert actor.user
    phone = set_up(actor.user)
    asked = actions.request_passkey(actor, by=actor.user, at=clock.now())
    proof = actions.check_passkey(
        actor, answer=phone.sign(asked), by=actor.user, at=clock.now()
    ).proof
    assert proof
    settings.SIGNING_WAYS_AT_STAKE = ["code", "witness"]
    with pytest.raises(Refused, match="别的办法"):
        world.sign(actor, proof=proof)
    with pytest.raises(Refused, match="别的办法"):
        actions.request_passkey(actor, by=actor.user, at=clock.now())


def test_a_face_alone_never_signs(settings: Any) -> None:
    settings.SIGNING_WAYS_AT_STAKE = ["face", "code"]
    settings.SIGNING_WAYS_WITH_SECOND = []
    actor = world.employee(world.sent())
    binding, face = actions.binding_of(actor), IdentityProof.Way.FACE
    alone = identity.prove(binding, way=face, facts={"score": 99}, at=clock.now())
    with pytest.raises(Refused, match="只有这一样还不够"):
        world.sign(actor, proof=alone)


@pytest.mark.parametrize(
    ("ways", "fault"),
    [(["passkey"], "leaves somebody"), (["code", "face"], "no way"), (["code", "oath"], "no way")],
)
def test_a_ladder_that_leaves_somebody_out_does_not_start(
    settings: Any, ways: list[str], fault: str
) -> None:
    assert ladder.problems() == []
    settings.SIGNING_WAYS = ways
    assert any(fault in one for one in ladder.problems())
