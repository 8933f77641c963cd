"""A face check beside the code: agreed to apart, looked at by jobs, and never the only way."""

import datetime as dt
import json
from typing import Any

import pytest
from django.test import Client

from lizhi.accounts import actions as accounts
from lizhi.accounts import consents
from lizhi.cases import access
from lizhi.common import clock
from lizhi.common.refusals import Refused
from lizhi.identity import actions as identity
from lizhi.identity import counted, handlers
from lizhi.identity.models import FaceAttempt, FacePerson, IdentityProof
from lizhi.jobs.models import Outbox
from lizhi.signing import actions, ladder, terms
from lizhi.signing.models import Envelope
from lizhi.signing.reports import records, telling
from tests import make
from tests.identity import facing
from tests.signing import world
from tests.simulators.faces import Faces

pytestmark = pytest.mark.django_db
CARD = "11010119900307889X"
BOSS = ("王磊", "13800000011")
State = FaceAttempt.State


@pytest.fixture(params=[*facing.VENDORS])
def sim(request: Any, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Faces:
    """One after the other: whatever holds for one holds for both."""
    return facing.set_up(request.param, settings, monkeypatch)


@pytest.fixture
def envelope(sim: Faces) -> Envelope:
    """The agreement waits for 张敏, whose card the roster knows."""
    made = world.sent()
    person = made.case.leaver.person
    person.id_number = CARD
    person.save()
    return made


def text() -> consents.ConsentText:
    """Today's words; they name the service that is set up."""
    return consents.TEXTS["face_check"]


def agree(phone: Client, envelope: Envelope) -> Any:
    """Read the text, press the button."""
    return phone.post(world.at("face", envelope), {"agree": "1", "text": text().hash})


def coded(phone: Client, envelope: Envelope) -> Any:
    """The code that went out is typed."""
    world.work()
    said = {"code": world.texted(envelope.case.leaver), "terms": terms.text().hash}
    return phone.post(world.at("identity", envelope), said)


def begun(envelope: Envelope) -> Client:
    """She has agreed, typed the code and begun; the worker has opened the way."""
    phone = world.browser(envelope.case.leaver)
    agree(phone, envelope)
    assert coded(phone, envelope).headers["Location"] == world.at("face", envelope)
    phone.post(world.at("face", envelope), {"start": "1"})
    world.work()
    return phone


def back(phone: Client, envelope: Envelope) -> str:
    """She says that it is done; the worker asks; the page as it is then."""
    phone.post(world.at("face", envelope), {"back": "1"})
    world.work()
    return page(phone, envelope)


def page(phone: Client, envelope: Envelope) -> str:
    """As it is now."""
    answer = phone.get(world.at("face", envelope))
    assert answer.status_code == 200
    return answer.content.decode()


def attempt() -> FaceAttempt:
    """The newest."""
    return FaceAttempt.objects.order_by("-pk")[0]


def later(**span: float) -> Any:
    """The clock so much on."""
    return clock.at(clock.now() + dt.timedelta(**span))


def test_she_agrees_types_the_code_passes_and_signs_with_both_in_the_record(
    envelope: Envelope, sim: Faces
) -> None:
    phone = world.browser(envelope.case.leaver)
    assert text().summary in page(phone, envelope)
    assert agree(phone, envelope).headers["Location"] == world.at("identity", envelope)
    assert coded(phone, envelope).headers["Location"] == world.at("face", envelope)
    answer = phone.post(world.at("face", envelope), {"start": "1"})
    assert answer.headers["Location"] == world.at("face", envelope)
    assert "正在打开" in page(phone, envelope)
    world.work()
    assert sim.tries
    token, tried = next(iter(sim.tries.items()))
    assert f"/face/{token}" in page(phone, envelope)
    assert (tried.name, tried.number) == ("张敏", CARD)
    assert tried.back.endswith(world.at("face", envelope))

    sim.says("passed")
    assert "确认是您本人" in back(phone, envelope)
    answer = phone.post(world.at("face", envelope), {"go": "1"})
    assert answer.headers["Location"] == world.at("hand", envelope)
    answer = phone.post(world.at("hand", envelope), {"way": "typed", "typed": "张敏"})
    assert answer.headers["Location"] == world.at("done", envelope)
    world.work()

    record = world.evidence(envelope)["signatures"][0]["record"]
    assert record["identity"]["way"] == "face"
    assert record["face"]["second"]["way"] == "code"
    assert record["face"]["consent"]["sha256"] == text().hash
    assert record["face"]["reference"] == token
    assert CARD not in str(record)
    kept = records.Kept(world.employee(envelope), json.dumps(record))
    told = telling.signer(kept)
    assert told["identity"] == "人脸核验（单独同意），短信验证码"
    assert told["message"]
    kinds = list(envelope.case.events.values_list("kind", flat=True))
    assert kinds.index("face_asked") < kinds.index("face_ended") < kinds.index("signature_given")
    assert not IdentityProof.objects.filter(used_at=None).exists()
    given = envelope.case.events.get(kind="signature_given")
    others = access.Access(hr=False, finance=False, leaver=False)
    assert given.facts["proof"] == "face"
    assert "proof" not in others.facts_of(given)


def test_nobody_beside_hr_and_herself_hears_that_there_was_a_face_check(
    envelope: Envelope, sim: Faces
) -> None:
    begun(envelope)
    hr, boss = (make.employee(*who).person.user for who in (("李丽", "13800000004"), BOSS))
    make.grant(hr, "hr", at=envelope.case.branch)
    for kind in ("face_asked", "face_ended"):
        assert access.of(envelope.case, envelope.case.leaver).may_know(kind)
        assert access.of(envelope.case, hr).may_know(kind)
        assert not access.of(envelope.case, boss).may_know(kind)
    assert not Outbox.objects.filter(topic__startswith="identity.face").exclude(case=None).exists()


def test_no_picture_is_asked_for_and_none_is_kept(envelope: Envelope, sim: Faces) -> None:
    phone = begun(envelope)
    sim.says("passed")
    back(phone, envelope)
    for asked in sim.asked:
        assert asked.get("InfoType", "1") == "1"
        pictures = {"VideoEvidence", "PictureReturnType", "FaceContrastPicture", "getFile"}
        assert not pictures & asked.keys()
    kept = str([*FaceAttempt.objects.values(), *IdentityProof.objects.values()])
    assert "picture" not in kept.lower()
    assert CARD not in kept
    assert CARD not in str([*Outbox.objects.values(), *envelope.case.events.values("facts")])


def test_the_code_alone_signs_as_before_where_a_face_is_offered(envelope: Envelope) -> None:
    phone = world.browser(envelope.case.leaver)
    phone.post(world.at("code", envelope))
    assert "人脸核验" in phone.get(world.at("identity", envelope)).content.decode()
    assert coded(phone, envelope).headers["Location"] == world.at("hand", envelope)
    assert not FaceAttempt.objects.exists()


def test_without_a_consent_of_its_own_nothing_is_asked(envelope: Envelope, sim: Faces) -> None:
    phone = world.browser(envelope.case.leaver)
    phone.post(world.at("code", envelope))
    coded(phone, envelope)
    assert phone.post(world.at("face", envelope), {"start": "1"}).status_code == 409
    stale = phone.post(world.at("face", envelope), {"agree": "1", "text": "0" * 64})
    assert stale.status_code == 422
    assert "请再看一遍" in stale.content.decode()
    world.work()
    assert not sim.asked
    assert not envelope.case.leaver.consents.filter(kind="face_check").exists()


def test_without_the_code_no_face_is_compared(envelope: Envelope, sim: Faces) -> None:
    actor = world.employee(envelope)
    assert actor.user
    identity.agree_to_face(actor.user, about=envelope.biz_no, text_hash=text().hash)
    with pytest.raises(Refused, match="先输验证码"):
        actions.request_face(actor, by=actor.user, at=clock.now())
    assert not sim.asked


@pytest.mark.parametrize("verdict", ["not_same", "not_alive"])
def test_whoever_is_not_recognised_is_told_what_else_there_is_and_by_whom(
    envelope: Envelope, sim: Faces, verdict: str, settings: Any
) -> None:
    settings.HELP_LINE = "400-820-0000"
    hr = make.employee("李丽", "13800000004").person.user
    make.grant(hr, "hr", at=envelope.case.branch)
    phone = begun(envelope)
    sim.says(verdict)
    told = back(phone, envelope)
    assert "这次没用上人脸核验" in told
    assert "不做人脸核验，接着签" in told
    assert "李丽" in told
    assert "400-820-0000" in told
    assert attempt().state == State.FAILED
    answer = phone.post(world.at("face", envelope), {"go": "1"})
    assert answer.headers["Location"] == world.at("hand", envelope)


def test_who_fails_there_and_tries_again_there_may_still_pass(
    envelope: Envelope, sim: Faces
) -> None:
    phone = begun(envelope)
    sim.says("not_same")
    with later(seconds=40):
        world.work()
        assert attempt().state == State.OPEN
        sim.says("passed")
    with later(seconds=150):
        world.work()
        assert attempt().state == State.PASSED
    assert attempt().sealed is None
    assert "确认是您本人" in page(phone, envelope)


def test_who_gives_up_half_way_finds_the_other_ways_when_the_time_is_over(
    envelope: Envelope, sim: Faces
) -> None:
    phone = begun(envelope)
    with later(minutes=16):
        world.work()
        told = page(phone, envelope)
    assert attempt().state == State.OVER
    assert "时间过了" in told
    assert "别的办法" in told
    assert not IdentityProof.objects.filter(way="face").exists()


def test_what_the_way_back_says_is_not_believed(envelope: Envelope, sim: Faces) -> None:
    phone = begun(envelope)
    told = phone.get(world.at("face", envelope) + "?result=passed&passed=T&code=200")
    assert "确认是您本人" not in told.content.decode()
    assert "确认是您本人" not in back(phone, envelope)
    assert not IdentityProof.objects.filter(way="face").exists()


def test_an_answer_that_comes_twice_proves_once(envelope: Envelope, sim: Faces) -> None:
    phone = begun(envelope)
    sim.says("passed")
    back(phone, envelope)
    for row in Outbox.objects.filter(topic__startswith="identity.face"):
        getattr(handlers, row.topic.partition(".")[2])(row)
    assert IdentityProof.objects.filter(way="face").count() == 1
    assert envelope.case.events.filter(kind="face_ended").count() == 1
    assert len(sim.tries) == 1


def test_an_answer_that_is_lost_after_the_service_has_acted_opens_another_way(
    envelope: Envelope, sim: Faces
) -> None:
    phone = world.browser(envelope.case.leaver)
    agree(phone, envelope)
    coded(phone, envelope)
    sim.faults.dropped = True
    phone.post(world.at("face", envelope), {"start": "1"})
    world.work()
    assert (attempt().state, len(sim.tries)) == (State.ASKED, 1)
    sim.faults.dropped = False
    with later(seconds=15):
        world.work()
        assert len(sim.tries) == 2
        assert list(sim.tries)[-1] in page(phone, envelope)
    assert FacePerson.objects.count() == 1


def test_a_service_that_is_silent_is_left_alone_after_two_minutes(
    envelope: Envelope, sim: Faces
) -> None:
    phone = world.browser(envelope.case.leaver)
    agree(phone, envelope)
    coded(phone, envelope)
    sim.faults.silent = True
    phone.post(world.at("face", envelope), {"start": "1"})
    for seconds in (0, 12, 80):
        with later(seconds=seconds):
            world.work()
    assert attempt().state == State.DOWN
    told = page(phone, envelope)
    assert "没有回应" in told
    assert "不做人脸核验，接着签" in told
    assert not Outbox.objects.filter(state="failed").exists()
    assert not FacePerson.objects.exists()


def test_a_service_that_refuses_our_keys_is_shown_to_whoever_looks_after_it(
    envelope: Envelope, sim: Faces
) -> None:
    phone = world.browser(envelope.case.leaver)
    agree(phone, envelope)
    coded(phone, envelope)
    sim.faults.refuses = "AuthFailure.SecretIdNotFound"
    phone.post(world.at("face", envelope), {"start": "1"})
    world.work()
    assert "没有设置好" in page(phone, envelope)
    failed = Outbox.objects.get(state="failed")
    assert failed.last_error.endswith("FaceRefuses")


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "http://evil.test/face", "https://" + "x" * 3000]
)
def test_nobody_is_sent_to_an_odd_address(envelope: Envelope, sim: Faces, link: str) -> None:
    phone = world.browser(envelope.case.leaver)
    agree(phone, envelope)
    coded(phone, envelope)
    sim.faults.odd_link = link
    phone.post(world.at("face", envelope), {"start": "1"})
    world.work()
    assert attempt().state == State.DOWN
    assert link[:30] not in page(phone, envelope)


def test_an_answer_about_somebody_else_is_no_pass(envelope: Envelope, sim: Faces) -> None:
    phone = begun(envelope)
    sim.faults.other_person = True
    sim.says("passed")
    assert "这次没用上人脸核验" in back(phone, envelope)
    assert not IdentityProof.objects.filter(way="face").exists()


def test_who_takes_the_consent_back_in_the_middle_has_no_face_compared(
    envelope: Envelope, sim: Faces
) -> None:
    phone = begun(envelope)
    sim.says("passed")
    given = envelope.case.leaver.consents.get(kind="face_check")
    phone.post(f"/my-consents/{given.pk}/withdraw/")
    asked = len(sim.asked)
    assert (attempt().state, attempt().sealed) == (State.VOID, None)
    told = back(phone, envelope)
    assert "您撤回了同意" in told
    assert "不做人脸核验，接着签" in told
    assert len(sim.asked) == asked
    assert phone.post(world.at("face", envelope), {"start": "1"}).status_code == 409
    assert envelope.case.events.get(kind="face_ended").facts["outcome"] == "void"


def test_taken_back_before_the_worker_came_the_service_never_hears_of_her(
    envelope: Envelope, sim: Faces
) -> None:
    phone = world.browser(envelope.case.leaver)
    agree(phone, envelope)
    coded(phone, envelope)
    phone.post(world.at("face", envelope), {"start": "1"})
    accounts.revoke(envelope.case.leaver.consents.get(kind="face_check"), by=envelope.case.leaver)
    world.work()
    assert not sim.asked
    assert attempt().state == State.VOID


def test_what_was_proved_before_the_consent_was_taken_back_stands(
    envelope: Envelope, sim: Faces
) -> None:
    phone = begun(envelope)
    sim.says("passed")
    back(phone, envelope)
    accounts.revoke(envelope.case.leaver.consents.get(kind="face_check"), by=envelope.case.leaver)
    phone.post(world.at("face", envelope), {"go": "1"})
    answer = phone.post(world.at("hand", envelope), {"way": "typed", "typed": "张敏"})
    assert answer.headers["Location"] == world.at("done", envelope)


def test_it_is_no_page_of_anybody_else(envelope: Envelope, sim: Faces) -> None:
    begun(envelope)
    other = make.employee("王磊", "13800000011").person.user
    stranger = world.browser(other)
    assert stranger.get(world.at("face", envelope)).status_code == 404
    assert stranger.post(world.at("face", envelope), {"back": "1"}).status_code == 404
    identity.face_back(attempt(), by=other, at=clock.now())
    assert not Outbox.objects.filter(dedupe__contains=":back:").exists()


def test_a_pass_is_for_this_paper_once(envelope: Envelope, sim: Faces) -> None:
    phone = begun(envelope)
    sim.says("passed")
    back(phone, envelope)
    proof = IdentityProof.objects.get(way="face")
    actor = world.employee(envelope)
    world.sign(actor, proof=proof)
    world.work()
    with pytest.raises(Refused):
        world.sign(world.employee(envelope), proof=proof, key="again")
    assert IdentityProof.objects.get(way="code").used_at is not None


def test_pressing_twice_opens_one_way_and_too_often_names_the_others(
    envelope: Envelope, sim: Faces, settings: Any
) -> None:
    phone = begun(envelope)
    phone.post(world.at("face", envelope), {"start": "1"})
    world.work()
    assert len(sim.tries) == 1
    settings.FACE_TRIES = 1
    sim.says("not_same")
    back(phone, envelope)
    answer = phone.post(world.at("face", envelope), {"start": "1"})
    assert answer.status_code == 409
    assert "别的办法" in answer.content.decode()


def test_whoever_has_no_identity_card_in_the_roster_goes_another_way(
    envelope: Envelope, sim: Faces
) -> None:
    person = envelope.case.leaver.person
    person.id_kind = "护照"
    person.save()
    phone = world.browser(envelope.case.leaver)
    agree(phone, envelope)
    coded(phone, envelope)
    answer = phone.post(world.at("face", envelope), {"start": "1"})
    assert answer.status_code == 409
    assert "没有您的身份证号" in answer.content.decode()
    assert not sim.asked


def test_where_the_firm_wants_two_ways_the_code_leads_on_to_the_face_and_a_witness_is_left(
    envelope: Envelope, sim: Faces, settings: Any
) -> None:
    settings.SIGNING_WAYS_WITH_SECOND = ["code", "face"]
    phone = world.browser(envelope.case.leaver)
    phone.post(world.at("code", envelope))
    assert coded(phone, envelope).headers["Location"] == world.at("face", envelope)
    told = page(phone, envelope)
    assert "不做人脸核验，接着签" not in told
    assert "别的办法" in told
    agree(phone, envelope)
    world.work()
    sim.says("passed")
    assert "确认是您本人" in back(phone, envelope)
    phone.post(world.at("face", envelope), {"go": "1"})
    answer = phone.post(world.at("hand", envelope), {"way": "typed", "typed": "张敏"})
    assert answer.headers["Location"] == world.at("done", envelope)


def test_what_was_agreed_for_one_paper_is_asked_anew_for_the_next(envelope: Envelope) -> None:
    phone = begun(envelope)
    actions.revoke(envelope, at=clock.now())
    other = world.envelope(envelope.case, world.another_agreement(envelope.case))
    world.work()
    assert "我单独同意做人脸核验" in page(phone, other)
    assert phone.post(world.at("face", other), {"start": "1"}).status_code == 409


def test_a_card_that_the_roster_has_lost_since_ends_it(envelope: Envelope, sim: Faces) -> None:
    phone = begun(envelope)
    person = envelope.case.leaver.person
    person.id_number = ""
    person.save()
    assert "请告诉 HR" in back(phone, envelope)
    assert attempt().state == State.DOWN
    assert not Outbox.objects.filter(state="failed").exists()


def test_two_faces_are_one_face(envelope: Envelope) -> None:
    actor = world.employee(envelope)
    facts = {"second": {"way": "face"}}
    way = IdentityProof.Way.FACE
    proof = identity.prove(actions.binding_of(actor), way=way, facts=facts, at=clock.now())
    with pytest.raises(Refused, match="只有这一样还不够"):
        ladder.check_proof(envelope.purpose, proof)


def test_a_list_names_the_face_only_where_a_service_is_set_up(sim: Faces, settings: Any) -> None:
    assert ladder.problems() == []
    settings.FACE_SERVICE = ""
    assert all("names face" in one for one in ladder.problems())
    assert len(ladder.problems()) == 2


def test_each_person_is_counted_once_and_no_more_after_years(
    envelope: Envelope, sim: Faces
) -> None:
    phone = begun(envelope)
    sim.says("not_same")
    back(phone, envelope)
    phone.post(world.at("face", envelope), {"start": "1"})
    world.work()
    assert (len(sim.tries), counted.people(clock.now())) == (2, 1)
    with later(days=1096):
        assert counted.people(clock.now()) == 0
        assert identity.forget_faces(clock.now()) == 1
