"""What she reads on her phone and HR at a desk, and what a form that is filled in wrong says."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from ninja.testing import TestClient

from lizhi.common import clock
from lizhi.documents.models import Upload
from lizhi.signing import ladder
from lizhi.signing.api import router
from lizhi.signing.models import Actor, Envelope, OnPaper
from tests import make
from tests.signing import by_hand, world

pytestmark = pytest.mark.django_db


def desk_address(envelope: Envelope) -> str:
    return reverse("signing:original_desk", args=[envelope.biz_no, "employee"])


def arrived(desk: Client, envelope: Envelope, **more: Any) -> Any:
    """HR fills in the form of the page."""
    said = {
        "do": "arrived",
        "key": "k",
        "day": clock.today().isoformat(),
        "kept_at": "3 号柜 2026-118",
        "checked": by_hand.TICKED,
        **more,
    }
    return desk.post(desk_address(envelope), said)


def checked_all() -> None:
    for upload in Upload.objects.filter(state=Upload.State.CHECKING):
        by_hand.looked_at(upload)


def test_she_chooses_paper_sends_it_and_hr_takes_it_in() -> None:
    envelope, hr = by_hand.out()
    phone, desk = world.browser(envelope.case.leaver), world.browser(hr)
    assert "打印出来签" in phone.get(world.at("read", envelope)).content.decode()
    assert "我打印出来签" in phone.get(world.at("paper", envelope)).content.decode()
    assert not OnPaper.objects.exists()
    phone.post(world.at("paper", envelope), {"do": "choose"})
    world.work()
    page = phone.get(world.at("paper", envelope)).content.decode()
    assert "寄件说明" in page
    assert envelope.paper.number in page
    pdf = phone.get(world.at("cover", envelope))
    assert pdf.headers["Content-Type"] == "application/pdf"
    assert "这份您在纸上签" in phone.get(world.at("read", envelope)).content.decode()
    assert phone.get(reverse("signing:waiting")).headers["Location"] == world.at("paper", envelope)

    sent = {"carrier": "顺丰", "waybill": "sf 1234 5678 90", "scans": [by_hand.file()]}
    assert phone.post(world.at("paper", envelope), sent).status_code == 302
    checked_all()
    assert "寄出了，HR 知道了" in phone.get(world.at("paper", envelope)).content.decode()
    page = desk.get(desk_address(envelope)).content.decode()
    assert "SF1234567890" in page
    scan = OnPaper.objects.get().scans.get()
    mine = reverse("signing:original_scan", args=[envelope.biz_no, "employee", scan.pk])
    assert desk.get(mine).headers["Content-Type"] == "image/jpeg"
    assert phone.get(world.at("scan", envelope, scan.pk)).status_code == 200

    answer = arrived(desk, envelope, scans=[by_hand.file(by_hand.photo(90))])
    assert answer.status_code == 422
    assert "过几秒再按一次" in answer.content.decode()
    assert "3 号柜 2026-118" in answer.content.decode()
    checked_all()
    assert arrived(desk, envelope).status_code == 302
    assert world.employee(envelope).state == Actor.State.SIGNED
    page = phone.get(world.at("paper", envelope)).content.decode()
    assert "没有替您做电子签名" in page
    assert phone.get(world.at("done", envelope)).headers["Location"] == world.at("paper", envelope)

    back = {"do": "back", "carrier": "顺丰", "waybill": "SF000011112222"}
    assert desk.post(desk_address(envelope), back).status_code == 302
    assert "SF000011112222" in phone.get(world.at("paper", envelope)).content.decode()


def test_where_a_message_does_not_come_the_last_way_is_paper() -> None:
    envelope, _hr = by_hand.out()
    phone = world.browser(envelope.case.leaver)
    phone.post(world.at("code", envelope))
    page = phone.get(world.at("identity", envelope)).content.decode()
    assert world.at("paper", envelope) in page


def test_whoever_declines_for_paper_is_led_there_and_has_declined_nothing() -> None:
    envelope, _hr = by_hand.out()
    phone = world.browser(envelope.case.leaver)
    answer = phone.post(world.at("decline", envelope), {"reason": "on_paper"})
    assert answer.headers["Location"] == world.at("paper", envelope)
    assert world.employee(envelope).state == Actor.State.ASKED


def test_back_to_the_phone_by_one_press() -> None:
    envelope, _hr = by_hand.out()
    by_hand.chosen(envelope)
    phone = world.browser(envelope.case.leaver)
    answer = phone.post(world.at("paper", envelope), {"do": "phone"})
    assert answer.headers["Location"] == world.at("read", envelope)
    assert "先看" in phone.get(world.at("read", envelope)).content.decode()


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({}, "请填快递单号"),
        ({"waybill": "SF-1"}, "8 到 20 位"),
        ({"waybill": "顺丰1234567890"}, "8 到 20 位"),
    ],
)
def test_what_she_fills_in_wrong_is_said_beside_it_and_kept(
    said: dict[str, str], words: str
) -> None:
    envelope, _hr = by_hand.out()
    by_hand.chosen(envelope)
    phone = world.browser(envelope.case.leaver)
    answer = phone.post(world.at("paper", envelope), {"carrier": "邮政 EMS", **said})
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert "邮政 EMS" in answer.content.decode()
    assert OnPaper.objects.get().state == OnPaper.State.CHOSEN


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"checked": ["copies"]}, "四项都要看过"),
        ({"kept_at": ""}, "存放在哪里"),
        ({"day": "昨天"}, "2026-11-27"),
        ({"day": "2019-01-01"}, "核对日期"),
        ({}, "原件的扫描件"),
    ],
)
def test_what_hr_fills_in_wrong_is_said_and_kept(said: dict[str, Any], words: str) -> None:
    envelope, hr = by_hand.out()
    by_hand.sent(envelope)
    answer = arrived(world.browser(hr), envelope, **said)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert world.employee(envelope).state == Actor.State.ASKED


def test_hr_asks_once_more_and_she_reads_what_for() -> None:
    envelope, hr = by_hand.out()
    by_hand.sent(envelope)
    desk = world.browser(hr)
    assert desk.post(desk_address(envelope), {"do": "wrong", "why": "pages"}).status_code == 422
    said = {"do": "wrong", "why": "pages", "words": "第二页没寄来，请补寄"}
    assert desk.post(desk_address(envelope), said).status_code == 302
    page = world.browser(envelope.case.leaver).get(world.at("paper", envelope)).content.decode()
    assert "还差一点" in page
    assert "第二页没寄来，请补寄" in page


def test_the_page_at_the_desk_is_for_hr_of_the_branch_and_scans_are_nobody_elses() -> None:
    envelope, _hr = by_hand.out()
    actor = by_hand.sent(envelope)
    scan = actor.on_paper.scans.get()
    colleague = world.browser(make.employee("王磊", "13800000011").person.user)
    mine = reverse("signing:original_scan", args=[envelope.biz_no, "employee", scan.pk])
    for path in (desk_address(envelope), mine, world.at("scan", envelope, scan.pk)):
        assert colleague.get(path).status_code in {403, 404}
    phone = world.browser(envelope.case.leaver)
    assert phone.get(desk_address(envelope)).status_code == 403
    assert phone.get(world.at("scan", envelope, scan.pk + 1)).status_code == 404


def test_a_role_that_nobody_has_is_not_there() -> None:
    envelope, hr = by_hand.out()
    desk = world.browser(hr)
    for role in ("company", "receiver"):
        path = reverse("signing:original_desk", args=[envelope.biz_no, role])
        assert desk.get(path).status_code == 404


def test_hr_presses_after_she_signed_on_the_phone_and_reads_which_counts() -> None:
    envelope, hr = by_hand.out()
    actor = by_hand.sent(envelope)
    world.sign(actor)
    world.work()
    answer = arrived(world.browser(hr), envelope)
    assert answer.status_code == 409
    assert "以手机上签的为准" in answer.content.decode()


def test_where_paper_is_no_way_nobody_is_sent_there(settings: Any) -> None:
    settings.SIGNING_WAYS_AT_STAKE = ["code", "witness"]
    envelope, _hr = by_hand.out()
    phone = world.browser(envelope.case.leaver)
    assert world.at("paper", envelope) not in phone.get(world.at("read", envelope)).content.decode()
    assert phone.post(world.at("paper", envelope), {"do": "choose"}).status_code == 409


def test_a_list_of_paper_alone_leaves_nobody_without_a_way(settings: Any) -> None:
    assert settings.SIGNING_WAYS_AT_STAKE[-1] == "on_paper"
    settings.SIGNING_WAYS = settings.SIGNING_WAYS_AT_STAKE = ["passkey", "on_paper"]
    assert ladder.problems() == []
    settings.SIGNING_WAYS_WITH_SECOND = ["face", "on_paper"]
    assert ladder.problems() == [
        "LIZHI_SIGNING_WAYS_WITH_SECOND names on_paper, which stands by itself."
    ]


def test_after_the_time_the_page_says_so_and_nothing_is_lost() -> None:
    envelope, _hr = by_hand.out()
    actor = by_hand.sent(envelope)
    with clock.at(envelope.expires_at + dt.timedelta(minutes=1)):
        phone = world.browser(envelope.case.leaver)
        answer = phone.post(world.at("paper", envelope), {"waybill": "SF12345678"})
        assert answer.status_code == 409
        world.work()
        assert phone.get(world.at("paper", envelope)).status_code == 200
    assert actor.on_paper.scans.count() == 1


def test_hr_prints_for_somebody_without_a_phone() -> None:
    envelope, hr = by_hand.out()
    desk = world.browser(hr)
    assert "谁都可以不电子签" in desk.get(desk_address(envelope)).content.decode()
    desk.post(desk_address(envelope), {"do": "choose"})
    world.work()
    cover = reverse("signing:original_cover", args=[envelope.biz_no, "employee"])
    assert desk.get(cover).headers["Content-Type"] == "application/pdf"


def test_programs_hear_that_it_is_on_paper_and_claim_no_level_for_it() -> None:
    envelope, actor, _hr = by_hand.received()
    address = f"/envelopes/{envelope.biz_no}"
    told = TestClient(router).get(address, user=envelope.case.leaver).json()
    hers = next(one for one in told["actors"] if one["role"] == actor.role)
    others = [one["by_hand"] for one in told["actors"] if one["role"] != actor.role]
    assert (hers["state"], hers["by_hand"], others) == ("signed", "received", [""])
