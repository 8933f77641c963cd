"""Several papers in one go by something else than the code alone: a face, a phone, a witness."""

from typing import Any

import pytest
from django.test import Client

from lizhi.accounts import consents
from lizhi.accounts.models import User
from lizhi.cases.models import Case
from lizhi.common import clock
from lizhi.common.refusals import Refused
from lizhi.identity.models import FaceAttempt, IdentityProof
from lizhi.signing import actions, terms
from lizhi.signing.models import Actor, Ceremony, Envelope, OneTimeCode
from tests import make
from tests.identity import facing
from tests.identity.test_passkeys import set_up
from tests.signing import world
from tests.signing.test_together import choose, out, page, prove, record
from tests.simulators.faces import Faces

pytestmark = [pytest.mark.slow, pytest.mark.django_db]
CARD = "11010119900307889X"
FACE, IDENTITY, HAND = (f"/sign/together/{page}/" for page in ("face", "identity", "hand"))


@pytest.fixture
def hr() -> User:
    """李丽, HR of the branch."""
    found = make.employee("李丽", "13800000004").user
    make.grant(found, "hr")
    return found


@pytest.fixture(params=[*facing.VENDORS])
def sim(request: Any, hr: User, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Faces:
    """A face service, one after the other."""
    return facing.set_up(request.param, settings, monkeypatch)


@pytest.fixture
def case(hr: User) -> Case:
    """张敏 leaves; the roster knows her card."""
    made = world.case()
    person = made.leaver.person
    person.id_number = CARD
    person.save()
    return made


def agreed(phone: Client) -> Any:
    """The whole text, the button."""
    return phone.post(FACE, {"agree": "1", "text": consents.TEXTS["face_check"].hash})


def coded(phone: Client, case: Case) -> Any:
    """The digits for exactly this set."""
    world.work()
    typed = {"code": world.texted(case.leaver), "terms": terms.text().hash}
    return phone.post(IDENTITY, typed)


def at_the_camera(phone: Client, envelopes: list[Envelope]) -> None:
    """Chosen, agreed, coded, begun; the worker has opened the way."""
    assert choose(phone, envelopes)["Location"] == IDENTITY
    assert FACE in page(phone, IDENTITY)
    assert agreed(phone)["Location"] == IDENTITY
    assert coded(phone, envelopes[0].case)["Location"] == FACE
    assert phone.post(FACE, {"start": "1"})["Location"] == FACE
    world.work()


def back(phone: Client) -> str:
    """She says that it is done; the worker asks."""
    phone.post(FACE, {"back": "1"})
    world.work()
    return page(phone, FACE)


def test_one_face_check_and_one_code_sign_a_set_and_each_paper_has_its_own_record(
    case: Case, sim: Faces
) -> None:
    envelopes = out(case, 3)
    phone = world.browser(case.leaver)
    at_the_camera(phone, envelopes)
    sim.says("passed")
    assert "确认是您本人" in back(phone)
    assert phone.post(FACE, {"go": "1"})["Location"] == HAND
    done = phone.post(HAND, {"strokes": world.strokes()})["Location"]
    world.work()
    assert "签好了 3 份" in page(phone, done)

    assert len(sim.tries) == OneTimeCode.objects.count() == FaceAttempt.objects.count() == 1
    actors = list(Actor.objects.select_related("envelope__case", "envelope__paper__file"))
    assert {actor.state for actor in actors} == {Actor.State.SIGNED}
    assert len({actor.evidence["made"]["certificate"] for actor in actors}) == 3
    attempt, ceremony = FaceAttempt.objects.get(), Ceremony.objects.get()
    for actor in actors:
        found = record(actor)
        assert found["identity"]["way"] == "face"
        assert found["identity"]["bundle"] == attempt.bundle == ceremony.bundle
        assert found["face"]["second"]["way"] == "code"
        assert found["face"]["provider"] == attempt.provider
        assert found["ceremony"]["id"] == ceremony.pk
    asked = case.events.filter(kind="face_asked")
    assert {one.facts["envelope"] for one in asked} == {one.biz_no for one in envelopes}
    assert case.events.filter(kind="face_ended").count() == 3


def test_the_consent_names_exactly_the_set_and_one_paper_more_is_asked_anew(
    case: Case, sim: Faces
) -> None:
    first, second, third = out(case, 3)
    phone = world.browser(case.leaver)
    choose(phone, [first, second])
    shown = page(phone, FACE)
    assert first.paper.number in shown
    assert second.paper.number in shown
    assert third.paper.number not in shown
    agreed(phone)
    (given,) = case.leaver.consents.filter(kind="face_check")
    pair = [world.employee(one) for one in (first, second)]
    assert actions.binding_of(*pair).digest in given.about
    assert given.about in page(phone, "/my-consents/")

    choose(phone, [first, second, third])
    assert "我单独同意做人脸核验" in page(phone, FACE)
    coded(phone, case)
    assert phone.post(FACE, {"start": "1"}).status_code == 409
    assert not sim.asked


def test_a_pass_for_a_set_signs_neither_more_nor_less(case: Case, sim: Faces) -> None:
    first, second, third = out(case, 3)
    phone = world.browser(case.leaver)
    at_the_camera(phone, [first, second])
    sim.says("passed")
    back(phone)
    proof = IdentityProof.objects.get(way="face")
    three = [world.employee(one) for one in (first, second, third)]

    def hand_in(actors: list[Actor]) -> None:
        actions.sign_together(
            actors,
            proof=proof,
            strokes=world.strokes(),
            consent=True,
            device=world.DEVICE,
            by=case.leaver,
            at=clock.now(),
            key="set",
        )

    for actors in (three, three[:1]):
        with pytest.raises(Refused):
            hand_in(actors)
    assert not case.events.filter(kind="signature_given").exists()
    hand_in(three[1:])
    assert world.employee(third).state == Actor.State.ASKED
    (given,) = case.events.filter(kind="signature_given")
    assert given.facts["envelope"] == second.biz_no


@pytest.mark.parametrize("verdict", ["not_same", "not_alive"])
def test_not_recognised_the_code_signs_the_same_set(case: Case, sim: Faces, verdict: str) -> None:
    envelopes = out(case, 2)
    phone = world.browser(case.leaver)
    at_the_camera(phone, envelopes)
    sim.says(verdict)
    told = back(phone)
    assert "这次没用上人脸核验" in told
    assert "李丽" in told
    assert phone.post(FACE, {"go": "1"})["Location"] == HAND
    done = phone.post(HAND, {"way": "typed", "typed": "张敏"})["Location"]
    world.work()
    assert "签好了 2 份" in page(phone, done)


def test_where_the_code_is_not_enough_it_leads_the_set_on_to_the_face(
    case: Case, sim: Faces, settings: Any
) -> None:
    settings.SIGNING_WAYS_WITH_SECOND = ["code", "face"]
    envelopes = out(case, 2)
    phone = world.browser(case.leaver)
    assert prove(phone, envelopes)["Location"] == FACE
    assert phone.get(HAND)["Location"] == IDENTITY
    assert "不做人脸核验，接着签" not in page(phone, FACE)
    agreed(phone)
    world.work()
    sim.says("passed")
    back(phone)
    assert phone.post(FACE, {"go": "1"})["Location"] == HAND
    done = phone.post(HAND, {"way": "typed", "typed": "张敏"})["Location"]
    assert "签好了 2 份" in page(phone, done)


def test_taken_back_in_the_middle_it_ends_for_each_of_them(case: Case, sim: Faces) -> None:
    envelopes = out(case, 2)
    phone = world.browser(case.leaver)
    at_the_camera(phone, envelopes)
    given = case.leaver.consents.get(kind="face_check")
    phone.post(f"/my-consents/{given.pk}/withdraw/")
    assert "您撤回了同意" in page(phone, FACE)
    ended = case.events.filter(kind="face_ended")
    assert [one.facts["outcome"] for one in ended] == ["void", "void"]


def test_who_has_chosen_nothing_is_led_to_the_list(case: Case, sim: Faces) -> None:
    phone = world.browser(case.leaver)
    assert phone.get(FACE)["Location"] == "/sign/"
    assert phone.post("/sign/together/passkey/")["Location"] == "/sign/"
    assert phone.post("/sign/together/passkey/options/").status_code == 409
    assert phone.post("/sign/together/with-witness/")["Location"] == "/sign/"


def test_the_fingerprint_of_the_own_phone_signs_a_set(case: Case) -> None:
    envelopes = out(case, 2)
    key, phone = set_up(case.leaver), world.browser(case.leaver)
    choose(phone, envelopes)
    assert "同意，用这台手机的指纹或刷脸" in page(phone, IDENTITY)
    asked = phone.post("/sign/together/passkey/options/").json()
    wrong = phone.post("/sign/together/passkey/", {"answer": "{}", "terms": terms.text().hash})
    assert wrong.status_code == 422
    assert "请再按一次" in wrong.content.decode()
    said = {"answer": key.sign(asked), "terms": terms.text().hash}
    assert phone.post("/sign/together/passkey/", said)["Location"] == HAND
    done = phone.post(HAND, {"way": "typed", "typed": "张敏"})["Location"]
    world.work()
    assert "签好了 2 份" in page(phone, done)
    for actor in Actor.objects.select_related("envelope__case"):
        assert record(actor)["identity"]["way"] == "passkey"


def seen(desk: Client, envelope: Envelope, also: list[Envelope], **more: str) -> Any:
    """HR has looked at person and card."""
    said = {"card": CARD[-4:], "shown": "identity_card", "present": "on", **more}
    return desk.post(world.at("witness", envelope), {**said, "also": [one.biz_no for one in also]})


def test_a_witness_looks_once_and_she_writes_once_for_several_papers(case: Case, hr: User) -> None:
    first, second, third = out(case, 3)
    desk = world.browser(hr)
    shown = page(desk, world.at("witness", first))
    assert second.subject in shown
    assert third.subject in shown
    assert seen(desk, first, [second])["Location"] == world.at("witnessed", first)
    shown = page(desk, world.at("witnessed", first))
    assert "2 份" in shown
    assert third.subject not in shown
    given = {"strokes": world.strokes(), "agreed": "on"}
    answer = desk.post(world.at("witnessed", first), given).content.decode()
    assert "张敏签好了" in answer
    assert second.subject in answer
    world.work()
    for envelope in (first, second):
        actor = world.employee(envelope)
        assert actor.state == Actor.State.SIGNED
        found = record(actor)
        assert found["identity"]["way"] == "witness"
        assert found["device"]["strength"] == "witness"
        assert len(found["ceremony"]["papers"]) == 2
    assert world.employee(third).state == Actor.State.ASKED
    assert case.events.filter(kind="signature_witnessed").count() == 2


def test_or_on_her_own_phone_for_exactly_these(case: Case, hr: User) -> None:
    first, second, third = out(case, 3)
    seen(world.browser(hr), first, [second])
    phone = world.browser(case.leaver)
    choose(phone, [first, second, third])
    assert "李丽为我见证" not in page(phone, IDENTITY)
    assert phone.post("/sign/together/with-witness/").status_code == 409
    choose(phone, [first, second])
    assert "李丽为我见证" in page(phone, IDENTITY)
    assert phone.post("/sign/together/with-witness/")["Location"] == HAND
    done = phone.post(HAND, {"way": "typed", "typed": "张敏"})["Location"]
    assert "签好了 2 份" in page(phone, done)


def test_a_paper_called_back_meanwhile_is_named_on_the_device_of_the_witness(
    case: Case, hr: User
) -> None:
    first, second, third = out(case, 3)
    desk = world.browser(hr)
    seen(desk, first, [second, third])
    actions.revoke(third, at=clock.now())
    given = {"strokes": world.strokes(), "agreed": "on"}
    answer = desk.post(world.at("witnessed", first), given).content.decode()
    assert "张敏签好了" in answer
    assert "收回" in answer
    assert world.employee(first).state == world.employee(second).state == Actor.State.GIVEN
    assert world.employee(third).state == Actor.State.ASKED


def test_nobody_witnesses_papers_of_somebody_else_in_the_same_go(case: Case, hr: User) -> None:
    (mine,) = out(case, 1)
    other = world.sent(world.case("王磊", "13800000011"))
    desk = world.browser(hr)
    assert other.biz_no not in page(desk, world.at("witness", mine))
    assert seen(desk, mine, [other]).status_code == 422


def test_a_paper_that_is_signed_elsewhere_is_not_taken_into_the_set(case: Case) -> None:
    first, second = out(case, 2)
    Envelope.objects.filter(pk=second.pk).update(provider="fadada")
    phone = world.browser(case.leaver)
    assert choose(phone, [first, second])["Location"] == world.at("read", first)
    for page_of_it in ("code", "witness"):
        assert phone.post(world.at(page_of_it, second)).status_code in {403, 409}
    assert not OneTimeCode.objects.exists()
