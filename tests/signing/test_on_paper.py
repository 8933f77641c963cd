"""Printed, signed by hand, sent by courier: the last way, open to whoever cannot use a phone."""

import datetime as dt

import pytest
from django.core.exceptions import ObjectDoesNotExist

from lizhi.common import clock
from lizhi.common.refusals import AlreadyDone, NotPermitted, Refused
from lizhi.documents import actions as documents
from lizhi.identity.models import IdentityProof
from lizhi.signing import actions, daily, originals
from lizhi.signing.models import Actor, Envelope, OnPaper, Scan
from tests import make
from tests.signing import by_hand, world

pytestmark = pytest.mark.django_db


def test_what_she_signed_by_hand_counts_as_signed_once_hr_has_taken_it_in() -> None:
    envelope, actor, hr = by_hand.received()
    assert actor.state == Actor.State.SIGNED
    assert actor.evidence["on_paper"]["printed"] in envelope.paper.revisions
    assert "made" not in actor.evidence
    told = envelope.case.events.get(kind="original_received")
    assert (told.actor, told.facts["proof"]) == (hr, "on_paper")
    assert told.facts["scans"] == actor.evidence["on_paper"]["scans"]
    proof = IdentityProof.objects.get(user=actor.user)
    assert (proof.way, proof.used_at) == ("on_paper", told.happened_at)
    assert proof.facts["waybill"] == by_hand.WAYBILL
    assert proof.facts["received_by"]["name"] == "李丽"
    assert world.company(envelope).state == Actor.State.ASKED


def test_and_the_companys_seal_completes_it_as_after_a_signature_on_the_phone() -> None:
    envelope, _actor, hr = by_hand.received()
    seal = world.company(envelope)
    actions.seal_for(envelope.case.entity, seal, by=hr, at=clock.now())
    world.work()
    envelope.refresh_from_db()
    assert envelope.state == Envelope.State.COMPLETED
    assert not envelope.case.events.filter(kind__in=("signature_made", "signature_given")).exists()


def test_chosen_twice_it_is_chosen_once_and_she_may_go_back_to_the_phone() -> None:
    envelope, _hr = by_hand.out()
    actor = by_hand.sent(envelope)
    assert actor.user
    actions.choose_paper(actor, by=actor.user, at=clock.now())
    assert envelope.case.events.filter(kind="paper_chosen").count() == 1
    actions.leave_paper(actor, by=actor.user, at=clock.now())
    actions.leave_paper(actor, by=actor.user, at=clock.now())
    assert envelope.case.events.filter(kind="paper_left").count() == 1
    world.sign(actor)
    world.work()
    assert world.employee(envelope).evidence["made"]
    assert actor.on_paper.scans.count() == 1


def test_a_name_on_the_phone_takes_it_off_the_paper_and_hr_hears_which_counts() -> None:
    envelope, hr = by_hand.out()
    actor = by_hand.sent(envelope)
    actions.add_scans(actor, [by_hand.upload(hr)], by=hr, at=clock.now())
    world.sign(actor)
    assert actor.on_paper.state == OnPaper.State.LEFT
    with pytest.raises(AlreadyDone, match="以手机上签的为准"):
        by_hand.take_in(actor, hr, scan=False)
    assert not envelope.case.events.filter(kind="original_received").exists()


def test_whoever_signs_on_the_phone_a_moment_after_hr_took_it_in_hears_that_it_is_signed() -> None:
    envelope, _hr = by_hand.out()
    actor = by_hand.sent(envelope)
    digits = world.code(actor)
    by_hand.take_in(world.employee(envelope), _hr)
    with pytest.raises(AlreadyDone, match="已经签过了"):
        world.sign(actor, proof=digits)
    assert not envelope.case.events.filter(kind="signature_given").exists()


def test_taken_in_twice_it_is_taken_in_once() -> None:
    envelope, hr = by_hand.out()
    actor = by_hand.sent(envelope)
    by_hand.take_in(actor, hr)
    by_hand.take_in(actor, hr, scan=False)
    with pytest.raises(AlreadyDone, match="已经收到"):
        by_hand.take_in(actor, hr, scan=False, key="another press")
    assert envelope.case.events.filter(kind="original_received").count() == 1


def test_without_a_scan_of_the_original_nothing_is_taken_in() -> None:
    envelope, hr = by_hand.out()
    actor = by_hand.sent(envelope)
    with pytest.raises(Refused, match="原件的扫描件"):
        by_hand.take_in(actor, hr, scan=False)
    late = documents.receive(hr, purpose="signed", name="a.jpg", data=by_hand.photo())
    actions.add_scans(actor, [late], by=hr, at=clock.now())
    with pytest.raises(Refused, match="正在检查"):
        by_hand.take_in(actor, hr, scan=False)
    by_hand.looked_at(late)
    assert by_hand.take_in(actor, hr, scan=False).state == OnPaper.State.RECEIVED


def test_a_file_that_is_no_picture_is_taken_away_and_is_no_scan() -> None:
    envelope, hr = by_hand.out()
    actor = by_hand.sent(envelope)
    bad = documents.receive(hr, purpose="signed", name="a.pdf", data=b"%PDF-1.7 nothing")
    actions.add_scans(actor, [bad], by=hr, at=clock.now())
    by_hand.looked_at(bad)
    assert not Scan.objects.filter(of_original=True).exists()
    with pytest.raises(Refused, match="原件的扫描件"):
        by_hand.take_in(actor, hr, scan=False)


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"checked": ["copies", "name", "pages"]}, "请勾上看过的：逐页核对"),
        ({"kept_at": "  "}, "存放在哪里"),
        ({"day": dt.date(2020, 1, 1)}, "核对日期"),
        ({"day": dt.date(2099, 1, 1)}, "还没到"),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_taken_in(
    said: dict[str, object], words: str
) -> None:
    envelope, hr = by_hand.out()
    actor = by_hand.sent(envelope)
    with pytest.raises(Refused, match=words):
        by_hand.take_in(actor, hr, **said)
    assert world.employee(envelope).state == Actor.State.ASKED


def test_a_tracking_number_or_a_picture_has_to_be_there_and_be_right() -> None:
    envelope, _hr = by_hand.out()
    actor = by_hand.chosen(envelope)
    assert actor.user
    for waybill, words in (("", "快递单号，或者"), ("SF-12", "8 到 20 位"), ("x" * 21, "8 到 20")):
        with pytest.raises(Refused, match=words):
            actions.send_original(actor, waybill=waybill, by=actor.user, at=clock.now())
    assert not envelope.case.events.filter(kind="original_sent").exists()
    actions.send_original(
        actor, uploads=[by_hand.upload(actor.user)], by=actor.user, at=clock.now()
    )
    assert envelope.case.events.get(kind="original_sent").facts["scans"] == 1


def test_hr_says_what_is_wrong_and_she_sends_it_anew() -> None:
    envelope, hr = by_hand.out()
    actor = by_hand.sent(envelope)
    with pytest.raises(Refused):
        actions.original_wrong(actor, why="ugly", words="", by=hr, at=clock.now())
    actions.original_wrong(actor, why="one_copy", words="请再寄一份签好的", by=hr, at=clock.now())
    said = originals.last_wrong(actor)
    assert said
    assert said.words == "请再寄一份签好的"
    assert "请再寄" not in str(envelope.case.events.get(kind="original_wrong").facts)
    assert actor.user
    actions.send_original(actor, waybill="SF99999999", by=actor.user, at=clock.now())
    assert originals.last_wrong(actor) is None
    assert by_hand.take_in(actor, hr).state == OnPaper.State.RECEIVED


def test_nobody_takes_in_the_own_signature_and_no_colleague_does() -> None:
    envelope, _hr = by_hand.out()
    actor = by_hand.sent(envelope)
    make.grant(envelope.case.leaver, "hr", at=envelope.case.branch)
    elsewhere = make.employee("赵宁", "13800000031").person.user
    make.grant(elsewhere, "hr", at=make.branch("武汉分部", "示例制造（武汉）有限公司"))
    for user in (envelope.case.leaver, elsewhere, make.employee("王磊", "13800000011").user):
        with pytest.raises(NotPermitted):
            by_hand.take_in(actor, user, scan=False)
        with pytest.raises(NotPermitted):
            actions.original_wrong(actor, why="pages", words="x", by=user, at=clock.now())
        with pytest.raises(NotPermitted):
            actions.return_copy(actor, by=user, at=clock.now())
    with pytest.raises(NotPermitted):
        actions.choose_paper(actor, by=elsewhere, at=clock.now())


def test_hr_chooses_for_somebody_without_a_phone_and_takes_it_in_without_a_parcel() -> None:
    envelope, hr = by_hand.out()
    actor = world.employee(envelope)
    actions.choose_paper(actor, by=hr, at=clock.now())
    assert by_hand.take_in(actor, hr).waybill == ""
    assert world.employee(envelope).state == Actor.State.SIGNED


def test_after_its_time_it_is_taken_in_no_more() -> None:
    envelope, hr = by_hand.out()
    actor = by_hand.sent(envelope)
    with clock.at(envelope.expires_at + dt.timedelta(minutes=1)):
        with pytest.raises(Refused, match="时间过了"):
            by_hand.take_in(actor, hr, scan=False)
        world.work()
        with pytest.raises(Refused, match="时间过了"):
            by_hand.take_in(actor, hr, scan=False)
    envelope.refresh_from_db()
    assert envelope.state == Envelope.State.EXPIRED


def test_she_may_still_decline() -> None:
    envelope, hr = by_hand.out()
    actor = by_hand.sent(envelope)
    assert actor.user
    actions.decline(actor, reason="other", words="", by=actor.user, at=clock.now())
    with pytest.raises(AlreadyDone, match="没同意"):
        by_hand.take_in(actor, hr, scan=False)


def test_one_copy_goes_back_once_the_original_is_here() -> None:
    envelope, hr = by_hand.out()
    actor = by_hand.sent(envelope)
    with pytest.raises(Refused, match="原件还没收到"):
        actions.return_copy(actor, waybill="SF88888888", by=hr, at=clock.now())
    by_hand.take_in(actor, hr)
    with pytest.raises(Refused, match="8 到 20"):
        actions.return_copy(actor, waybill="SF", by=hr, at=clock.now())
    for waybill in ("SF88888888", "SF88888888", "SF77777777"):
        actions.return_copy(actor, carrier="顺丰", waybill=waybill, by=hr, at=clock.now())
    assert envelope.case.events.filter(kind="original_returned").count() == 2
    assert OnPaper.objects.get(actor=actor).back_waybill == "SF77777777"


def test_each_who_owes_the_next_step_is_reminded_after_three_days_and_again() -> None:
    envelope, hr = by_hand.out()
    actor, start = by_hand.chosen(envelope), clock.now()
    assert daily.chase_papers(start + dt.timedelta(days=2)) == 0
    assert _chased(envelope, start + dt.timedelta(days=3)) == ("send", "leaver")
    assert daily.chase_papers(start + dt.timedelta(days=4)) == 0
    assert _chased(envelope, start + dt.timedelta(days=6)) == ("send", "leaver")
    assert actor.user
    actions.send_original(actor, waybill="SF99999999", by=actor.user, at=start)
    assert _chased(envelope, start + dt.timedelta(days=3)) == ("take_in", "hr")
    by_hand.take_in(actor, hr)
    assert daily.chase_papers(start + dt.timedelta(days=9)) == 0
    actions.seal_for(envelope.case.entity, world.company(envelope), by=hr, at=clock.now())
    world.work()
    assert _chased(envelope, start + dt.timedelta(days=9)) == ("send_back", "hr")
    actions.return_copy(actor, by=hr, at=clock.now())
    assert daily.chase_papers(start + dt.timedelta(days=20)) == 0


def _chased(envelope: Envelope, at: dt.datetime) -> tuple[str, str]:
    assert daily.chase_papers(at) == 1
    told = envelope.case.events.filter(kind="original_chased").order_by("seq").last()
    if told is None:
        raise ObjectDoesNotExist
    return told.facts["stage"], told.facts["to"]


def test_a_paper_that_has_run_out_chases_nobody() -> None:
    envelope, _hr = by_hand.out()
    by_hand.chosen(envelope)
    with clock.at(envelope.expires_at + dt.timedelta(minutes=1)):
        world.work()
        assert daily.chase_papers(clock.now() + dt.timedelta(days=9)) == 0
