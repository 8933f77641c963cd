"""What people agree to is kept word for word, by its hash."""

import datetime as dt
import hashlib

import pytest
from django.test import Client

from lizhi.accounts import actions, consents
from lizhi.accounts.models import Consent
from lizhi.accounts.signals import consent_withdrawn
from lizhi.common import clock
from lizhi.common.refusals import NotPermitted, Refused
from tests.accounts.phones import person
from tests.conftest import MONDAY

pytestmark = pytest.mark.django_db
TERMS = consents.TEXTS["electronic_signature"]


def test_zhang_min_agrees_to_sign_electronically_and_the_words_are_kept_by_their_hash() -> None:
    consent = actions.record_consent(
        person(), TERMS.kind, TERMS.version, TERMS.text, about="LZ-2026-000001"
    )
    assert consent.text_hash == hashlib.sha256(TERMS.text.encode()).hexdigest()
    assert (consent.kind, consent.version) == ("electronic_signature", "2026-06")
    assert (consent.about, consent.created_at) == ("LZ-2026-000001", MONDAY)


def test_pressing_twice_agrees_once() -> None:
    user = person()
    first = actions.record_consent(user, TERMS.kind, TERMS.version, TERMS.text)
    assert actions.record_consent(user, TERMS.kind, TERMS.version, TERMS.text) == first


def test_nobody_agrees_to_words_that_they_have_not_seen() -> None:
    user = person()
    with pytest.raises(Refused, match="请再看一遍"):
        actions.record_consent(user, TERMS.kind, TERMS.version, TERMS.text + "另外……")
    with pytest.raises(Refused):
        actions.record_consent(user, TERMS.kind, "2025-01", TERMS.text)
    assert not Consent.objects.exists()


def test_a_consent_is_taken_back_by_whoever_gave_it_and_nobody_else() -> None:
    user, other = person(), person("13900001111", "何静")
    proof = consents.TEXTS["sensitive_proof"]
    consent = actions.record_consent(user, proof.kind, proof.version, proof.text)
    with pytest.raises(NotPermitted):
        actions.revoke(consent, by=other)
    with clock.at(MONDAY + dt.timedelta(days=1)):
        actions.revoke(consent, by=user)
        actions.revoke(consent, by=user)
    assert consent.revoked_at == MONDAY + dt.timedelta(days=1)
    assert not user.consents.standing().exists()
    again = actions.record_consent(user, proof.kind, proof.version, proof.text)
    assert again != consent


@pytest.mark.parametrize(
    "kind", ["electronic_signature", "face_check", "sensitive_proof", "privacy"]
)
def test_anyone_can_read_the_texts(kind: str) -> None:
    text = consents.TEXTS[kind]
    for address in (f"/consents/{kind}/", f"/consents/{kind}/{text.version}/"):
        page = Client().get(address).content.decode()
        assert all(line in page for section in text.sections for line in section.lines)
        assert text.hash[:8] in page


def test_the_signature_terms_are_honest_about_their_level() -> None:
    assert "内部签章（双方约定）" in TERMS.text
    assert "不是持牌电子认证机构签发的证书" in TERMS.text
    assert "也不是《电子印章管理办法》所说的电子印章" in TERMS.text
    assert "纸质盖章件" in TERMS.text


def test_an_unknown_text_is_not_found() -> None:
    assert Client().get("/consents/everything/").status_code == 404
    assert Client().get("/consents/privacy/1999-01/").status_code == 404


def test_every_version_reads_as_its_file_says() -> None:
    assert {kind for kind, _version in consents.VERSIONS} == set(consents.TEXTS)
    for text in consents.VERSIONS.values():
        assert text.text.startswith(text.title)
        assert text.hash == consents.text_hash(text.text)


def test_she_reads_what_she_agreed_to_and_takes_it_back_by_one_press() -> None:
    user, phone = person(), Client()
    phone.force_login(user)
    assert "您还没有同意过什么" in phone.get("/my-consents/").content.decode()
    face = consents.TEXTS["face_check"]
    given = actions.record_consent(user, face.kind, face.version, face.text)
    page = phone.get("/my-consents/").content.decode()
    assert face.title in page
    assert f"/consents/face_check/{face.version}/" in page

    for _press in range(2):
        assert phone.post(f"/my-consents/{given.pk}/withdraw/").status_code == 302
    given.refresh_from_db()
    assert given.revoked_at == MONDAY
    page = phone.get("/my-consents/").content.decode()
    assert "撤回" in page
    assert "withdraw" not in page


def test_rooms_that_need_it_hear_once_that_it_was_taken_back() -> None:
    heard: list[Consent] = []

    def listen(sender: object, consent: Consent, **_more: object) -> None:
        heard.append(consent)

    user, face = person(), consents.TEXTS["face_check"]
    given = actions.record_consent(user, face.kind, face.version, face.text)
    consent_withdrawn.connect(listen)
    try:
        actions.revoke(given, by=user)
        actions.revoke(given, by=user)
    finally:
        consent_withdrawn.disconnect(listen)
    assert heard == [given]


@pytest.mark.parametrize(
    ("kind", "instead"),
    [("electronic_signature", "下一份会再问您"), ("sensitive_proof", "告诉 HR")],
)
def test_where_a_press_would_do_nothing_there_is_no_button_but_who_does_it(
    kind: str, instead: str
) -> None:
    user, phone = person(), Client()
    phone.force_login(user)
    text = consents.TEXTS[kind]
    given = actions.record_consent(user, text.kind, text.version, text.text)
    page = phone.get("/my-consents/").content.decode()
    assert instead in page
    assert "withdraw" not in page
    assert phone.post(f"/my-consents/{given.pk}/withdraw/").status_code == 409
    assert user.consents.standing().exists()


def test_what_somebody_else_agreed_to_is_no_page_of_mine() -> None:
    text, phone = consents.TEXTS["face_check"], Client()
    given = actions.record_consent(person(), text.kind, text.version, text.text)
    phone.force_login(person("13900001111", "何静"))
    assert text.title not in phone.get("/my-consents/").content.decode()
    assert phone.post(f"/my-consents/{given.pk}/withdraw/").status_code == 404


def test_the_face_is_asked_for_apart_and_says_that_there_is_another_way() -> None:
    text = consents.TEXTS["face_check"].text
    for words in ("单独同意", "短信验证码", "不看、不存", "随时", "影响评估", "公司不要"):
        assert words in text
