"""Without a message or a phone: HR looks at person and card, the person writes the name."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client

from lizhi.accounts import rules as accounts
from lizhi.accounts.models import User
from lizhi.common import clock
from lizhi.common.refusals import NotPermitted, Refused
from lizhi.signing import actions
from lizhi.signing.models import Actor, Envelope
from tests import make
from tests.signing import world

pytestmark = pytest.mark.django_db
LAST = "046X"


def out() -> tuple[Envelope, User]:
    """The agreement waits for 张敏, whose card ends in 046X; 李丽 is HR of the branch."""
    envelope = world.sent()
    person = envelope.case.leaver.person
    person.id_number = f"44030119900101{LAST}"
    person.save()
    hr = make.employee("李丽", "13800000004").person.user
    make.grant(hr, "hr", at=envelope.case.branch)
    return envelope, hr


def seen(client: Client, envelope: Envelope, card: str = LAST, **more: str) -> Any:
    """HR has looked."""
    said = {"card": card, "shown": "identity_card", "present": "on", **more}
    return client.post(world.at("witness", envelope), said)


def test_she_signs_on_the_device_of_the_witness_who_is_named_in_the_evidence() -> None:
    envelope, hr = out()
    desk = world.browser(hr)
    assert "张敏在您面前吗" in desk.get(world.at("witness", envelope)).content.decode()
    assert seen(desk, envelope, "046x").headers["Location"] == world.at("witnessed", envelope)
    page = desk.get(world.at("witnessed", envelope)).content.decode()
    assert "张敏，请写下您的名字" in page

    given = {"strokes": world.strokes(), "agreed": "on"}
    answer = desk.post(world.at("witnessed", envelope), given)
    assert "张敏签好了" in answer.content.decode()
    world.work()
    record = world.evidence(envelope)["signatures"][0]["record"]
    assert record["identity"]["way"] == "witness"
    assert record["witness"]["witness"]["name"] == "李丽"
    assert record["witness"]["shown"] == "identity_card"
    assert LAST not in str(record)
    assert record["device"]["strength"] == "witness"
    assert envelope.case.events.get(kind="signature_witnessed").actor == hr
    given_event = envelope.case.events.get(kind="signature_given")
    assert (given_event.actor, given_event.facts["proof"]) == (envelope.case.leaver, "witness")


def test_or_on_her_own_phone() -> None:
    envelope, hr = out()
    seen(world.browser(hr), envelope)
    phone = world.browser(envelope.case.leaver)
    assert "李丽为我见证" in phone.get(world.at("identity", envelope)).content.decode()
    answer = phone.post(world.at("with_witness", envelope))
    assert answer.headers["Location"] == world.at("hand", envelope)
    answer = phone.post(world.at("hand", envelope), {"way": "typed", "typed": "张敏"})
    assert answer.headers["Location"] == world.at("done", envelope)


def test_without_a_witness_the_phone_does_not_go_on() -> None:
    envelope, _hr = out()
    phone = world.browser(envelope.case.leaver)
    assert phone.post(world.at("with_witness", envelope)).status_code == 409


def test_it_is_good_for_a_quarter_of_an_hour() -> None:
    envelope, hr = out()
    seen(world.browser(hr), envelope)
    actor = world.employee(envelope)
    with clock.at(clock.now() + dt.timedelta(minutes=16)), pytest.raises(Refused, match="几分钟"):
        actions.witnessed(actor, by=envelope.case.leaver, at=clock.now())


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"card": "0000"}, "后四位不一样"),
        ({"card": ""}, "请填后四位"),
        ({"present": ""}, "见证人要在场"),
        ({"shown": "oath"}, "oath"),
    ],
)
def test_what_does_not_match_leads_nowhere_and_keeps_what_was_typed(
    said: dict[str, str], words: str
) -> None:
    envelope, hr = out()
    answer = seen(world.browser(hr), envelope, **said)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not envelope.case.events.filter(kind="signature_witnessed").exists()


def test_nobody_guesses_the_card() -> None:
    envelope, hr = out()
    desk = world.browser(hr)
    for wrong in ("0001", "0002", "0003", "0004", "0005"):
        assert "后四位不一样" in seen(desk, envelope, wrong).content.decode()
    assert "试得太多了" in seen(desk, envelope).content.decode()


def test_whoever_is_not_on_the_roster_with_a_card_cannot_be_witnessed() -> None:
    envelope, hr = out()
    person = envelope.case.leaver.person
    person.id_number = ""
    person.save()
    assert "请先补上" in seen(world.browser(hr), envelope).content.decode()
    answer = actions.witness(
        world.employee(envelope), card="", shown="identity_card", by=hr, at=clock.now()
    )
    assert "请先补上" in answer.problem


def test_the_witness_is_known_by_a_code_of_a_few_minutes_ago() -> None:
    envelope, hr = out()
    desk = world.browser(hr)
    session = desk.session
    session[accounts.CODE_AT] = (clock.now() - dt.timedelta(minutes=20)).isoformat()
    session[accounts.SEEN_AT] = clock.now().isoformat()
    session[accounts.OFFICER] = True
    session.save()
    assert seen(desk, envelope).status_code in {302, 403}
    assert not envelope.case.events.filter(kind="signature_witnessed").exists()


def test_nobody_is_the_own_witness_and_no_colleague_is_one() -> None:
    envelope, _hr = out()
    make.grant(envelope.case.leaver, "hr", at=envelope.case.branch)
    colleague = make.employee("王磊", "13800000011").person.user
    for user in (envelope.case.leaver, colleague):
        with pytest.raises(NotPermitted):
            actions.witness(
                world.employee(envelope),
                card=LAST,
                shown="identity_card",
                by=user,
                at=clock.now(),
            )


def test_the_name_is_hers_and_she_agrees_herself() -> None:
    envelope, hr = out()
    desk = world.browser(hr)
    seen(desk, envelope)
    for sent in (
        {"way": "typed", "typed": "李丽", "agreed": "on"},
        {"way": "typed", "typed": "张敏"},
        {"strokes": "", "agreed": "on"},
    ):
        assert desk.post(world.at("witnessed", envelope), sent).status_code == 422
    assert world.employee(envelope).state == Actor.State.ASKED


def test_another_witness_does_not_go_on_with_mine() -> None:
    envelope, hr = out()
    seen(world.browser(hr), envelope)
    other = make.employee("赵宁", "13800000031").person.user
    make.grant(other, "group_hr")
    answer = world.browser(other).get(world.at("witnessed", envelope))
    assert answer.headers["Location"] == world.at("witness", envelope)
