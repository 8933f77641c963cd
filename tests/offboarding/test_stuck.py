"""What the machine cannot do is late for everybody who looks, and HR hears what is missing."""

import datetime as dt

import pytest
from django.test import Client

from lizhi.cases import actions as cases
from lizhi.cases.models import Case
from lizhi.common import clock
from lizhi.common.refusals import AlreadyDone, NotPermitted
from lizhi.jobs import doing
from lizhi.notifications.models import Message
from lizhi.offboarding import actions, board, daily, stuck
from lizhi.workflow import actions as workflow
from tests import make
from tests.offboarding import desks
from tests.offboarding.conftest import Company

LONG_AFTER = dt.timedelta(days=33)


@pytest.fixture
def overdue(company: Company) -> Case:
    """Nobody has told 张敏's identity number: her contract ends, and no certificate comes."""
    case = make.case(company.zhang_min)
    make.work()
    company.zhang_min.person.id_number = ""
    company.zhang_min.person.save()
    now = clock.now()
    for day in (0, 1, 5, 12, 25, 31, 32, 33):
        with clock.at(now + dt.timedelta(days=day)):
            _work_if_it_can()
            daily.raise_duties(clock.now())
            _work_if_it_can()
    return case


def _work_if_it_can() -> None:
    while doing.run_outbox(clock.now()) or workflow.let_time_act(clock.now()):
        pass


def _texts(phone: str) -> list[str]:
    return [one.text for one in Message.objects.order_by("pk") if one.address == phone]


def test_the_board_counts_it_as_late_and_for_hr(company: Company, overdue: Case) -> None:
    later = clock.now() + LONG_AFTER
    numbers = board.numbers(company.li_li.user, branch=None, now=later)
    overdue.refresh_from_db()

    assert numbers.late == 1
    assert (overdue.label, overdue.holder_user) == ("离职证明", company.li_li.user)


def test_hr_hears_what_is_missing_and_is_not_asked_to_tick_what_the_machine_does(
    company: Company, overdue: Case
) -> None:
    told = _texts(company.li_li.user.phone)
    (missing,) = [text for text in told if "办不下去" in text and "离职证明" in text]
    assert "证件号码" in missing
    late = [text for text in told if "离职证明应在" in text]
    assert late
    assert "办完点一下" not in "".join(late)


def test_whoever_leaves_reads_who_was_told_and_when(
    client: Client, company: Company, overdue: Case
) -> None:
    with clock.at(clock.now() + LONG_AFTER):
        page = make.signed_in(client, company.zhang_min.user).get(f"/case/{overdue.number}/")
    seen = page.content.decode()

    assert "张敏，离职证明晚了" in seen
    assert "已告诉 HR 李丽" in seen
    assert "已报给 HR 负责人" in seen
    assert "都在办了" not in seen
    assert "到日子自动开" not in seen


def test_a_failure_of_something_else_is_not_taken_for_word_to_hr(
    company: Company, overdue: Case
) -> None:
    """HR was told when the certificate failed; a text that failed later told HR nothing."""
    with clock.at(clock.now() + LONG_AFTER):
        before = stuck.of(overdue)
        cases.record(overdue, "job_failed", by=None, at=clock.now(), topic="sms.send")
        assert stuck.of(overdue) == before


def test_hr_adds_it_and_has_it_tried_again(client: Client, company: Company, overdue: Case) -> None:
    with clock.at(clock.now() + LONG_AFTER):
        desk = desks.desk_of(client, company)
        page = desk.get(f"/desk/case/{overdue.number}/").content.decode()
        assert "缺：离职证明：证件号码" in page

        company.zhang_min.person.id_number = make.FINE_ID
        company.zhang_min.person.save()
        desk.post(f"/desk/case/{overdue.number}/once-more/")
        _work_if_it_can()
        page = desk.get(f"/desk/case/{overdue.number}/").content.decode()

    assert overdue.papers.filter(kind="certificate", state="valid").exists()
    assert "系统办不下去" not in page
    overdue.refresh_from_db()
    assert overdue.label != "离职证明"
    event = overdue.events.get(kind="job_tried_again")
    assert (event.actor, event.facts["topics"]) == (company.li_li.user, ["workflow.step"])


def test_who_presses_twice_is_told_and_written_down_once(company: Company, overdue: Case) -> None:
    with clock.at(clock.now() + LONG_AFTER):
        actions.try_again(overdue, by=company.li_li.user)
        with pytest.raises(AlreadyDone):
            actions.try_again(overdue, by=company.li_li.user)
    assert overdue.events.filter(kind="job_tried_again").count() == 1


def test_nobody_but_hr_has_it_tried_again(company: Company, overdue: Case) -> None:
    for other in (company.zhang_min, company.wang_lei, company.chen_jie):
        with pytest.raises(NotPermitted):
            actions.try_again(overdue, by=other.user)


def test_hr_reads_long_before_that_the_certificate_lacks_a_post(
    client: Client, company: Company
) -> None:
    company.zhang_min.post = ""
    company.zhang_min.save()
    case = make.case(company.zhang_min)
    page = desks.desk_of(client, company).get(f"/desk/case/{case.number}/").content.decode()
    assert "岗位没填" in page

    company.zhang_min.post = "销售员"
    company.zhang_min.save()
    page = client.get(f"/desk/case/{case.number}/").content.decode()
    assert "岗位没填" not in page
