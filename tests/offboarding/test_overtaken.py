"""Two endings of one employment: who is told, which days stop, and what a term does to them."""

import datetime as dt

import pytest
from django.test import Client

from lizhi.cases.models import Case
from lizhi.common import clock
from lizhi.common.refusals import Refused
from lizhi.notifications.models import Message
from lizhi.offboarding import actions, daily
from lizhi.offboarding.models import Duty
from tests import make
from tests.offboarding import begun, declared
from tests.offboarding.conftest import Company

pytestmark = pytest.mark.slow


def texts(user: object) -> list[str]:
    phone = getattr(user, "phone", "")
    return [one.text for one in Message.objects.order_by("pk") if one.address == phone]


def test_whoever_resigns_over_an_offer_leaves_nobody_waiting(company: Company) -> None:
    before = begun.certain(company, "mutual", day=clock.today() + dt.timedelta(days=60))
    assert "handover" in make.open_steps(before)
    make.case(company.zhang_min)
    make.work()
    before.refresh_from_db()
    assert before.outcome == "overtaken"
    assert make.open_steps(before) == set()
    assert "不用办了" in "".join(texts(company.wang_lei.user))
    assert "停办了" in "".join(texts(company.li_li.user))
    assert before.papers.get(kind="agreement").state == "revoked"
    with clock.at(clock.now() + dt.timedelta(days=90)):
        daily.raise_duties(clock.now())
    late = Duty.objects.filter(case=before).exclude(raised_at=None)
    assert not late.exists()  # its days have stopped with it


def test_after_a_death_nobody_writes_to_the_phone_for_the_old_case_either(
    company: Company,
) -> None:
    make.case(company.zhang_min)
    make.work()
    said = len(texts(company.zhang_min.user))
    begun.begin(company, "death")
    make.work()
    for days in range(0, 50, 5):
        with clock.at(clock.now() + dt.timedelta(days=days)):
            make.work()
    assert len(texts(company.zhang_min.user)) == said
    assert "停办了" in "".join(texts(company.li_li.user))


@pytest.mark.parametrize("way", ["mutual", "notice", "layoff", "retirement", "closure", "proposal"])
def test_nothing_ends_it_later_than_its_term(company: Company, way: str) -> None:
    company.zhang_min.contract_end = clock.today() + dt.timedelta(days=15)
    company.zhang_min.save()
    begin = declared.declare if way == "proposal" else begun.begin
    with pytest.raises(Refused, match="期满"):
        begin(company, way)
    assert not Case.objects.exists()


def test_a_fault_of_the_company_ends_it_up_to_the_last_day_of_the_term_and_not_after(
    company: Company,
) -> None:
    term = clock.today() + dt.timedelta(days=19)
    company.zhang_min.contract_end = term
    company.zhang_min.save()
    with pytest.raises(Refused, match="期满"):
        declared.declare(company, "forced", day=term + dt.timedelta(days=1))
    assert not Case.objects.exists()
    assert declared.declare(company, "forced", day=term).contract_end == term


def test_whoever_works_on_after_the_term_can_still_leave_for_a_fault(company: Company) -> None:
    company.zhang_min.contract_end = clock.today() - dt.timedelta(days=10)
    company.zhang_min.save()
    case = declared.declare(company, "forced")
    assert case.contract_end == clock.today()


def test_the_person_reads_on_the_phone_that_the_term_is_first(
    client: Client, company: Company
) -> None:
    company.zhang_min.contract_end = clock.today() + dt.timedelta(days=19)
    company.zhang_min.save()
    own = make.signed_in(client, company.zhang_min.user)
    said = {"key": make.key(), "day": "2026-06-21", "words": "欠薪三个月", "items": ["2"]}
    answer = own.post("/apply/cause/", {**said, "ground": "38-1", "sure": "on"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "合同 6月20日" in page
    assert "欠薪三个月" in page


def test_a_notice_that_is_served_too_late_for_its_term_is_not_served(company: Company) -> None:
    company.zhang_min.contract_end = clock.today() + dt.timedelta(days=33)
    company.zhang_min.save()
    case = begun.begin(company, "notice")
    with clock.at(clock.now() + dt.timedelta(days=8)):
        make.work()
        with pytest.raises(Refused, match="期满"):
            begun.serve(company, case)
        begun.serve(company, begun_again(company, case))


def begun_again(company: Company, case: Case) -> Case:
    """HR calls it off, and pays a month's wage instead."""
    actions.call_off(case, words="来不及", agreed=False, by=company.li_li.user, key=make.key())
    return begun.begin(company, "notice", instead="pay")


def test_both_do_not_move_it_beyond_the_term(company: Company) -> None:
    company.zhang_min.contract_end = clock.today() + dt.timedelta(days=25)
    company.zhang_min.save()
    case = begun.certain(company, "mutual")
    day = clock.today() + dt.timedelta(days=26)
    with pytest.raises(Refused, match="期满"):
        actions.propose_last_day(case, day, by=case.leaver, key=make.key())


def test_hr_hears_once_that_the_term_is_over_while_nothing_is_decided(company: Company) -> None:
    company.zhang_min.contract_end = clock.today() + dt.timedelta(days=5)
    company.zhang_min.save()
    begun.begin(company, "mutual", day=company.zhang_min.contract_end)
    assert daily.tell_of_terms(clock.now()) == 0
    with clock.at(clock.now() + dt.timedelta(days=2)):
        assert [daily.tell_of_terms(clock.now()) for _time in range(2)] == [1, 0]
        make.work()
    assert any("期满" in text for text in texts(company.li_li.user))
