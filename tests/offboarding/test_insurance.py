"""Insurance and fund after an ending: stopped by name, with proof, and explained to who leaves."""

import datetime as dt
import json

import pytest
from django.test import Client
from django.urls import reverse

from lizhi.cases import access, chain
from lizhi.cases import actions as cases
from lizhi.cases import questions as case_questions
from lizhi.cases.models import Case, Event
from lizhi.common import clock
from lizhi.common.refusals import AlreadyDone, NotPermitted, Refused
from lizhi.config.doctor import showing
from lizhi.documents import actions as documents
from lizhi.documents import jobs
from lizhi.documents.models import Upload
from lizhi.jobs import giving_up
from lizhi.jobs.models import Outbox
from lizhi.offboarding import (
    actions,
    scheme_guide,
    scheme_lists,
    scheme_receipts,
    scheme_rules,
    schemes,
)
from lizhi.offboarding.models import Duty, SchemeStop
from lizhi.settlement.models import Settlement
from tests import make
from tests.documents import corpus
from tests.offboarding.conftest import Company

pytestmark = pytest.mark.django_db
SLIP = corpus.picture("JPEG", (60, 40))
JUNE = dt.date(2026, 6, 1)


@pytest.fixture
def case(company: Company) -> Case:
    """张敏 leaves on the first of July; she is insured in 上海."""
    company.zhang_min.insurance_city = "上海"
    company.zhang_min.save(update_fields=["insurance_city"])
    return make.case(company.zhang_min)


def stop(case: Case, company: Company, scheme: str = "pension", **more: object) -> None:
    said = {"on": clock.today(), "month": JUNE, "reference": "回执 001", **more}
    actions.stop_scheme(case, scheme, by=company.li_li.user, key=make.key(), **said)  # type: ignore[arg-type]


def line(case: Case, scheme: str) -> schemes.Line:
    return next(line for line in schemes.of(case) if line.scheme == scheme)


def receipt(company: Company, *, looked_at: bool = True) -> Upload:
    by = company.li_li.user
    upload = documents.receive(by, purpose="scheme", name="回执.jpg", data=SLIP)
    if looked_at:
        jobs.check_upload.call(str(upload.pk))
    return upload


def over(case: Case) -> Case:
    """Her contract has ended, and the certificate is there."""
    end = dt.datetime.combine(case.contract_end, dt.time(12), clock.SHANGHAI)
    with clock.at(end + dt.timedelta(days=1)):
        make.work()
    case.refresh_from_db()
    return case


def test_the_last_month_follows_the_rule_of_the_city(case: Case) -> None:
    """上海: one day in July is enough for July."""
    assert schemes.last_month(case) == (dt.date(2026, 7, 1), "")


def test_a_city_whose_rule_nobody_knows_says_so(case: Case) -> None:
    case.employment.insurance_city = "成都"
    found = schemes.last_month(case)
    assert found.month == dt.date(2026, 7, 1)
    assert "缺成都 2026 年离职当月缴不缴社保的规则" in found.doubt


def test_what_the_settlement_says_wins_over_the_rule(case: Case) -> None:
    """Finance has said until when each is paid, and 张敏 has it before her eyes."""
    Settlement.objects.create(
        case=case,
        state=Settlement.State.SENT,
        insurance_until=JUNE,
        fund_until=dt.date(2026, 8, 1),
    )

    assert line(case, "pension").last_month == JUNE
    assert line(case, "housing_fund").last_month == dt.date(2026, 8, 1)


def test_all_five_stand_with_the_day_of_the_law_that_each_follows(case: Case) -> None:
    assert [(one.name, str(one.due)) for one in schemes.of(case)] == [
        ("养老保险", "2026-07-16"),
        ("医疗保险", "2026-07-16"),
        ("失业保险", "2026-07-16"),
        ("工伤保险", "2026-07-16"),
        ("住房公积金", "2026-07-31"),
    ]


def test_what_hr_says_is_kept_by_name_and_read_by_who_leaves(case: Case, company: Company) -> None:
    stop(case, company)

    kept = line(case, "pension").stop
    assert kept
    assert (kept.done_by, kept.reference, kept.last_month) == (
        company.li_li.user,
        "回执 001",
        JUNE,
    )
    event = Event.objects.get(case=case, kind="scheme_stopped")
    assert (event.facts["scheme"], event.facts["month"], chain.read(event)) == (
        "pension",
        "2026-06",
        "回执 001",
    )
    assert access.of(case, case.leaver).may_know("scheme_stopped")
    assert not access.of(case, company.wang_lei.user).may_know("scheme_stopped")


def test_nothing_is_stopped_without_a_number_or_a_receipt(case: Case, company: Company) -> None:
    with pytest.raises(Refused, match="请填回执号"):
        stop(case, company, reference="")
    assert not SchemeStop.objects.filter(case=case).exists()


def test_days_and_months_that_cannot_be_are_refused(case: Case, company: Company) -> None:
    with pytest.raises(Refused):
        stop(case, company, on=clock.today() + dt.timedelta(days=1))
    with pytest.raises(Refused, match="这个月份"):
        stop(case, company, month=dt.date(2027, 6, 1))


def test_said_again_it_is_corrected_and_both_words_stay(case: Case, company: Company) -> None:
    stop(case, company)
    stop(case, company, reference="回执 002")

    kept = line(case, "pension").stop
    assert kept
    assert kept.reference == "回执 002"
    assert Event.objects.filter(case=case, kind="scheme_stopped").count() == 2


def test_the_fund_meets_its_duty_and_no_insurance_does(case: Case, company: Company) -> None:
    """The personal file moves by itself: insurance that is stopped says nothing about it."""
    for scheme in schemes.ALL:
        stop(case, company, scheme)

    done = set(case.duties.exclude(done_on=None).values_list("kind", flat=True))
    assert done == {Duty.Kind.HOUSING_FUND}
    assert case.duties.get(kind="housing_fund").proof == "回执 001"


def test_what_was_said_by_mistake_stands_open_again(case: Case, company: Company) -> None:
    stop(case, company, "housing_fund")
    actions.take_scheme_back(
        case, "housing_fund", reason="是别人的回执", by=company.li_li.user, key=make.key()
    )

    assert line(case, "housing_fund").stop is None
    assert case.duties.get(kind="housing_fund").done_on is None
    assert case.events.filter(kind="scheme_taken_back").exists()
    with pytest.raises(AlreadyDone):
        actions.take_scheme_back(
            case, "housing_fund", reason="再说一次", by=company.li_li.user, key=make.key()
        )


def test_only_hr_of_the_branch_says_so_and_never_about_themselves(
    case: Case, company: Company
) -> None:
    for user in (case.leaver, company.wang_lei.user, company.chen_jie.user):
        with pytest.raises(NotPermitted):
            actions.stop_scheme(
                case,
                "pension",
                on=clock.today(),
                month=JUNE,
                reference="1",
                by=user,
                key=make.key(),
            )


def test_a_receipt_joins_as_soon_as_it_has_been_looked_at(case: Case, company: Company) -> None:
    late = receipt(company, looked_at=False)
    stop(case, company, reference="", files=[str(late.pk)])
    assert line(case, "pension").checking

    jobs.check_upload.call(str(late.pk))

    kept = line(case, "pension")
    assert (kept.checking, kept.receipt) == (False, True)
    assert kept.stop
    assert kept.stop.receipt
    assert kept.stop.receipt.delete_on > case.contract_end + dt.timedelta(days=730)
    assert case.events.filter(kind="scheme_receipt_kept").exists()


def test_it_stands_beside_its_scheme_and_not_among_what_the_leaver_has_shown(
    case: Case, company: Company
) -> None:
    stop(case, company, files=[str(receipt(company).pk)])

    assert not case_questions.PROOFS.all(case=case.pk)
    assert list(showing.file_astray(clock.now())) == []


def test_the_sealed_file_names_what_was_stopped_and_the_hash_of_the_receipt(
    case: Case, company: Company
) -> None:
    stop(case, company, files=[str(receipt(company).pk)])

    (told,) = json.loads(scheme_receipts.files_of(case)["metadata/schemes.json"])
    kept = line(case, "pension").stop
    assert kept
    assert kept.receipt
    assert (told["scheme"], told["paid_until"], told["by"]) == ("pension", "2026-06", "李丽")
    assert (told["reference"], told["sha256"]) == ("回执 001", kept.receipt.file.digest)


def test_a_receipt_that_cannot_be_opened_is_said_to_be_lost(case: Case, company: Company) -> None:
    by = company.li_li.user
    bad = documents.receive(by, purpose="scheme", name="回执.jpg", data=b"nothing")
    stop(case, company, files=[str(bad.pk)])
    jobs.check_upload.call(str(bad.pk))

    assert not line(case, "pension").checking
    assert case.events.filter(kind="scheme_receipt_lost").exists()


def test_somebody_elses_file_shows_nothing(case: Case, company: Company) -> None:
    by = company.chen_jie.user
    foreign = documents.receive(by, purpose="scheme", name="x.jpg", data=SLIP)
    assert scheme_receipts.own([str(foreign.pk)], company.li_li.user) is None
    with pytest.raises(Refused):
        stop(case, company, reference="", files=[str(foreign.pk)])


def test_the_list_holds_whom_hr_still_has_to_sign_off(case: Case, company: Company) -> None:
    today = clock.today()
    (city,) = scheme_lists.cities(company.li_li.user, today=today)
    assert (city.name, [one.pk for one in city.cases]) == ("上海", [case.pk])
    assert city.due == dt.date(2026, 7, 8)

    header, row = scheme_lists.rows(city.cases)
    told = dict(zip([cell.value for cell in header], row, strict=True))
    assert told["员工"] == "张敏"
    assert told["证件号码"] == company.zhang_min.person.id_number
    assert told["社保交到"] == told["公积金交到"] == "2026-07"

    for scheme in schemes.ALL:
        stop(case, company, scheme)
    assert scheme_lists.cities(company.li_li.user, today=today) == []


def test_another_branch_sees_nobody_of_ours(case: Case, company: Company) -> None:
    away = make.employee("吴越", "13900000031", at=make.branch("成都分公司"))
    make.grant(away.user, "hr", at=away.branch)
    assert scheme_lists.cities(away.user, today=clock.today()) == []
    with pytest.raises(NotPermitted):
        actions.take_scheme_list([case], city="上海", by=away.user, key=make.key())


def test_whoever_takes_the_list_stands_in_the_story_of_each(case: Case, company: Company) -> None:
    key = make.key()
    for _again in range(2):
        actions.take_scheme_list([case], city="上海", by=company.li_li.user, key=key)

    event = case.events.get(kind="scheme_list_taken")
    assert (event.actor, event.facts["city"]) == (company.li_li.user, "上海")
    assert access.of(case, case.leaver).may_know("scheme_list_taken")


def test_the_statement_names_the_ground_that_the_certificate_must_not(
    case: Case, company: Company
) -> None:
    stop(case, company, "unemployment")
    over(case)
    actions.ask_statement(case, by=case.leaver, key=make.key())
    make.work()

    paper = case.papers.valid().get(kind="unemployment")
    assert paper.number == f"SY-{case.number.removeprefix('LZ-')}"
    facts = cases.paper_facts(paper)
    assert facts["article"] == "《劳动合同法》第三十七条"
    assert facts["paid_until"] == "2026-06"
    assert case.papers.valid().filter(kind="certificate").exists()


def test_nobody_has_to_agree_to_the_statement_and_it_is_made_once(
    case: Case, company: Company
) -> None:
    with pytest.raises(Refused, match="起可以出"):
        actions.ask_statement(case, by=case.leaver, key=make.key())
    over(case)
    with pytest.raises(NotPermitted):
        actions.ask_statement(case, by=company.wang_lei.user, key=make.key())
    actions.ask_statement(case, by=case.leaver, key=make.key())
    with pytest.raises(AlreadyDone, match="正在出具"):
        actions.ask_statement(case, by=case.leaver, key=make.key())
    make.work()
    with pytest.raises(AlreadyDone):
        actions.ask_statement(case, by=company.li_li.user, key=make.key())


def test_a_statement_that_was_given_up_can_be_asked_for_again(case: Case, company: Company) -> None:
    over(case)
    actions.ask_statement(case, by=case.leaver, key=make.key())
    row = Outbox.objects.get(case=case, topic="papers.issue", state="pending")
    assert "可以在" in str(giving_up.follows(row).words)
    admin = make.employee("管理员", "13900000099").user
    make.grant(admin, "administrator")
    giving_up.give_up(row, by=admin, reason="模板坏了", at=clock.now())
    assert scheme_rules.was_given_up(case)
    page = (
        make.signed_in(Client(), case.leaver)
        .get(reverse("offboarding:my_insurance", args=[case.number]))
        .content.decode()
    )
    assert "上次要过" in page

    actions.ask_statement(case, by=case.leaver, key=make.key())
    with pytest.raises(AlreadyDone, match="正在出具"):
        actions.ask_statement(case, by=case.leaver, key=make.key())
    make.work()

    assert case.papers.valid().filter(kind="unemployment").count() == 1


@pytest.mark.parametrize("way", [Case.Way.RESIGNATION, Case.Way.RETIREMENT])
def test_each_scheme_tells_what_to_do_next_and_by_which_article(case: Case, way: str) -> None:
    case.way = way
    for scheme in schemes.ALL:
        advice = scheme_guide.of(case, scheme)
        assert all(advice.steps)
        assert advice.article.endswith("条")
