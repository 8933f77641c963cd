"""Insurance and fund on the pages: HR's desk, the list of a city, and the phone of who leaves."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from python_calamine import CalamineWorkbook

from lizhi.cases.models import Case
from lizhi.common import clock
from lizhi.documents import jobs
from lizhi.documents.models import Upload
from lizhi.offboarding import schemes
from lizhi.offboarding.models import SchemeStop
from tests import make
from tests.documents import corpus
from tests.offboarding.conftest import Company
from tests.offboarding.test_insurance import over

pytestmark = [pytest.mark.slow, pytest.mark.django_db]
SLIP = corpus.picture("JPEG", (60, 40))


@pytest.fixture
def case(company: Company) -> Case:
    """张敏 leaves on the first of July; she is insured in 上海."""
    company.zhang_min.insurance_city = "上海"
    company.zhang_min.save(update_fields=["insurance_city"])
    return make.case(company.zhang_min)


@pytest.fixture
def desk(company: Company) -> Client:
    return make.signed_in(Client(), company.li_li.user)


@pytest.fixture
def phone(company: Company) -> Client:
    return make.signed_in(Client(), company.zhang_min.user)


def said(**more: object) -> dict[str, object]:
    day = f"{clock.today():%Y-%m-%d}"
    return {"key": make.key(), "on": day, "month": "2026-06", "reference": "回执 001", **more}


def url(name: str, case: Case, *more: str) -> str:
    return reverse(f"offboarding:{name}", args=[case.number, *more])


def test_hr_says_it_with_a_file_and_both_can_open_it(
    case: Case, desk: Client, phone: Client, company: Company
) -> None:
    file = SimpleUploadedFile("回执.jpg", SLIP)
    answer = desk.post(url("stop_scheme", case, "medical"), said(reference="", receipt=file))
    assert answer.status_code == 302
    jobs.check_upload.call(str(Upload.objects.get().pk))

    page = desk.get(url("insurance_of", case)).content.decode()
    assert "李丽" in page
    assert "缴到2026年6月" in page
    for reader in (desk, phone):
        shown = reader.get(url("scheme_receipt", case, "medical"))
        assert (shown.status_code, shown["Content-Type"]) == (200, "image/jpeg")
    manager = make.signed_in(Client(), company.wang_lei.user)
    assert manager.get(url("scheme_receipt", case, "medical")).status_code == 404


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"reference": ""}, "请填回执号"),
        ({"month": ""}, "请填缴到哪个月"),
        ({"month": "2030-01"}, "这个月份"),
        ({"on": "2031-01-01"}, "还没到"),
        ({"on": "昨天"}, "2026-11-27"),
    ],
)
def test_what_is_wrong_stands_at_its_field_and_nothing_is_lost(
    case: Case, desk: Client, wrong: dict[str, str], words: str
) -> None:
    answer = desk.post(url("stop_scheme", case, "pension"), said(**wrong))
    page = answer.content.decode()

    assert answer.status_code == 422
    assert words in page
    assert wrong.get("reference") == "" or "回执 001" in page
    assert not SchemeStop.objects.exists()


def test_a_scheme_that_there_is_not_is_not_found(case: Case, desk: Client) -> None:
    assert desk.get(url("stop_scheme", case, "dental")).status_code == 404


def test_hr_takes_the_list_of_a_city_as_a_spreadsheet(case: Case, desk: Client) -> None:
    cities = desk.get(reverse("offboarding:insurance")).content.decode()
    assert "上海" in cities
    assert case.employment.person.id_number not in cities

    sent = {"key": make.key(), "city": "上海"}
    answer = desk.post(reverse("offboarding:insurance_table"), sent)

    assert answer["Cache-Control"] == "no-store"
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0)
    header, row = sheet.to_python()
    assert row[header.index("员工")] == "张敏"
    assert row[header.index("证件号码")] == case.employment.person.id_number
    assert case.events.filter(kind="scheme_list_taken").count() == 1


def test_a_city_without_anybody_is_refused_and_an_empty_form_leads_back(
    case: Case, desk: Client
) -> None:
    address = reverse("offboarding:insurance_table")
    assert desk.post(address, {"key": "1", "city": "拉萨"}).status_code == 409
    assert desk.post(address, {}).status_code == 302


def test_what_was_said_by_mistake_is_taken_back_at_the_desk(case: Case, desk: Client) -> None:
    desk.post(url("stop_scheme", case, "injury"), said())
    assert desk.get(url("scheme_undone", case, "injury")).status_code == 200
    assert desk.post(url("scheme_undone", case, "injury"), {"key": "1"}).status_code == 422
    desk.post(url("scheme_undone", case, "injury"), {"key": "2", "reason": "是别人的"})
    assert not SchemeStop.objects.exists()


def test_who_leaves_reads_all_five_in_plain_words(case: Case, desk: Client, phone: Client) -> None:
    desk.post(url("stop_scheme", case, "pension"), said())
    page = phone.get(url("my_insurance", case)).content.decode()

    for scheme in schemes.ALL:
        assert str(scheme.label) in page
    assert "回执：回执 001" in page
    assert "社会保险法 45、50、52 条" in page
    assert url("my_insurance", case) in phone.get(url("case", case)).content.decode()
    assert url("my_insurance", case) in phone.get(url("duties", case)).content.decode()


def test_who_has_left_has_the_statement_made_alone(case: Case, phone: Client) -> None:
    early = phone.get(url("my_insurance", case)).content.decode()
    assert "起可以出" in early
    over(case)
    assert "现在出具" in phone.get(url("my_insurance", case)).content.decode()

    phone.post(url("my_statement", case), {"key": make.key()})
    make.work()

    paper = case.papers.valid().get(kind="unemployment")
    page = phone.get(url("my_insurance", case)).content.decode()
    assert reverse("cases:paper", args=[paper.number]) in page
    assert phone.get(reverse("cases:paper", args=[paper.number])).status_code == 200


def test_hr_has_the_statement_made_at_the_desk(case: Case, desk: Client) -> None:
    over(case)
    assert desk.post(url("statement_at_desk", case), {"key": make.key()}).status_code == 302
    make.work()
    assert case.papers.valid().filter(kind="unemployment").exists()


def test_before_it_is_certain_there_is_nothing_to_read(case: Case, phone: Client) -> None:
    case.status = Case.Status.WITHDRAWN
    case.save(update_fields=["status"])
    assert phone.get(url("my_insurance", case)).status_code == 302
