"""The link in a message: one person's one card."""

import datetime as dt

from django.test import Client

from lizhi.cases import chain
from lizhi.cases.models import Case, Event
from lizhi.common import clock
from lizhi.notifications.models import Message
from lizhi.offboarding import actions
from tests import make
from tests.conftest import MONDAY
from tests.offboarding import desks
from tests.offboarding.conftest import Company


def _acknowledged(company: Company) -> Case:
    """王磊 has answered; the agreement waits for 张敏, the handover for him."""
    case = make.case(company.zhang_min, days=11, handover_titles=("客户资料",))
    make.work()
    task = make.open_task(case, "acknowledgement")
    actions.acknowledge(
        task,
        by=company.wang_lei.user,
        handover_to=company.he_jing.user,
        agrees_early=True,
        key=make.key(),
    )
    make.work()
    return case


def _joined(company: Company) -> Case:
    """Two days without an answer: 孙悦 has the step too."""
    case = make.case(company.zhang_min)
    make.work()
    with clock.at(MONDAY + dt.timedelta(hours=48)):
        make.work()
    return case


def _said(case: Case) -> list[str | None]:
    return [chain.read(event) for event in case.events.filter(kind="commented").order_by("seq")]


def test_hr_sees_by_the_link_what_waits_since_when_and_until_when(
    client: Client, company: Company
) -> None:
    desks.at_confirmation(company)
    page = client.get(make.link_to(company.li_li.user))

    words = page.content.decode()
    assert page.status_code == 200
    assert "李丽，张敏的离职在等您" in words
    assert "HR 确认" in words
    assert "今天 09:00" in words
    assert "明天 09:00" in words or "周二 09:00" in words
    assert "先用短信验证码登录" in words


def test_the_card_shows_neither_words_nor_money_nor_reasons_of_others(
    client: Client, company: Company
) -> None:
    case = desks.at_confirmation(company, reason="health")
    actions.comment(case, "家里的事", by=case.leaver, key=make.key())
    words = client.get(make.link_to(company.li_li.user)).content.decode()

    for secret in ("身体原因", "家里的事", "先安心照顾阿姨", case.leaver.phone, "8700"):
        assert secret not in words


def test_the_act_itself_asks_for_the_code(client: Client, company: Company) -> None:
    case = desks.at_confirmation(company)
    link = make.link_to(company.li_li.user)
    task = make.open_task(case, "confirmation")

    for answer in (client.get(f"/tasks/{task.pk}/"), client.post(link)):
        there = client.get(answer.headers["Location"])
        assert "/sign-in/" in (answer.headers["Location"] + there.headers.get("Location", ""))
    for path in (f"/desk/case/{case.number}/confirmation/", f"/desk/case/{case.number}/"):
        assert "/sign-in/" in client.get(path).headers["Location"]


def test_whoever_has_signed_in_already_is_led_to_the_act(client: Client, company: Company) -> None:
    case = desks.at_confirmation(company)
    link = make.link_to(company.li_li.user)
    make.signed_in(client, company.li_li.user)

    answer = client.get(link, follow=True)

    assert answer.redirect_chain[-1][0] == f"/desk/case/{case.number}/confirmation/"


def test_whoever_borrows_a_phone_signs_its_owner_out_first(
    client: Client, company: Company
) -> None:
    case = desks.at_confirmation(company)
    task = make.open_task(case, "confirmation")
    make.signed_in(client, company.he_jing.user)

    words = client.get(make.link_to(company.li_li.user)).content.decode()
    assert "用李丽的手机号登录" in words
    assert "这台设备上登录的是何静，会先退出" in words
    answer = client.post("/sign-out/", {"next": f"/tasks/{task.pk}/"})

    assert answer.headers["Location"] == f"/sign-in/?next=%2Ftasks%2F{task.pk}%2F"
    assert "/sign-in/" in client.get(f"/tasks/{task.pk}/").headers["Location"]
    assert client.post("/sign-out/", {"next": "//evil.example/"})["Location"] == "/sign-in/"


def test_a_word_by_the_link_is_sealed_and_read_by_the_leaver(
    client: Client, company: Company
) -> None:
    case = desks.at_confirmation(company)
    link = make.link_to(company.li_li.user)
    form = {"key": make.key(), "words": "公章明天能用，盖好发给您。"}

    first = client.post(f"{link}comment/", form)
    again = client.post(f"{link}comment/", form)

    assert first.headers["Location"] == again.headers["Location"] == link
    assert _said(case) == ["公章明天能用，盖好发给您。"]
    event = case.events.get(kind="commented")
    assert (event.actor, event.step) == (company.li_li.user, "confirmation")
    assert "公章".encode() not in bytes(event.words)
    assert "公章明天能用" in client.get(link).content.decode()
    make.signed_in(client, case.leaver)
    assert "公章明天能用" in client.get(f"/case/{case.number}/").content.decode()


def test_the_manager_leaves_a_word_and_answers_later(client: Client, company: Company) -> None:
    case = make.case(company.zhang_min)
    make.work()
    link = make.link_to(company.wang_lei.user)
    assert f"{link}comment/" in client.get(link).content.decode()

    client.post(f"{link}comment/", {"key": make.key(), "words": "在开会，中午回您。"})

    assert _said(case) == ["在开会，中午回您。"]
    assert client.get(link).status_code == 200
    assert make.open_steps(case) >= {"acknowledgement"}


def test_an_empty_word_is_asked_for_again(client: Client, company: Company) -> None:
    case = make.case(company.zhang_min)
    make.work()
    answer = client.post(f"{make.link_to(company.wang_lei.user)}comment/", {"key": make.key()})

    assert answer.status_code == 422
    assert "请先写一句。" in answer.content.decode()
    assert _said(case) == []


def test_the_superior_presses_the_manager_by_the_link(client: Client, company: Company) -> None:
    case = _joined(company)
    with clock.at(MONDAY + dt.timedelta(hours=53)):
        link = make.link_to(company.sun_yue.user)
        page = client.get(link).content.decode()
        assert "还在等别人的" in page
        assert "催王磊" in page

        answer = client.post(f"{link}press/", {"step": "acknowledgement"})
        make.work()

        assert answer.headers["Location"] == link
        assert "刚催过王磊" in client.get(link).content.decode()
    event = case.events.filter(kind="handler_pressed").order_by("-seq")[0]
    assert event.actor == company.sun_yue.user
    assert event.facts["to"] == [company.wang_lei.user.pk]
    make.signed_in(client, case.leaver)
    with clock.at(MONDAY + dt.timedelta(hours=53)):
        assert "催了王磊、孙悦 2 次" in client.get(f"/case/{case.number}/").content.decode()


def test_only_whoever_was_pressed_is_written_to(client: Client, company: Company) -> None:
    _joined(company)
    with clock.at(MONDAY + dt.timedelta(hours=53)):
        before = {message.pk for message in Message.objects.all()}
        client.post(f"{make.link_to(company.sun_yue.user)}press/")
        make.work()
        written = [message for message in Message.objects.all() if message.pk not in before]

    addresses = {message.address for message in written}
    assert addresses == {company.wang_lei.user.phone, company.zhang_min.user.phone}


def test_nobody_is_pressed_twice_within_four_hours(client: Client, company: Company) -> None:
    case = _joined(company)
    with clock.at(MONDAY + dt.timedelta(hours=53)):
        link = make.link_to(company.sun_yue.user)
        client.post(f"{link}press/")
        assert client.post(f"{link}press/").status_code == 409
    pressed = case.events.filter(kind="handler_pressed", actor=company.sun_yue.user)
    assert pressed.count() == 1


def test_nobody_presses_oneself_or_the_leaver(client: Client, company: Company) -> None:
    case = _acknowledged(company)
    link = make.link_to(company.wang_lei.user)

    for step in ("", "handover", "signature", "nonsense"):
        assert client.post(f"{link}press/", {"step": step}).status_code == 409
    assert not case.events.filter(kind="handler_pressed").exists()


def test_a_link_dies_with_its_task_for_pressing_and_words_too(
    client: Client, company: Company
) -> None:
    make.case(company.zhang_min)
    make.work()
    link = make.link_to(company.wang_lei.user)
    client.post(link, {"key": make.key(), "handover_to": company.he_jing.user.pk})
    before = Event.objects.count()

    assert client.get(f"{link}comment/").status_code == 410
    for path in ("press/", "comment/"):
        answer = client.post(f"{link}{path}", {"key": make.key(), "words": "还在吗"})
        assert answer.status_code == 410
    assert Event.objects.count() == before


def test_a_link_older_than_three_days_does_nothing(client: Client, company: Company) -> None:
    case = desks.at_confirmation(company)
    link = make.link_to(company.li_li.user)
    with clock.at(MONDAY + dt.timedelta(hours=72)):
        for path in ("", "press/", "comment/"):
            form = {"key": make.key(), "words": "还在吗"}
            assert client.post(f"{link}{path}", form).status_code == 410
    assert _said(case) == []


def test_opening_a_card_writes_nothing(client: Client, company: Company) -> None:
    desks.at_confirmation(company)
    link, before = make.link_to(company.li_li.user), Event.objects.count()
    client.get(link)
    client.get(f"{link}comment/")
    assert client.get(f"{link}press/").status_code == 405
    assert Event.objects.count() == before
