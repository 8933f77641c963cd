"""A contract for a fixed term that is over before the notice is (劳动合同法 44(1))."""

import datetime as dt

import pytest
from django.test import Client

from lizhi.cases import actions as cases
from lizhi.cases.models import Case
from lizhi.common import clock
from lizhi.documents import reading
from lizhi.offboarding import actions, case_page, four_dates, reminders
from lizhi.people.models import Employment
from lizhi.settlement import actions as settlement
from lizhi.settlement.inputs import Inputs
from lizhi.settlement.lines import compose
from tests import make
from tests.offboarding import desks
from tests.offboarding.conftest import Company

OVER = dt.date(2026, 6, 19)
NOTICE = dt.date(2026, 7, 1)
EARLY = dt.date(2026, 6, 12)
LATER = dt.date(2026, 6, 26)


@pytest.fixture
def ending(company: Company) -> Company:
    """The contract of 张敏 is over on the nineteenth of June."""
    Employment.objects.filter(pk=company.zhang_min.pk).update(contract_end=OVER)
    company.zhang_min.refresh_from_db()
    return company


@pytest.mark.parametrize("days", [11, 30, 60])
def test_it_ends_on_its_own_last_day(ending: Company, days: int) -> None:
    case = make.case(ending.zhang_min, days=days)

    assert (case.contract_end, case.notice_end) == (OVER, NOTICE)
    assert four_dates.expires_on(case) == OVER


@pytest.mark.parametrize("kind", ["open", "task"])
def test_a_contract_without_a_term_ends_with_the_notice(ending: Company, kind: str) -> None:
    Employment.objects.filter(pk=ending.zhang_min.pk).update(contract_kind=kind)
    ending.zhang_min.refresh_from_db()
    assert make.case(ending.zhang_min).contract_end == NOTICE


def test_the_certificate_comes_that_day_and_says_that_it_has_ended(ending: Company) -> None:
    case = make.case(ending.zhang_min)
    make.work()
    with clock.at(dt.datetime(2026, 6, 19, 0, 10, tzinfo=clock.SHANGHAI)):
        make.work()
        paper = case.papers.valid().get(kind="certificate")
        text = reading.to_html(paper.template, cases.paper_facts(paper))

    assert "劳动合同已经终止" in text
    assert "2026年6月19日" in text


def test_an_earlier_day_needs_the_company_and_without_it_the_term_counts(
    ending: Company,
) -> None:
    case = desks.at_confirmation(ending)

    assert case.wished_day == EARLY
    assert four_dates.proposed(case, today=clock.today()).contract_end == EARLY
    agreement = case.papers.get(kind="agreement")
    text = reading.to_html(agreement.template, cases.paper_facts(agreement))
    assert "甲方没有签章的，劳动合同于" in text
    assert "期满终止" in text


def test_both_sides_may_agree_a_later_day(ending: Company) -> None:
    case = make.case(ending.zhang_min)
    make.work()
    actions.propose_last_day(case, LATER, by=case.leaver, key=make.key())
    actions.agree_last_day(case, LATER, by=ending.li_li.user, key=make.key())
    case.refresh_from_db()

    assert case.contract_end == LATER
    assert four_dates.expires_on(case) is None


def test_everybody_is_told_why_and_what_to_check(client: Client, ending: Company) -> None:
    page = make.signed_in(client, ending.zhang_min.user).get("/apply/").content.decode()
    assert "您的合同 6月19日 期满" in page
    assert "合同这天终止，不用等通知期满" in page
    assert 'value="2026-06-19"' in page

    case = make.case(ending.zhang_min)
    make.work()
    receipt = client.get(f"/case/{case.number}/receipt/").content.decode()
    assert "比通知期满早" in receipt
    assert "30 天" not in receipt
    assert case_page.four(case)[1].note == "合同这天期满，早于通知期"
    assert [one.key for one in reminders.to_tick(case, OVER)] == ["expiry"]


def test_finance_is_told_to_check_the_compensation(ending: Company) -> None:
    case: Case = make.case(ending.zhang_min)
    version = settlement.draft(case, inputs={}, by=ending.chen_jie.user, at=clock.now())
    assert version.inputs["gathered"]["term_is_over"] is True
    titles = [remark.title for remark in compose(Inputs.of(version.inputs)).remarks]
    assert "合同期满终止，先核对经济补偿" in titles
