"""A phone recognises its owner: for one paper, once, for five minutes, and never a copy of it."""

import base64
import datetime as dt
import hashlib
from typing import Any

import pytest
from django.urls import reverse
from fido2.webauthn import AttestedCredentialData
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lizhi.accounts.models import User
from lizhi.common import clock
from lizhi.common.refusals import Refused
from lizhi.identity import actions
from lizhi.identity.actions.passkeys import challenge_of
from lizhi.identity.binding import Binding
from lizhi.identity.models import IdentityProof, Passkey
from lizhi.identity.rules import passkeys_of
from tests import make
from tests.identity.authenticator import Phone

pytestmark = pytest.mark.django_db
ONE, TWO = "1" * 64, "2" * 64
DOES_NOT_FIT, USE_THE_CODE = "手机的回答对不上", "改用验证码"


def somebody(phone: str = "13800002046") -> User:
    """Whoever signs."""
    return User.objects.with_phone(phone, name="张敏")


def set_up(user: User, phone: Phone | None = None) -> Phone:
    """This person's phone, known to us."""
    phone = phone or Phone()
    asked = actions.ask_new_passkey(user, at=clock.now())
    added = actions.add_passkey(user, answer=phone.make(asked), name="", at=clock.now())
    assert added.passkey, added.problem
    return phone


def binding(user: User, *papers: str) -> Binding:
    """What is to be proved."""
    return Binding.of(user.pk, "papers", papers or (ONE,))


def shown(user: User, answer: str, *papers: str) -> actions.Shown:
    """What we say to the phone's answer."""
    return actions.check_passkey(binding(user, *papers), answer=answer, at=clock.now())


def test_the_phone_shows_who_signs_and_leaves_what_anybody_can_check_again() -> None:
    user = somebody()
    phone = set_up(user)
    proof = shown(user, phone.sign(actions.ask_passkey(binding(user), at=clock.now()))).proof
    assert proof
    assert (proof.way, proof.documents) == (IdentityProof.Way.PASSKEY, [ONE])

    kept: dict[str, Any] = proof.facts
    client, said, signature, key = (
        base64.b64decode(kept[name])
        for name in ("client_data", "authenticator_data", "signature", "key")
    )
    AttestedCredentialData(key).public_key.verify(said + hashlib.sha256(client).digest(), signature)
    assert kept["challenge"] == challenge_of(binding(user), kept["nonce"])
    assert base64.urlsafe_b64encode(bytes.fromhex(kept["challenge"])).rstrip(b"=") in client


def test_an_answer_counts_once() -> None:
    user = somebody()
    phone = set_up(user)
    answer = phone.sign(actions.ask_passkey(binding(user), at=clock.now()))
    assert shown(user, answer).proof
    assert "请再按一次" in shown(user, answer).problem


def test_after_five_minutes_it_is_too_late() -> None:
    user = somebody()
    phone = set_up(user)
    answer = phone.sign(actions.ask_passkey(binding(user), at=clock.now()))
    with clock.at(clock.now() + dt.timedelta(minutes=5, seconds=1)):
        assert "过了几分钟" in shown(user, answer).problem


def test_an_answer_for_one_paper_signs_no_other_and_none_more() -> None:
    user = somebody()
    phone = set_up(user)
    for papers in ((TWO,), (ONE, TWO)):
        answer = phone.sign(actions.ask_passkey(binding(user), at=clock.now()))
        assert "不是这一份" in shown(user, answer, *papers).problem
        assert shown(user, answer).proof  # what it was made for it still does


def test_another_persons_phone_does_not() -> None:
    user, other = somebody(), somebody("13800000011")
    set_up(user)
    theirs = set_up(other)
    asked = actions.ask_passkey(binding(user), at=clock.now())
    assert DOES_NOT_FIT in shown(user, theirs.sign(asked)).problem
    foreign = theirs.sign(actions.ask_passkey(binding(other), at=clock.now()))
    assert DOES_NOT_FIT in shown(user, foreign).problem


def test_a_phone_that_has_not_looked_at_the_finger_shows_nothing() -> None:
    user = somebody()
    phone = set_up(user)
    phone.verifies = False
    answer = phone.sign(actions.ask_passkey(binding(user), at=clock.now()))
    assert DOES_NOT_FIT in shown(user, answer).problem


def test_nor_is_one_set_up_that_does_not_look() -> None:
    user = somebody()
    asked = actions.ask_new_passkey(user, at=clock.now())
    answer = Phone(verifies=False).make(asked)
    added = actions.add_passkey(user, answer=answer, name="", at=clock.now())
    assert DOES_NOT_FIT in added.problem
    assert not Passkey.objects.exists()


def test_a_page_of_somebody_else_gets_nothing() -> None:
    user = somebody()
    phone = set_up(user)
    phone.origin = "https://lizhi.example.net"
    answer = phone.sign(actions.ask_passkey(binding(user), at=clock.now()))
    assert DOES_NOT_FIT in shown(user, answer).problem


def test_a_copied_passkey_is_found_out_by_its_counter() -> None:
    user = somebody()
    phone = set_up(user)
    copy = Phone(name=phone.name, key=phone.key)
    for _ in range(2):
        assert shown(user, phone.sign(actions.ask_passkey(binding(user), at=clock.now()))).proof
    answer = copy.sign(actions.ask_passkey(binding(user), at=clock.now()))
    assert USE_THE_CODE in shown(user, answer).problem


def test_phones_that_never_count_are_welcome() -> None:
    user = somebody()
    phone = set_up(user)
    for _ in range(2):
        phone.counter = -1
        assert shown(user, phone.sign(actions.ask_passkey(binding(user), at=clock.now()))).proof


def test_a_phone_is_set_up_once_and_shows_nothing_when_it_was_taken_away() -> None:
    user = somebody()
    phone = set_up(user)
    asked = actions.ask_new_passkey(user, at=clock.now())
    again = actions.add_passkey(user, answer=phone.make(asked), name="", at=clock.now())
    assert "已经打开过了" in again.problem

    asked = actions.ask_passkey(binding(user), at=clock.now())
    actions.remove_passkey(passkeys_of(user).get(), by=user)
    assert DOES_NOT_FIT in shown(user, phone.sign(asked)).problem
    with pytest.raises(Refused, match="请用验证码"):
        actions.ask_passkey(binding(user), at=clock.now())


ANSWERS = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda one: (
        st.lists(one)
        | st.dictionaries(
            st.sampled_from(["id", "rawId", "type", "response", "clientDataJSON", "signature"]), one
        )
    ),
    max_leaves=8,
)


@settings(max_examples=60, suppress_health_check=list(HealthCheck), deadline=None)
@given(ANSWERS)
def test_nonsense_is_answered_in_words(answer: Any) -> None:
    import json

    user = User.objects.by_phone("13800002046") or somebody()
    for raw in (json.dumps(answer), str(answer), "[" * 5000):
        assert shown(user, raw).problem
        assert actions.add_passkey(user, answer=raw, name="x", at=clock.now()).problem


def test_the_page_lists_names_and_takes_away(client: Any) -> None:
    user = make.employee("张敏", "13800002046").person.user
    make.signed_in(client, user)
    page = reverse("identity:passkeys")
    assert "在这台手机上打开" in client.get(page).content.decode()

    asked = client.post(reverse("identity:passkey_options")).json()
    answer = client.post(
        reverse("identity:add_passkey"), {"answer": Phone().make(asked), "name": "红米"}
    )
    assert answer.headers["Location"] == page
    assert "红米" in client.get(page).content.decode()

    key = passkeys_of(user).get().pk
    client.post(reverse("identity:passkey", args=[key]), {"name": "旧手机"})
    assert "旧手机" in client.get(page).content.decode()
    client.post(reverse("identity:remove_passkey", args=[key]))
    assert not passkeys_of(user).exists()


def test_an_answer_that_does_not_fit_keeps_the_name_that_was_typed(client: Any) -> None:
    user = make.employee("张敏", "13800002046").person.user
    make.signed_in(client, user)
    answer = client.post(reverse("identity:add_passkey"), {"answer": "{}", "name": "红米"})
    assert answer.status_code == 422
    assert DOES_NOT_FIT in answer.content.decode()
    assert 'value="红米"' in answer.content.decode()
