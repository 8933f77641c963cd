"""What ends an employment cannot be walked round: no jump, no silence, no date that was changed."""

import datetime as dt

import pytest
from django.test import Client

from lizhi.cases.models import Case
from lizhi.common import clock
from lizhi.common.refusals import NotPermitted, Refused
from lizhi.notifications.models import Message
from lizhi.offboarding import actions, daily
from lizhi.people.models import RoleGrant
from lizhi.workflow import actions as workflow
from lizhi.workflow.models import Run
from tests import make
from tests.offboarding import begun
from tests.offboarding.begun import FREE
from tests.offboarding.conftest import Company

pytestmark = pytest.mark.slow


def come(case: Case, *, after: int = 0) -> Case:
    """So many days after the last one, a little past midnight."""
    day = case.contract_end + dt.timedelta(days=after)
    with clock.at(dt.datetime.combine(day, dt.time(0, 6), clock.SHANGHAI)):
        make.work()
    case.refresh_from_db()
    return case


def goes_on(company: Company, case: Case, outcome: str) -> bool:
    """Nothing has ended: no certificate, no last day in the roster, and everybody can read why."""
    company.zhang_min.refresh_from_db()
    assert not case.papers.filter(kind="certificate").exists()
    assert company.zhang_min.left_on is None
    assert (case.status, case.outcome) == (Case.Status.WITHDRAWN, outcome)
    return True


@pytest.mark.parametrize(
    ("way", "step", "to"),
    [
        ("notice", "service", "main"),
        ("dismissal", "service", "closing"),
        ("layoff", "service", "settlement"),
        ("mutual", "signature", "main"),
        ("unreachable", "recall_service", "main"),
        ("unreachable", "recall_service", "service"),
    ],
)
def test_no_administrator_leads_a_case_past_what_makes_it_certain(
    company: Company, way: str, step: str, to: str
) -> None:
    make.grant(company.he_jing.user, RoleGrant.Role.ADMINISTRATOR)
    case = begun.begin(company, way)
    run = Run.objects.open().get(case=case, step=step)
    with pytest.raises(Refused):
        actions.jump(run, to=to, words="快一点", by=company.he_jing.user, key=make.key())
    assert step in make.open_steps(case)


@pytest.mark.parametrize(("way", "step"), [("notice", "service"), ("mutual", "signature")])
def test_what_is_not_certain_ends_nothing_even_where_the_process_comes_to_the_certificate(
    company: Company, way: str, step: str
) -> None:
    case = begun.begin(company, way)
    run = Run.objects.open().get(case=case, step=step)
    workflow.close_run(run, outcome="went_on", by=None, at=clock.now())  # no page does this
    make.work()
    assert goes_on(company, come(case), "not_agreed" if way == "mutual" else "not_served")


def test_a_term_that_was_renewed_in_the_roster_ends_nothing(company: Company) -> None:
    case = begun.begin(company, "term_end")
    company.zhang_min.contract_end = case.contract_end + dt.timedelta(days=365)
    company.zhang_min.save()
    assert goes_on(company, come(case), "renewed")


def test_whoever_falls_under_article_42_before_the_end_tells_hr_and_silence_ends_nothing(
    company: Company,
) -> None:
    case = begun.begin(company, "term_end")
    actions.claim_bar(case, words="刚查出来怀孕了", by=case.leaver, key=make.key())
    event = case.events.get(kind="bar_claimed")
    assert event.facts == {}  # nothing about health stands in the open
    assert goes_on(company, come(case), "kept_on")


def test_hr_looks_into_it_and_finds_that_it_holds(company: Company) -> None:
    case = begun.certain(company, "notice")
    actions.claim_bar(case, words="", by=case.leaver, key=make.key())
    bars = {**FREE, "maternity": "yes"}
    actions.screen_again(case, bars, words="看了医院的单子", by=company.li_li.user, key=make.key())
    case.refresh_from_db()
    assert goes_on(company, case, "kept_on")
    assert case.papers.get(kind="notice").state == "revoked"


def test_hr_looks_into_it_and_finds_nothing_of_it(company: Company) -> None:
    case = begun.begin(company, "term_end")
    actions.claim_bar(case, words="我觉得算工伤", by=case.leaver, key=make.key())
    actions.screen_again(
        case, FREE, words="工伤认定没有下来，医疗期也没有", by=company.li_li.user, key=make.key()
    )
    come(case)
    assert case.papers.filter(kind="certificate").exists()


def test_the_person_takes_it_back(company: Company) -> None:
    case = begun.begin(company, "term_end")
    actions.claim_bar(case, words="可能怀孕", by=case.leaver, key=make.key())
    actions.take_back_bar(case, by=case.leaver, key=make.key())
    come(case)
    assert case.papers.filter(kind="certificate").exists()


def test_nothing_is_served_while_the_person_waits_for_an_answer(company: Company) -> None:
    case = begun.begin(company, "notice")
    actions.claim_bar(case, words="", by=case.leaver, key=make.key())
    with pytest.raises(Refused, match="42 条"):
        begun.serve(company, case)


@pytest.mark.parametrize("way", ["notice", "layoff"])
def test_on_the_day_of_service_it_is_asked_once_more(company: Company, way: str) -> None:
    case = begun.begin(company, way)
    for bars in ({}, {**FREE, "medical": "yes"}):
        with pytest.raises(Refused):
            begun.serve(company, case, bars=bars)
    assert not case.events.filter(kind="paper_served").exists()
    begun.serve(company, case)
    assert case.events.filter(kind="paper_served").exists()
    assert case.events.filter(kind="bars_answered").count() == 2


def test_no_other_day_is_agreed_while_the_person_waits_for_an_answer(company: Company) -> None:
    case = begun.certain(company, "notice")
    day = case.contract_end - dt.timedelta(days=5)
    actions.propose_last_day(case, day, by=case.leaver, key=make.key())
    actions.claim_bar(case, words="", by=case.leaver, key=make.key())
    with pytest.raises(Refused, match="42 条"):
        actions.agree_last_day(case, day, by=company.li_li.user, key=make.key())


@pytest.mark.parametrize("way", ["dismissal", "probation", "retirement", "mutual"])
def test_where_article_42_bars_nothing_nobody_claims_it(company: Company, way: str) -> None:
    case = begun.begin(company, way)
    with pytest.raises(Refused):
        actions.claim_bar(case, words="", by=case.leaver, key=make.key())


def test_only_the_person_claims_and_only_hr_answers(company: Company) -> None:
    case = begun.begin(company, "term_end")
    for user in (company.li_li.user, company.wang_lei.user):
        with pytest.raises(NotPermitted):
            actions.claim_bar(case, words="", by=user, key=make.key())
    for user in (case.leaver, company.wang_lei.user, company.chen_jie.user):
        with pytest.raises(NotPermitted):
            actions.screen_again(case, FREE, words="看过了", by=user, key=make.key())


def test_before_the_end_hr_is_asked_once_more_and_once_only(company: Company) -> None:
    case = begun.begin(company, "term_end")
    assert daily.ask_about_bars(clock.now()) == 0  # the end is far away
    near = dt.datetime.combine(case.contract_end, dt.time(9), clock.SHANGHAI) - dt.timedelta(days=4)
    with clock.at(near):
        assert [daily.ask_about_bars(clock.now()) for _time in range(2)] == [1, 0]
        make.work()
        texts = Message.objects.filter(template="bars_to_ask_again.any.hr")
        assert "42 条" in texts[0].text


def test_the_person_says_it_on_the_phone_and_hr_answers_at_the_desk(company: Company) -> None:
    case = begun.begin(company, "term_end")
    phone, desk = (
        make.signed_in(Client(), case.leaver),
        make.signed_in(Client(), company.li_li.user),
    )
    mine, page = f"/case/{case.number}/protected/", f"/desk/case/{case.number}/screening/"
    assert "哺乳" in phone.get(mine).content.decode()
    phone.post(mine, {"key": make.key(), "words": "刚查出来怀孕了", "answer": "claim"})
    make.work()
    assert "刚查出来怀孕了" in desk.get(page).content.decode()
    assert desk.post(page, {"key": make.key(), "words": "看过"}).status_code == 422
    answers = {f"bar_{code}": answer for code, answer in {**FREE, "maternity": "yes"}.items()}
    sent = desk.post(page, {"key": make.key(), "words": "看了医院的单子", **answers})
    assert sent.status_code == 302
    make.work()
    case.refresh_from_db()
    assert case.outcome == "kept_on"
    manager = make.signed_in(Client(), company.wang_lei.user)
    story = manager.get(f"/desk/case/{case.number}/?events=all").content.decode()
    assert "42 条" not in story
    assert "怀孕" not in story
