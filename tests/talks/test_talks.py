"""A talk before somebody goes: offered, never asked for, and read by those alone who had it."""

import datetime as dt

import pytest
from django.test import Client

from lizhi.accounts.models import User
from lizhi.cases import access
from lizhi.cases.models import Case
from lizhi.common import clock
from lizhi.common.refusals import AlreadyDone, NotPermitted, Refused
from lizhi.notifications.models import Message
from lizhi.offboarding import waiting
from lizhi.talks import actions, rules, slots
from lizhi.talks.models import Talk
from tests import make
from tests.conftest import MONDAY
from tests.offboarding.conftest import Company, company

__all__ = ["company"]
TUESDAY_TEN = MONDAY + dt.timedelta(days=1, hours=1)
LATER = TUESDAY_TEN + dt.timedelta(hours=5)


def ask(case: Case, company: Company, **values: object) -> Talk:
    """张敏 would like to talk to 李丽 of HR on Tuesday."""
    wish: dict[str, object] = {
        "form": "phone",
        "partner": company.li_li.user,
        "at": TUESDAY_TEN,
        "causes": ["lead"],
        "words": "主管总在半夜发消息",
    }
    return actions.ask_for_talk(
        case,
        by=case.leaver,
        key=make.key(),
        **{**wish, **values},  # type: ignore[arg-type]
    )


def told(user_name: str) -> str:
    """The last text that this person got."""
    make.work()
    found = [row.text for row in Message.objects.order_by("pk") if "聊" in row.text]
    assert found, user_name
    return found[-1]


def texts_to(user: User) -> list[str]:
    """Everything that this person was texted."""
    return [one.text for one in Message.objects.all() if one.address == user.phone]


def test_she_picks_an_hour_hr_fixes_it_and_both_hear(company: Company) -> None:
    case = make.case(company.zhang_min)
    talk = ask(case, company)
    assert "聊一聊" in told("李丽")
    assert [one.what for one in waiting.things(company.li_li.user)] == ["想聊一聊，请定个时间"]

    actions.fix_talk(talk, place="", by=company.li_li.user)
    actions.fix_talk(talk, place="", by=company.li_li.user)

    talk.refresh_from_db()
    assert (talk.state, talk.at) == ("fixed", TUESDAY_TEN)
    assert waiting.things(company.li_li.user) == []
    assert case.events.filter(kind="talk_fixed").count() == 1
    assert "不想聊了随时可以取消" in told("张敏")


def test_another_hour_counts_once_she_has_agreed(company: Company) -> None:
    case = make.case(company.zhang_min)
    talk = ask(case, company)
    actions.offer_hour(talk, LATER, by=company.li_li.user)
    with pytest.raises(Refused, match="还没同意"):
        actions.fix_talk(talk, by=company.li_li.user)
    with pytest.raises(AlreadyDone, match="已经变了"):
        actions.accept_hour(talk, TUESDAY_TEN, by=case.leaver)
    actions.accept_hour(talk, LATER, by=case.leaver)
    actions.accept_hour(talk, LATER, by=case.leaver)

    talk.refresh_from_db()
    assert (talk.state, talk.at) == ("fixed", LATER)


def test_nothing_waits_for_it_and_it_can_be_called_off_without_a_word(company: Company) -> None:
    case = make.case(company.zhang_min)
    before = make.open_steps(case), case.contract_end
    talk = ask(case, company)
    actions.call_talk_off(talk, by=case.leaver)
    actions.call_talk_off(talk, by=case.leaver)
    case.refresh_from_db()

    assert (make.open_steps(case), case.contract_end) == before
    assert case.events.filter(kind="talk_called_off").count() == 1
    ask(case, company)  # she may change her mind again
    assert Talk.objects.get().state == "asked"


def test_what_she_writes_is_for_the_person_she_chose_and_stands_nowhere_in_clear(
    client: Client, company: Company
) -> None:
    case = make.case(company.zhang_min)
    talk = ask(case, company, form="writing", at=None)
    assert "半夜".encode() not in bytes(talk.words)

    chosen = make.signed_in(client, company.li_li.user)
    assert "主管总在半夜发消息" in chosen.get(f"/talks/{case.number}/").content.decode()
    boss = make.signed_in(Client(), company.wang_lei.user)
    assert boss.get(f"/talks/{case.number}/").status_code == 404
    manager = access.of(case, company.wang_lei.user)
    assert not manager.may_know("talk_written")
    assert access.of(case, company.li_li.user).may_know("talk_written")


def test_hr_that_was_not_chosen_can_arrange_it_and_does_not_read_her_words(
    client: Client, company: Company
) -> None:
    case = make.case(company.zhang_min)
    ask(case, company, partner=company.wang_lei.user, words="只想和您说")
    hr = make.signed_in(client, company.li_li.user)
    page = hr.get(f"/talks/{case.number}/").content.decode()

    assert "只想和您说" not in page
    assert "管理方式" not in page
    assert "聊过了" in page


def test_notes_stay_with_their_readers(company: Company) -> None:
    case = make.case(company.zhang_min)
    boss, hr = company.wang_lei.user, company.li_li.user
    talk = ask(case, company, partner=boss)
    key = make.key()
    for _tap in range(2):
        actions.note_talk(talk, "我来改排班", for_hr=False, by=boss, key=key)
    actions.note_talk(talk, "建议 HR 也看看", for_hr=True, by=boss, key=make.key())
    actions.note_talk(talk, "HR 自己记的", for_hr=True, by=hr, key=make.key())

    assert len(rules.notes_for(talk, boss)) == 2
    assert [note.author for note in rules.notes_for(talk, hr)] == [boss, hr]
    assert rules.notes_for(talk, case.leaver) == []
    with pytest.raises(NotPermitted):
        actions.note_talk(talk, "看看", for_hr=True, by=case.leaver, key=make.key())


def test_once_held_it_stays_held(company: Company) -> None:
    case = make.case(company.zhang_min)
    talk = ask(case, company)
    actions.hold_talk(talk, by=company.li_li.user)
    actions.hold_talk(talk, by=company.li_li.user)
    assert case.events.filter(kind="talk_held").count() == 1
    with pytest.raises(AlreadyDone):
        ask(case, company)


@pytest.mark.django_db
def test_hours_are_by_day_soon_and_not_taken() -> None:
    last = clock.local(MONDAY).date() + dt.timedelta(days=30)
    free = slots.free(MONDAY, last)
    assert free[0] >= MONDAY + slots.NOTICE
    assert len({clock.local(hour).date() for hour in free}) == slots.DAYS
    assert all(clock.local(hour).weekday() < 5 for hour in free)
    assert free[0] not in slots.free(MONDAY, last, {free[0]})
    assert slots.free(MONDAY, clock.local(MONDAY).date() - dt.timedelta(days=1)) == []


def test_the_page_keeps_what_was_typed_and_says_what_is_missing(
    client: Client, company: Company
) -> None:
    case = make.case(company.zhang_min)
    phone = make.signed_in(client, case.leaver)
    address = f"/case/{case.number}/talk/"
    assert "走之前想聊一聊吗" in phone.get(address).content.decode()
    typed = {"key": make.key(), "partner": company.li_li.user.pk, "words": "想说说排班"}

    nothing = phone.post(address, typed)
    assert nothing.status_code == 422
    assert "想说说排班" in nothing.content.decode()
    hourless = phone.post(address, {**typed, "form": "phone"})
    assert "请选个时间" in hourless.content.decode()
    odd = phone.post(address, {**typed, "form": "phone", "at": "yesterday"})
    assert odd.status_code == 422
    stranger = phone.post(address, {**typed, "form": "writing", "partner": 999_999})
    assert stranger.status_code == 422
    assert not Talk.objects.exists()

    hour = slots.free(clock.now(), case.contract_end)[0]
    sent = phone.post(address, {**typed, "form": "phone", "at": hour.isoformat()})
    assert sent.status_code == 302
    assert "李丽" in phone.get(address).content.decode()
    phone.post(f"{address}answer/", {"off": "yes"})
    assert Talk.objects.get().state == "off"
    assert phone.post(f"{address}answer/", {"at": "nonsense"}).status_code == 302


def test_the_partner_answers_on_a_page_that_refuses_what_has_passed(
    client: Client, company: Company
) -> None:
    case = make.case(company.zhang_min)
    ask(case, company)
    hr = make.signed_in(client, company.li_li.user)
    address = f"/talks/{case.number}/"

    assert hr.post(f"{address}hour/", {"at": "2020-01-01T10:00"}).status_code == 422
    assert hr.post(f"{address}hour/", {"at": "soon", "place": "会议 1"}).status_code == 422
    assert hr.post(f"{address}hour/", {"place": "腾讯会议 123"}).status_code == 302
    assert Talk.objects.get().place == "腾讯会议 123"
    assert hr.post(f"{address}notes/", {"key": make.key(), "words": ""}).status_code == 422
    noted = {"key": make.key(), "words": "约好了", "for_hr": "on"}
    assert hr.post(f"{address}notes/", noted).status_code == 302
    assert "约好了" in hr.get(address).content.decode()
    assert hr.post(f"{address}held/").status_code == 302
    assert hr.post(f"{address}hour/", {"place": ""}).status_code in {409, 422}


def test_two_who_pick_the_same_hour_do_not_both_get_it(company: Company) -> None:
    ask(make.case(company.zhang_min), company)
    other = make.case(make.employee("陈平", "13800000101", reports_to=company.wang_lei))
    with pytest.raises(AlreadyDone, match="刚被别人约走了"):
        ask(other, company)
    talk = ask(other, company, at=LATER)
    with pytest.raises(AlreadyDone, match="刚被别人约走了"):
        actions.offer_hour(talk, TUESDAY_TEN, by=company.li_li.user)
    assert {one.at for one in Talk.objects.all()} == {TUESDAY_TEN, LATER}


def test_reasons_are_codes_and_nothing_else(company: Company) -> None:
    case = make.case(company.zhang_min)
    with pytest.raises(Refused, match="只能勾列出的几项"):
        ask(case, company, causes=["主管总在半夜发消息"])
    assert not Talk.objects.exists()


def test_what_was_said_beforehand_is_gone_once_she_calls_it_off(
    client: Client, company: Company
) -> None:
    case = make.case(company.zhang_min)
    talk = ask(case, company)
    actions.call_talk_off(talk, by=case.leaver)
    talk.refresh_from_db()
    assert (bytes(talk.words), talk.causes) == (b"", [])
    hr = make.signed_in(client, company.li_li.user)
    assert "半夜" not in hr.get(f"/talks/{case.number}/").content.decode()
    phone = make.signed_in(Client(), case.leaver)
    assert phone.get(f"/case/{case.number}/talk/").status_code == 200


def test_whoever_was_asked_first_hears_when_she_chooses_somebody_else(company: Company) -> None:
    case = make.case(company.zhang_min)
    ask(case, company, partner=company.wang_lei.user)
    ask(case, company)
    assert case.events.filter(kind="talk_called_off").count() == 1
    make.work()
    assert any("和张敏聊一聊的事取消了" in text for text in texts_to(company.wang_lei.user))


def test_hr_that_fixes_it_for_somebody_else_tells_both_and_names_the_hour(
    company: Company,
) -> None:
    case = make.case(company.zhang_min)
    talk = ask(case, company, partner=company.wang_lei.user)
    actions.fix_talk(talk, by=company.li_li.user)
    make.work()
    for user in (case.leaver, company.wang_lei.user):
        texts = texts_to(user)
        assert any("时间定在" in text and "10:00" in text for text in texts), user
        assert not any("和李丽聊" in text for text in texts)
