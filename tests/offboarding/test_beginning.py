"""What the law asks before a company may begin to end an employment, and who is stopped."""

import datetime as dt
import json
from typing import Any

import pytest

from lizhi.cases import access
from lizhi.cases.models import Case
from lizhi.common import clock
from lizhi.common.refusals import AlreadyDone, NotPermitted, Refused
from lizhi.offboarding import actions, company_papers, handed_in, openings, papers, protection
from lizhi.offboarding.openings import Opening
from lizhi.people.models import Employment
from tests import make
from tests.documents.papers import text
from tests.offboarding import begun
from tests.offboarding.begun import FREE
from tests.offboarding.conftest import Company

BARRED = ["notice", "layoff", "term_end"]


def begin(company: Company, way: str, **changes: Any) -> Case:
    """As HR sends it, without the worker."""
    leaver = company.zhang_min
    said = begun.opening(leaver, way, **changes)
    return actions.begin_ending(leaver, said, by=company.li_li.user, key=make.key())


@pytest.fixture
def near_the_end(company: Company) -> Employment:
    """Her term is over in twenty days."""
    company.zhang_min.contract_end = clock.today() + dt.timedelta(days=20)
    company.zhang_min.save()
    return company.zhang_min


@pytest.mark.parametrize("way", BARRED)
@pytest.mark.parametrize("bar", [bar.code for bar in protection.BARS])
def test_a_bar_stops_it_before_anything_begins(
    company: Company, near_the_end: Employment, way: str, bar: str
) -> None:
    with pytest.raises(Refused, match="42 条") as stopped:
        begin(company, way, bars={**FREE, bar: "yes"})
    assert "36" in str(stopped.value.reason)
    assert not Case.objects.exists()


@pytest.mark.parametrize("way", BARRED)
def test_what_is_not_answered_is_not_no(
    company: Company, near_the_end: Employment, way: str
) -> None:
    for answers in ({}, {key: no for key, no in FREE.items() if key != "maternity"}):
        with pytest.raises(Refused):
            begin(company, way, bars=answers)
    assert not Case.objects.exists()


def test_article_39_is_not_barred(company: Company) -> None:
    assert begin(company, "dismissal", bars={}).ground == "39-2"


def test_who_answered_and_when_is_an_event_that_only_hr_and_the_person_hear_of(
    company: Company,
) -> None:
    case = begin(company, "notice")
    event = case.events.get(kind="bars_answered")
    assert (event.actor, event.happened_at) == (company.li_li.user, clock.now())
    assert event.facts == {}
    manager = access.of(case, company.wang_lei.user)
    finance = access.of(case, company.chen_jie.user)
    assert not manager.may_know("bars_answered")
    assert not finance.may_know("bars_answered")
    assert access.of(case, case.leaver).may_know("bars_answered")


def test_only_hr_of_the_branch_begins(company: Company) -> None:
    said = begun.opening(company.zhang_min, "mutual")
    for user in (company.wang_lei.user, company.zhang_min.user, company.chen_jie.user):
        with pytest.raises(NotPermitted):
            actions.begin_ending(company.zhang_min, said, by=user, key=make.key())


def test_hr_does_not_end_the_own_employment(company: Company) -> None:
    said = begun.opening(company.li_li, "mutual")
    with pytest.raises(NotPermitted):
        actions.begin_ending(company.li_li, said, by=company.li_li.user, key=make.key())


def test_pressed_twice_it_begins_once(company: Company) -> None:
    said, key = begun.opening(company.zhang_min, "mutual"), make.key()
    first = actions.begin_ending(company.zhang_min, said, by=company.li_li.user, key=key)
    second = actions.begin_ending(company.zhang_min, said, by=company.li_li.user, key=key)
    assert first == second
    assert Case.objects.count() == 1


@pytest.mark.parametrize(
    ("way", "wrong"),
    [
        ("mutual", {"words": "  "}),
        ("mutual", {"day": None}),
        ("mutual", {"day": dt.date(2026, 5, 31)}),
        ("mutual", {"day": dt.date(2029, 1, 1)}),
        ("notice", {"union": ""}),
        ("notice", {"union": "told", "union_on": None}),
        ("notice", {"union": "told", "union_on": dt.date(2026, 6, 2)}),
        ("notice", {"instead": ""}),
        ("dismissal", {"words": ""}),
        ("dismissal", {"union": ""}),
        ("probation", {}),  # her probation is long over
        ("layoff", {"affected": None}),
        ("layoff", {"affected": 0}),
        ("layoff", {"employed": None}),
        ("layoff", {"affected": 24, "employed": 23}),
        ("layoff", {"explained_on": None}),
        ("layoff", {"reported_on": None}),
        ("layoff", {"day": dt.date(2026, 6, 5)}),  # not thirty days after the explanation
        ("retirement", {"source": ""}),
        ("death", {"day": dt.date(2026, 6, 2)}),
        ("unreachable", {"return_by": dt.date(2026, 6, 2)}),
        ("term_end", {"renewal": ""}),
        ("term_end", {"day": dt.date(2026, 6, 10)}),
    ],
)
def test_what_the_law_asks_first_is_asked(
    company: Company, way: str, wrong: dict[str, Any]
) -> None:
    with pytest.raises(Refused):
        begin(company, way, **wrong)
    assert not Case.objects.exists()


@pytest.mark.parametrize("answer", ["", "yes", "no"])
def test_of_a_term_that_is_over_it_is_asked_whether_the_person_works_on(
    company: Company, answer: str
) -> None:
    company.zhang_min.contract_end = clock.today() - dt.timedelta(days=3)
    company.zhang_min.save()
    if answer == "no":
        assert begin(company, "term_end", worked_on=answer).contract_end < clock.today()
        return
    with pytest.raises(Refused, match="期满"):
        begin(company, "term_end", worked_on=answer)
    assert not Case.objects.exists()


@pytest.mark.parametrize(
    ("way", "ground"),
    [("mutual", "37"), ("dismissal", "36-E"), ("notice", "39-2"), ("resignation", "37")],
)
def test_a_ground_of_another_way_is_refused(company: Company, way: str, ground: str) -> None:
    said = begun.opening(company.zhang_min, "mutual", ground=ground)
    other = type(said)(**{**vars(said), "way": way})
    with pytest.raises(Refused):
        actions.begin_ending(company.zhang_min, other, by=company.li_li.user, key=make.key())


@pytest.mark.parametrize("way", ["mutual", "dismissal", "notice", "term_end"])
def test_a_resignation_that_has_arrived_becomes_nothing_else(
    company: Company, near_the_end: Employment, way: str
) -> None:
    case = make.case(company.zhang_min)
    with pytest.raises(AlreadyDone, match="已经辞职"):
        begin(company, way)
    case.refresh_from_db()
    assert case.status == Case.Status.RUNNING


def test_two_endings_at_once_are_refused(company: Company) -> None:
    begin(company, "mutual")
    with pytest.raises(AlreadyDone, match="还有一单"):
        begin(company, "dismissal")


@pytest.mark.parametrize("way", ["mutual", "notice", "dismissal", "unreachable"])
def test_nobody_takes_the_right_to_resign_away(company: Company, way: str) -> None:
    """What is not certain yet makes way for the employee's own notice."""
    before = begin(company, way)
    own = make.case(company.zhang_min)
    before.refresh_from_db()
    assert (before.status, before.outcome) == (Case.Status.WITHDRAWN, "overtaken")
    assert own.ground == "37"
    assert own.notice_end == dt.date(2026, 7, 1)


def test_whoever_would_only_lose_by_resigning_is_told(
    company: Company, near_the_end: Employment
) -> None:
    case = begin(company, "term_end")
    with pytest.raises(AlreadyDone, match="不会更早"):
        make.case(company.zhang_min)
    case.refresh_from_db()
    assert case.status == Case.Status.RUNNING


def test_a_death_comes_before_everything(company: Company) -> None:
    before = make.case(company.zhang_min)
    begin(company, "death")
    before.refresh_from_db()
    assert before.outcome == "overtaken"


@pytest.mark.parametrize(
    ("way", "kind"),
    [("mutual", "letter"), ("mutual", "notice"), ("notice", "agreement"), ("death", "notice")],
)
def test_a_paper_of_another_ground_is_not_printed(company: Company, way: str, kind: str) -> None:
    case = begin(company, way)
    with pytest.raises(company_papers.Contradiction):
        papers.draw(papers.with_everything(case.pk), kind, at=clock.now())


def test_a_resignation_is_never_papered_as_anything_else(company: Company) -> None:
    case = make.case(company.zhang_min)
    with pytest.raises(company_papers.Contradiction):
        papers.draw(papers.with_everything(case.pk), "notice", at=clock.now())
    assert company_papers.template_of(case, "agreement") == "agreement"


@pytest.mark.parametrize(
    "way", ["mutual", "notice", "layoff", "retirement", "death", "unreachable"]
)
def test_what_hr_said_can_be_put_together_again(company: Company, way: str) -> None:
    """The text whose SHA-256 stands in the first event goes into the sealed file."""
    case = begin(company, way, **({"answer_words": "可以谈"} if way == "mutual" else {}))
    assert handed_in.file_of(case)


@pytest.mark.parametrize(
    ("affected", "employed"), [(20, 100_000), (21, 300), (19, 190), (10, 100), (1, 10), (1, 1)]
)
def test_twenty_persons_or_a_tenth_of_all_employed_are_a_reduction(
    company: Company, affected: int, employed: int
) -> None:
    """以上 counts the number itself."""
    case = begin(company, "layoff", affected=affected, employed=employed)
    facts = case.events.get(kind="ending_begun").facts
    assert (facts["affected"], facts["employed"]) == (affected, employed)
    kept = json.loads(handed_in.file_of(case)[handed_in.PLACE])
    assert (kept["affected"], kept["employed"]) == (affected, employed)


@pytest.mark.parametrize(("affected", "employed"), [(19, 191), (9, 91), (1, 11), (19, 100_000)])
def test_fewer_are_no_reduction_and_hr_reads_which_ways_there_are(
    company: Company, affected: int, employed: int
) -> None:
    with pytest.raises(Refused) as stopped:
        begin(company, "layoff", affected=affected, employed=employed)
    reason = str(stopped.value.reason)
    for words in (f"{affected} 人", f"{employed} 人", "百分之十", "36 条", "40 条（三）"):
        assert words in reason
    assert not Case.objects.exists()


def notice_of(case: Case) -> str:
    """What the printed notice says, without its spaces."""
    return text(papers.draw(papers.with_everything(case.pk), "notice", at=clock.now()).pdf)


@pytest.mark.parametrize(
    ("affected", "employed", "said"),
    [
        (24, 300, "24人，单位职工共300人二十人以上"),
        (12, 100, "12人，单位职工共100人不足二十人，占职工总数百分之十以上"),
    ],
)
def test_the_notice_of_a_reduction_names_how_many_of_how_many(
    company: Company, affected: int, employed: int, said: str
) -> None:
    case = begin(company, "layoff", affected=affected, employed=employed)
    assert said in notice_of(case)


def test_the_notice_of_an_older_reduction_says_nothing_of_numbers(company: Company) -> None:
    case = begin(company, "layoff")
    del case.data["opening"]["affected"], case.data["opening"]["employed"]
    case.save()
    assert "单位职工共" not in notice_of(case)


def test_a_reduction_begun_before_the_numbers_were_asked_keeps_its_sha_256() -> None:
    before = Opening(
        way="layoff",
        ground="41",
        day=dt.date(2026, 6, 21),
        words="生产线关闭。",
        explained_on=dt.date(2026, 5, 12),
        reported_on=dt.date(2026, 6, 1),
    )
    at = dt.datetime(2026, 6, 1, 1, tzinfo=dt.UTC)
    found = openings.content_hash("LZ-2026-000001", vars(before), at)
    assert found == "6219a042b679ab1adc79b4bfd905c325feeee91e7a292e3bbb1e7fed352a8172"
    assert found != openings.content_hash(
        "LZ-2026-000001", {**vars(before), "affected": 24, "employed": 300}, at
    )
