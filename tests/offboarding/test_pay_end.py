"""Until when wages are paid moves by the word of both sides, never against what is worked."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client

from lizhi.cases import actions as cases
from lizhi.cases.models import Case, Paper
from lizhi.common import clock
from lizhi.common.refusals import NotPermitted, Refused
from lizhi.notifications.models import Message
from lizhi.offboarding import actions, agreements, case_page, four_dates
from lizhi.offboarding.four_dates import FourDates
from tests import make
from tests.conftest import MONDAY
from tests.offboarding import begun, declared, desks
from tests.offboarding.conftest import Company
from tests.offboarding.test_another_day import _sealed, _settle

pytestmark = pytest.mark.slow

END = dt.date(2026, 7, 1)
LONGER, LATER = dt.date(2026, 7, 10), dt.date(2026, 6, 26)


def _agree(case: Case, company: Company, pay_end: dt.date, day: dt.date | None = None) -> None:
    actions.propose_last_day(
        case, day, pay_end=pay_end, by=company.li_li.user, words="多付几天。", key=make.key()
    )
    actions.agree_last_day(case, day, pay_end=pay_end, by=case.leaver, key=make.key())
    make.work()
    case.refresh_from_db()


def _facts(case: Case) -> Any:
    return cases.paper_facts(case.papers.filter(kind=Paper.Kind.AGREEMENT).latest("pk"))


def _texts(kind: str) -> dict[str, str]:
    found = Message.objects.filter(template__startswith=kind)
    return {message.address: message.text for message in found}


def test_one_side_proposes_it_and_nothing_moves_before_the_other_agrees(company: Company) -> None:
    case = _sealed(company)
    actions.propose_last_day(case, None, pay_end=LATER, by=company.li_li.user, key=make.key())
    make.work()
    case.refresh_from_db()
    assert case.pay_end == desks.WISHED
    assert "工资算到6月26日" in _texts("pay_end_proposed")[case.leaver.phone]
    with pytest.raises(NotPermitted):
        actions.agree_last_day(case, None, pay_end=LATER, by=company.li_li.user, key=make.key())
    actions.agree_last_day(case, None, pay_end=LATER, by=case.leaver, key=make.key())
    make.work()
    case.refresh_from_db()
    assert (case.contract_end, case.pay_end) == (desks.WISHED, LATER)
    assert four_dates.agreed_pay_end(case) == LATER
    (note,) = [one.note for one in case_page.four(case) if one.day == LATER]
    assert note == "双方同意"
    facts = case.events.get(kind="pay_end_agreed").facts
    assert (facts["day"], facts["old"]) == ("2026-06-26", "2026-06-12")
    assert set(_texts("pay_end_agreed")) == {case.leaver.phone, company.li_li.user.phone}


def test_both_days_move_in_one_agreement(company: Company) -> None:
    case = _sealed(company)
    _agree(case, company, LONGER, LATER)
    assert (case.contract_end, case.pay_end) == (LATER, LONGER)
    assert "工资算到7月10日" in _texts("last_day_agreed")[case.leaver.phone]


def test_the_agreement_goes_out_anew_and_says_it(company: Company) -> None:
    case = _sealed(company)
    assert "paid_until" not in _facts(case)
    _agree(case, company, LATER)
    assert _facts(case)["paid_until"] == "2026-06-26"
    assert case.events.filter(kind="agreement_sent_again").count() == 1
    envelope = agreements.of(case)
    assert envelope is not None
    assert agreements.fits(case, envelope.paper, today=clock.today())


def test_what_was_settled_is_settled_once_more_until_the_new_day(company: Company) -> None:
    case = _sealed(company)
    _settle(case, company)
    assert "settlement" not in make.open_steps(case)
    _agree(case, company, LATER)
    assert "settlement" in make.open_steps(case)
    again = _settle(case, company)
    assert again.inputs["gathered"]["last_day"] == "2026-06-26"
    assert again.inputs["gathered"]["contract_end"] == "2026-06-12"


def test_nobody_agrees_away_the_pay_of_a_day_that_is_worked(company: Company) -> None:
    case = _sealed(company)
    for day in (dt.date(2026, 6, 11), dt.date(2026, 6, 5)):
        with pytest.raises(Refused, match="工资"):
            actions.propose_last_day(case, None, pay_end=day, by=case.leaver, key=make.key())
    with pytest.raises(Refused):
        actions.propose_last_day(
            case, LATER, pay_end=desks.WISHED, by=company.li_li.user, key=make.key()
        )


def test_days_without_work_before_the_end_are_unpaid_only_by_her_own_word(
    company: Company,
) -> None:
    worked = dt.date(2026, 6, 8)
    case = _sealed(company, last_working_day=worked)
    with pytest.raises(Refused, match="6月8日"):
        actions.propose_last_day(
            case, None, pay_end=dt.date(2026, 6, 5), by=case.leaver, key=make.key()
        )
    with clock.at(MONDAY + dt.timedelta(days=9)), pytest.raises(Refused, match="已经过去"):
        actions.propose_last_day(case, None, pay_end=worked, by=case.leaver, key=make.key())
    _agree(case, company, worked)
    assert (case.contract_end, case.pay_end) == (desks.WISHED, worked)
    draft = _settle(case, company)
    gathered = draft.inputs["gathered"]
    assert (gathered["contract_end"], gathered["last_day"]) == ("2026-06-12", "2026-06-08")
    assert gathered["insurance_until"] == "2026-06-01"


def test_hr_alone_does_not_confirm_another_one_than_both_have_agreed(company: Company) -> None:
    case = desks.at_confirmation(company)
    _agree(case, company, LONGER)
    today = clock.today()
    proposed = four_dates.proposed(case, today=today)
    assert proposed.pay_end == LONGER
    alone = FourDates(END, END, END, END)
    assert "pay_end" in four_dates.problems(case, alone, today=today)
    assert four_dates.problems(case, FourDates(END, END, LONGER, END), today=today) == {}


def test_a_word_about_pay_alone_is_no_consent_to_an_earlier_end(company: Company) -> None:
    case = desks.acknowledged(company)
    _agree(case, company, LONGER)
    assert "consented_end" not in case.data
    assert "agreement_by" not in case.data


def test_it_follows_the_last_day_once_that_moves_past_it(company: Company) -> None:
    case = _sealed(company)
    _agree(case, company, LATER)
    actions.propose_last_day(case, END, by=case.leaver, key=make.key())
    actions.agree_last_day(case, END, by=company.li_li.user, key=make.key())
    case.refresh_from_db()
    assert case.pay_end == END
    assert four_dates.agreed_pay_end(case) is None


@pytest.mark.parametrize("way", ["mutual", "notice", "layoff", "forced", "proposal"])
def test_in_every_way_whose_day_moves_the_end_of_pay_does(company: Company, way: str) -> None:
    if way == "proposal":
        case = declared.agreed(company)
    elif way == "forced":
        in_ten_days = clock.today() + dt.timedelta(days=10)
        case = declared.declare(company, way, day=in_ten_days)
    else:
        case = begun.certain(company, way)
    end = case.contract_end
    _agree(case, company, end + dt.timedelta(days=5))
    assert (case.contract_end, case.pay_end) == (end, end + dt.timedelta(days=5))
    if way in {"mutual", "proposal"}:
        assert _facts(case)["paid_until"] == (end + dt.timedelta(days=5)).isoformat()


@pytest.mark.parametrize("pay_end", [None, desks.WISHED, dt.date(2027, 6, 1)])
def test_nothing_what_is_so_already_and_a_mistyped_year_are_refused(
    company: Company, pay_end: dt.date | None
) -> None:
    case = _sealed(company)
    with pytest.raises(Refused):
        actions.propose_last_day(case, None, pay_end=pay_end, by=case.leaver, key=make.key())


def test_both_pages_show_it_with_who_and_when_and_answer_it(
    client: Client, company: Company
) -> None:
    case = _sealed(company)
    desk = desks.desk_of(client, company)
    url = f"/desk/case/{case.number}/last-day/"
    wrong = desk.post(url, {"key": make.key(), "pay_end": "2026-06-01", "words": "省一点。"})
    assert wrong.status_code == 422
    assert "省一点。" in wrong.content.decode()
    desk.post(url, {"key": make.key(), "pay_end": "2026-06-26", "words": "多付几天。"})
    page = desk.get(f"/desk/case/{case.number}/").content.decode()
    assert "工资算到 6月26日" in page
    assert "李丽，" in page

    phone = make.signed_in(client, case.leaver)
    mine = f"/case/{case.number}/last-day/"
    page = phone.get(mine).content.decode()
    assert "李丽" in page
    assert "6月26日" in page
    assert "多付几天。" in page
    assert 'name="agree" value="/2026-06-26"' in page
    phone.post(mine, {"agree": "/2026-06-26", "key": make.key()})
    case.refresh_from_db()
    assert case.pay_end == LATER
    page = desks.desk_of(client, company).get(f"/desk/case/{case.number}/").content.decode()
    assert "双方同意" in page
    assert "工资现在算到 6月26日" in page


def test_whoever_leaves_proposes_it_on_the_phone_and_takes_it_back(
    client: Client, company: Company
) -> None:
    case = _sealed(company)
    phone = make.signed_in(client, case.leaver)
    assert "/last-day/" in phone.get(f"/case/{case.number}/").content.decode()
    mine = f"/case/{case.number}/last-day/"
    phone.post(mine, {"key": make.key(), "day": "2026-06-26", "pay_end": "2026-07-10"})
    page = phone.get(mine).content.decode()
    assert 'name="back" value="2026-06-26/2026-07-10"' in page
    phone.post(mine, {"back": "2026-06-26/2026-07-10", "key": make.key()})
    case.refresh_from_db()
    assert "proposed_day" not in case.data
    for broken in ("2026-13-01/x", "/", "x"):
        assert phone.post(mine, {"agree": broken, "key": make.key()}).status_code == 422
