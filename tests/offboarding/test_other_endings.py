"""The other ways of ending, each from HR's first word to the sealed file."""

import datetime as dt

import pytest

from lizhi.cases import actions as cases
from lizhi.cases.models import Case, Paper
from lizhi.common import clock
from lizhi.common.refusals import Refused
from lizhi.offboarding import actions
from lizhi.signing import actions as signing
from tests import make
from tests.conftest import MONDAY
from tests.offboarding import begun
from tests.offboarding.conftest import Company

pytestmark = pytest.mark.slow


def later(days: int, hour: int = 12) -> dt.datetime:
    """So many days after the Monday on which everything begins."""
    day = clock.local(MONDAY).date() + dt.timedelta(days=days)
    return dt.datetime.combine(day, dt.time(hour), clock.SHANGHAI)


def certificate(case: Case) -> Paper | None:
    return case.papers.valid().filter(kind="certificate").first()


def test_both_end_it_together(company: Company) -> None:
    case = begun.begin(company, "mutual")
    assert make.open_steps(case) == {"signature"}
    paper = case.papers.get(kind="agreement")
    assert paper.template == "mutual"
    assert cases.paper_facts(paper)["proposer"] == "employer"

    begun.sign(case)

    assert case.binding_at is not None
    assert make.open_steps(case) == {"handover", "settlement", "contract_end"}
    with clock.at(later(20)):
        make.work()
    facts = cases.paper_facts(case.papers.valid().get(kind="certificate"))
    assert facts["ended_on"] == "2026-06-21"
    assert set(facts) <= CERTIFICATE
    company.zhang_min.refresh_from_db()
    assert company.zhang_min.left_on == dt.date(2026, 6, 21)


CERTIFICATE = {
    *("number", "company", "company_code", "employee", "issued_on", "id_kind", "id_number"),
    *("contract_kind", "term_start", "term_end", "ended_on", "post", "service_years"),
    *("service_months", "is_expiry"),
}


def test_whoever_declines_keeps_the_contract(company: Company) -> None:
    case = begun.begin(company, "mutual")
    employee = case.envelopes.get(purpose="separation_agreement").actors.get(role="employee")
    signing.decline(employee, reason="terms", words="先不谈", by=case.leaver, at=clock.now())
    make.work()

    case.refresh_from_db()
    assert (case.status, case.outcome) == (Case.Status.WITHDRAWN, "not_agreed")
    with clock.at(later(40)):
        make.work()
    assert certificate(case) is None
    company.zhang_min.refresh_from_db()
    assert company.zhang_min.left_on is None


@pytest.mark.parametrize("days", [20, 3])
def test_a_proposal_that_nobody_accepts_lapses(company: Company, days: int) -> None:
    day = clock.today() + dt.timedelta(days=days)
    case = begun.begin(company, "mutual", day=day)
    for when in range(1, 40):
        with clock.at(later(when)):
            make.work()

    case.refresh_from_db()
    assert case.outcome == "not_agreed"
    assert certificate(case) is None


@pytest.mark.parametrize(
    ("way", "ends"),
    [
        ("mutual", "2026-06-21"),
        ("term_end", "2026-06-21"),
        ("probation", "2026-06-01"),
        ("dismissal", "2026-06-01"),
        ("notice", "2026-07-01"),
        ("layoff", "2026-06-21"),
        ("retirement", "2026-06-21"),
        ("death", "2026-05-30"),
        ("unreachable", "2026-06-08"),
    ],
)
def test_the_certificate_comes_on_the_day_whatever_people_do(
    company: Company, way: str, ends: str
) -> None:
    """Nobody answers anything, and the employee objects: what is certain ends on its day."""
    case = begun.certain(company, way)
    assert case.contract_end.isoformat() == ends
    if way != "death" and case.status == Case.Status.RUNNING:
        actions.object_to_ending(case, words="我不同意", by=case.leaver, key=make.key())
    day_after = case.contract_end + dt.timedelta(days=1)
    with clock.at(dt.datetime.combine(case.contract_end, dt.time(0, 6), clock.SHANGHAI)):
        make.work()
    paper = certificate(case)
    assert paper is not None
    assert cases.paper_facts(paper)["ended_on"] == ends
    company.zhang_min.refresh_from_db()
    assert company.zhang_min.left_on == case.contract_end
    assert day_after > case.contract_end
    for days in range(0, 100, 3):
        with clock.at(MONDAY + dt.timedelta(days=days)):
            make.work()
    case.refresh_from_db()
    assert (case.status, case.outcome) == (Case.Status.CLOSED, "completed")


@pytest.mark.parametrize("way", ["notice", "dismissal", "probation", "layoff"])
def test_what_was_never_served_ends_nothing(company: Company, way: str) -> None:
    case = begun.begin(company, way)
    for days in range(0, 45, 3):
        with clock.at(later(days)):
            make.work()
    case.refresh_from_db()
    assert (case.status, case.outcome) == (Case.Status.WITHDRAWN, "not_served")
    assert certificate(case) is None
    assert case.papers.get(kind="notice").state == Paper.State.REVOKED
    company.zhang_min.refresh_from_db()
    assert company.zhang_min.left_on is None


def test_whoever_comes_back_stays(company: Company) -> None:
    case = begun.begin(company, "unreachable")
    begun.serve(company, case)
    assert make.open_steps(case) == {"return_by"}
    with clock.at(later(7, hour=19)):
        make.work()
        assert make.open_steps(case) == {"decision"}
        actions.decide_on_return(
            case, goes_on=False, words="住院了，家人来过电话", by=company.li_li.user, key=make.key()
        )
    case.refresh_from_db()
    assert (case.status, case.outcome) == (Case.Status.WITHDRAWN, "returned")
    assert case.papers.filter(kind="notice").count() == 0


def test_a_call_that_comes_late_leaves_time_to_answer(company: Company) -> None:
    case = begun.begin(company, "unreachable")
    with clock.at(later(9)):
        make.work()
        begun.serve(company, case)
    assert case.return_by == dt.date(2026, 6, 13)
    assert make.open_steps(case) == {"return_by"}


def test_nobody_decides_and_the_contract_goes_on(company: Company) -> None:
    case = begun.serve(company, begun.begin(company, "unreachable"))
    for days in range(0, 40, 3):
        with clock.at(later(days)):
            make.work()
    case.refresh_from_db()
    assert (case.status, case.outcome) == (Case.Status.WITHDRAWN, "called_off")


def test_reasons_that_come_after_the_probation_are_too_late(company: Company) -> None:
    case = begun.begin(company, "probation")
    company.zhang_min.probation_end = clock.today() + dt.timedelta(days=2)
    company.zhang_min.save()
    with clock.at(later(4)), pytest.raises(Refused, match="试用期已经过了"):
        begun.serve(company, Case.objects.get(pk=case.pk))


def test_an_announcement_counts_after_thirty_days(company: Company) -> None:
    case = begun.begin(company, "dismissal")
    with pytest.raises(Refused, match="30 天"):
        begun.serve(company, case, how="announced")


def test_both_agree_on_another_day_and_sign_it_anew(company: Company) -> None:
    case = begun.certain(company, "mutual")
    day = dt.date(2026, 6, 12)
    actions.propose_last_day(case, day, by=case.leaver, key=make.key())
    actions.agree_last_day(case, day, by=company.li_li.user, key=make.key())
    make.work()
    newest = case.envelopes.filter(purpose="separation_agreement").order_by("-pk")[0].paper
    facts = cases.paper_facts(newest)
    assert (facts["agreed_day"], facts["proposer"]) == ("2026-06-12", "employer")
    assert "good_until" not in facts
    begun.sign(case)
    with clock.at(dt.datetime(2026, 6, 12, 0, 6, tzinfo=clock.SHANGHAI)):
        make.work()
    assert certificate(case) is not None


def test_the_day_of_an_offer_does_not_move(company: Company) -> None:
    case = begun.begin(company, "mutual")
    with pytest.raises(Refused):
        actions.propose_last_day(case, dt.date(2026, 6, 12), by=case.leaver, key=make.key())


@pytest.mark.parametrize("way", ["term_end", "retirement", "dismissal"])
def test_a_day_of_the_law_does_not_move(company: Company, way: str) -> None:
    case = begun.begin(company, way)
    if way == "dismissal":
        case = begun.serve(company, case, day=clock.today())
    with pytest.raises(Refused):
        actions.propose_last_day(case, dt.date(2026, 7, 12), by=case.leaver, key=make.key())


@pytest.mark.parametrize(
    ("way", "ended"),
    [("term_end", True), ("retirement", True), ("death", True), ("mutual", False)],
)
def test_the_certificate_says_ended_or_dissolved_and_never_why(
    company: Company, way: str, ended: bool
) -> None:
    case = begun.certain(company, way)
    with clock.at(dt.datetime.combine(case.contract_end, dt.time(1), clock.SHANGHAI)):
        make.work()
    facts = cases.paper_facts(case.papers.valid().get(kind="certificate"))
    assert facts["is_expiry"] is ended
    assert not {"ground", "way", "reasons", "article"} & set(facts)
