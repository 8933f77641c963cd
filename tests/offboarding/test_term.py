"""A contract for a fixed term that is over before the notice is (劳动合同法 44(1))."""

import datetime as dt

import pytest
from django.test import Client

from lizhi.cases import actions as cases
from lizhi.cases.models import Case
from lizhi.common import clock
from lizhi.documents import reading
from lizhi.notifications.models import Message
from lizhi.offboarding import actions, case_page, daily, four_dates, reminders
from lizhi.people.models import Employment
from lizhi.people.roster import undoing
from lizhi.settlement import actions as settlement
from lizhi.settlement.inputs import Inputs
from lizhi.settlement.lines import compose
from tests import make
from tests.offboarding import desks
from tests.offboarding.conftest import Company
from tests.people import sheets

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


class TestChanged:
    """The term is renewed, shortened or put right while the resignation runs."""

    def renewed(self, company: Company, until: dt.date) -> None:
        """HR writes another last day of the term into the list; by night the machine looks."""
        Employment.objects.filter(pk=company.zhang_min.pk).update(contract_end=until)
        daily.follow_terms(clock.now())
        make.work()

    def test_renewed_it_ends_with_the_notice_and_both_hear_of_it(self, ending: Company) -> None:
        case = make.case(ending.zhang_min)
        make.work()
        self.renewed(ending, dt.date(2029, 6, 19))
        case.refresh_from_db()

        assert (case.contract_end, four_dates.ground(case)) == (NOTICE, "notice")
        texts = Message.objects.filter(template__startswith="last_day_by_law")
        assert {one.address for one in texts} == {case.leaver.phone, ending.li_li.user.phone}
        assert all("7月1日" in one.text for one in texts)
        with clock.at(dt.datetime(2026, 6, 19, 9, tzinfo=clock.SHANGHAI)):
            make.work()
            assert not case.papers.filter(kind="certificate").exists()

    def test_wished_for_later_than_the_notice_it_ends_on_that_day(self, ending: Company) -> None:
        case = make.case(ending.zhang_min, days=40)
        self.renewed(ending, dt.date(2029, 6, 19))
        case.refresh_from_db()
        assert case.contract_end == case.wished_day == dt.date(2026, 7, 11)

    def test_a_shorter_term_ends_it_earlier(self, company: Company) -> None:
        case = make.case(company.zhang_min)
        self.renewed(company, OVER)
        case.refresh_from_db()
        assert four_dates.expires_on(case) == case.contract_end == OVER

    def test_a_term_that_is_over_already_has_no_say(self, ending: Company) -> None:
        case = make.case(ending.zhang_min)
        with clock.at(dt.datetime(2026, 6, 10, 9, tzinfo=clock.SHANGHAI)):
            self.renewed(ending, dt.date(2026, 6, 5))
        case.refresh_from_db()
        assert case.contract_end == NOTICE

    @pytest.mark.parametrize("day", [EARLY, LATER])
    def test_what_both_have_agreed_stays(self, ending: Company, day: dt.date) -> None:
        case = make.case(ending.zhang_min)
        make.work()
        actions.propose_last_day(case, day, by=case.leaver, key=make.key())
        actions.agree_last_day(case, day, by=ending.li_li.user, key=make.key())
        self.renewed(ending, dt.date(2029, 6, 19))
        case.refresh_from_db()
        assert (case.contract_end, four_dates.ground(case)) == (day, "agreed")

    def test_days_that_hr_has_confirmed_for_the_old_term_go_along(self, ending: Company) -> None:
        case = desks.at_confirmation(ending, signed=False)
        task = make.open_task(case, "confirmation")
        dates = four_dates.FourDates(OVER, OVER, OVER, OVER)
        actions.confirm(task, by=ending.li_li.user, dates=dates, key=make.key())
        make.work()
        self.renewed(ending, dt.date(2029, 6, 19))
        case.refresh_from_db()
        found = {case.last_working_day, case.contract_end, case.pay_end, case.access_end}
        assert found == {NOTICE}
        assert not case.events.filter(kind="statutory_days_hold").exists()

    def test_no_page_says_that_both_agreed_before_the_machine_has_looked(
        self, client: Client, ending: Company
    ) -> None:
        case = make.case(ending.zhang_min)
        make.work()
        Employment.objects.filter(pk=ending.zhang_min.pk).update(contract_end=dt.date(2029, 6, 19))
        desk = desks.desk_of(client, ending)
        assert "双方同意" not in desk.get(f"/desk/case/{case.number}/").content.decode()

    def test_nothing_moves_on_the_last_day_itself(self, ending: Company) -> None:
        case = make.case(ending.zhang_min)
        make.work()
        with clock.at(dt.datetime(2026, 6, 19, 9, tzinfo=clock.SHANGHAI)):
            make.work()
            self.renewed(ending, dt.date(2029, 6, 19))
        case.refresh_from_db()
        assert case.contract_end == OVER
        assert case.papers.valid().filter(kind="certificate").exists()


def test_a_roster_that_brings_another_term_is_followed_the_same_hour(db: None) -> None:
    rows = sheets.people(2, p2={"contract_end": OVER})
    sheets.brought(rows)
    leaver = Employment.objects.get(number="T0002")
    case = make.case(leaver)
    make.work()
    assert case.contract_end == OVER
    batch = sheets.brought(sheets.people(2, p2={"contract_end": dt.date(2029, 6, 19)}))
    make.work()
    case.refresh_from_db()
    assert case.contract_end == NOTICE

    undoing.undo(batch, by=None, reason="弄错了", at=clock.now())
    make.work()
    case.refresh_from_db()
    assert case.contract_end == OVER
