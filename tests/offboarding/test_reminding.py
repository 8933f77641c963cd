"""A word of one's own that goes out with a reminder."""

import datetime as dt

import pytest
from django.test import Client

from lizhi.accounts import actions as accounts
from lizhi.archive import story
from lizhi.cases import chain
from lizhi.cases.models import Case
from lizhi.common import clock
from lizhi.common.refusals import Refused
from lizhi.notifications.models import Message
from lizhi.offboarding import actions, progress
from lizhi.offboarding.four_dates import FourDates
from lizhi.settlement import actions as settlement
from tests import make, stories
from tests.offboarding import desks
from tests.offboarding.conftest import Company

HX = {"HX-Request": "true"}


def _page(client: Client, case: Case) -> str:
    return client.get(f"/desk/case/{case.number}/").content.decode()


def _press(client: Client, case: Case, **typed: str) -> int:
    form = {"step": "acknowledgement", "from": "window", **typed}
    return client.post(f"/desk/case/{case.number}/press/", form, headers=HX).status_code


def test_a_word_of_hr_goes_out_with_the_reminder_and_not_to_the_leaver(
    client: Client, company: Company
) -> None:
    case = make.case(company.zhang_min)
    make.work()
    desks.desk_of(client, company)
    window = client.get(f"/desk/case/{case.number}/press/").content.decode()
    assert "带一句话，可以不写" in window
    assert window.count("短信") == 1

    _press(client, case, words="  客户的电话<b>今天</b>\n能给吗 ")
    make.work()

    (text,) = Message.objects.filter(template="handler_pressed.acknowledgement.named")
    assert text.address == company.wang_lei.user.phone
    assert text.text.endswith(" 李丽说：“客户的电话<b>今天</b> 能给吗”")
    (told,) = Message.objects.filter(template="handler_pressed.acknowledgement.leaver_of_others")
    assert "李丽说" not in told.text
    said = "客户的电话&lt;b&gt;今天&lt;/b&gt; 能给吗"
    assert f"<q>{said}</q>" in (page := _page(client, case))
    assert "本人看得到催过，看不到这句话" in page
    page = make.signed_in(client, case.leaver).get(f"/case/{case.number}/").content.decode()
    assert "催了王磊 1 次" in page
    assert "能给吗" not in page
    make.signed_in(client, company.wang_lei.user)
    assert f"<q>{said}</q>" in _page(client, case)
    make.signed_in(client, company.chen_jie.user)
    page = _page(client, case)
    assert "催了王磊" in page
    assert said not in page


def test_a_leaver_who_is_reminded_gets_the_word_too(client: Client, company: Company) -> None:
    case = desks.acknowledged(company)
    desks.desk_of(client, company)
    window = client.get(f"/desk/case/{case.number}/press/?step=signature").content.decode()
    assert window.count("短信") == 1
    _press(client, case, step="signature", words="不急，周五前都行。")
    make.work()

    (text,) = Message.objects.filter(template="handler_pressed.signature.leaver")
    assert text.text.endswith("李丽说：“不急，周五前都行。”")
    assert "看不到这句话" not in _page(client, case)


def test_a_reminder_without_a_word_says_nothing_of_one(client: Client, company: Company) -> None:
    case = make.case(company.zhang_min)
    make.work()
    desks.desk_of(client, company)
    _press(client, case, words="   ")
    make.work()

    assert bytes(case.events.get(kind="handler_pressed").words) == b""
    assert not [one for one in Message.objects.all() if "李丽说" in one.text]


def test_a_word_that_is_too_long_reminds_nobody_and_stays_in_the_window(
    client: Client, company: Company
) -> None:
    case = make.case(company.zhang_min)
    make.work()
    desks.desk_of(client, company)
    words = "长" * 61
    form = {"step": "acknowledgement", "from": "window", "above": "1", "words": words}
    answer = client.post(f"/desk/case/{case.number}/press/", form, headers=HX)

    window = answer.content.decode()
    assert answer.status_code == 422
    assert words in window
    assert 'value="1" checked' in window
    assert 'name="step" value="acknowledgement"' in window
    assert "<html" not in window
    assert not case.events.filter(kind="handler_pressed").exists()

    assert _press(client, case) == 302
    again = client.post(f"/desk/case/{case.number}/press/", form, headers=HX)
    assert again.status_code == 422
    assert words in again.content.decode()


def test_a_program_may_send_a_word_along(client: Client, company: Company) -> None:
    case = make.case(company.zhang_min)
    make.work()
    token = accounts.make_token(
        company.li_li.user, name="考勤", scopes=["offboarding:write"], at=clock.now()
    )
    headers = {"Authorization": f"Bearer {token}"}
    address = f"/api/v1/offboarding/cases/{case.number}/press"
    said = {"words": "今天方便吗"}

    refused = client.post(address, {"words": "长" * 61}, "application/json", headers=headers)
    answer = client.post(address, said, "application/json", headers=headers)

    assert (refused.status_code, answer.status_code) == (422, 204)
    event = case.events.get(kind="handler_pressed")
    event.case = case
    assert chain.read(event) == "今天方便吗"


def test_a_word_about_the_settlement_goes_to_whoever_is_asked_and_is_in_no_package(
    client: Client, company: Company
) -> None:
    case = desks.at_confirmation(company)
    day = case.contract_end
    task, dates = make.open_task(case, "confirmation"), FourDates(day, day, day, day)
    actions.confirm(task, by=company.li_li.user, dates=dates, key=make.key())
    make.work()
    actions.press(case, "settlement", by=company.li_li.user, said="奖金那行请先补")
    finance, now = company.chen_jie.user, clock.now()
    version = settlement.draft(case, inputs=stories.FIGURES, by=finance, at=now)
    settlement.send(version, by=finance, at=now)
    make.work()
    actions.press(case, "answer", by=finance, said="有哪行不清楚，随时问我")
    make.work()

    (text,) = Message.objects.filter(template="handler_pressed.answer.leaver")
    assert text.text.endswith("陈洁说：“有哪行不清楚，随时问我”")
    told = story.timeline(case, story.events_of(case)).decode()
    assert "先安心照顾阿姨。" in told
    assert "奖金那行请先补" not in told


NIGHT = dt.datetime(2026, 6, 1, 23, 45, tzinfo=clock.SHANGHAI)
MORNING = dt.datetime(2026, 6, 2, 8, tzinfo=clock.SHANGHAI)
AFTERNOON = dt.datetime(2026, 6, 1, 17, 30, tzinfo=clock.SHANGHAI)


def _progress(client: Client, case: Case) -> str:
    page = make.signed_in(client, case.leaver).get(f"/case/{case.number}/").content.decode()
    return page.split('class="nudge"')[1].split("</ol>")[0]


def test_by_night_nothing_is_called_sent_that_goes_out_in_the_morning(
    client: Client, company: Company
) -> None:
    case = make.case(company.zhang_min)
    make.work()
    with clock.at(NIGHT):
        actions.press(case, by=company.li_li.user)
        make.work()
        assert "今天 23:45</time> 记下了，明天 08:00 发短信催王磊" in _progress(client, case)
        sent = Message.objects.filter(template__startswith="handler_pressed")
        assert not sent.exists()

    with clock.at(MORNING):
        make.work()
        assert sent.exists()
        assert "记下了，今天 08:00 发短信" in _progress(client, case)


def test_by_day_it_is_sent_and_called_so(client: Client, company: Company) -> None:
    case = make.case(company.zhang_min)
    make.work()
    actions.press(case, by=company.li_li.user)

    assert "发短信催王磊" in _progress(client, case)


@pytest.mark.parametrize(("pressed", "again"), [(NIGHT, "明天 12:00"), (AFTERNOON, "明天 08:00")])
def test_the_next_time_names_its_day_and_is_never_by_night(
    client: Client, company: Company, pressed: dt.datetime, again: str
) -> None:
    case = make.case(company.zhang_min)
    make.work()
    with clock.at(pressed):
        actions.press(case, by=company.li_li.user)
        desks.desk_of(client, company)
        assert f"{again} 起可再催" in _page(client, case)
        assert (
            f"{again} 起又可以催" in client.get(f"/desk/case/{case.number}/press/").content.decode()
        )
        with pytest.raises(Refused, match=f"{again} 起可再催"):
            actions.press(case, by=company.li_li.user)


def test_what_was_pressed_and_who_was_told_stays_when_the_step_is_done(
    client: Client, company: Company
) -> None:
    case = make.case(company.zhang_min)
    make.work()
    actions.press(case, by=company.li_li.user, tell_above=True)
    task = make.open_task(case, "acknowledgement")
    page = _progress(client, case)
    assert "发短信催王磊" in page
    assert "也告诉了孙悦" in page
    actions.acknowledge(
        task, by=task.assignee, handover_to=company.he_jing.user, agrees_early=None, key=make.key()
    )
    seen = progress.of(case, case.leaver, now=clock.now())
    (node,) = [one for one in seen.nodes if one.step == "acknowledgement"]
    assert node.state == "done"
    assert [press.words for press in node.presses] == ["发短信催王磊", "也告诉了孙悦"]
    html = client.get(f"/case/{case.number}/").content.decode()
    assert "发短信催王磊" in html
    assert "也告诉了孙悦" in html


def test_the_leaver_reads_how_much_time_is_left(client: Client, company: Company) -> None:
    case = make.case(company.zhang_min)
    page = make.signed_in(client, case.leaver).get(f"/case/{case.number}/").content.decode()
    assert "剩 24 小时" in page or "剩 1 天" in page
