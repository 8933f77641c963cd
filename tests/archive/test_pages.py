"""Whoever left downloads the file at any later time; HR finds and exports those of the branch."""

import datetime as dt
from collections.abc import Iterator
from typing import Any, cast

import pytest
from django.http import StreamingHttpResponse
from django.test import Client
from django.urls import reverse

from lizhi.accounts.models import User
from lizhi.archive.models import Package
from lizhi.cases.models import Case
from lizhi.common import clock
from lizhi.documents import actions as documents
from tests import make
from tests.offboarding.conftest import Company

CHECKS: dict[str, Any] = {
    "passed": False,
    "properties": {
        "authentic": {
            "passed": True,
            "checks": [{"code": "signed", "good": 5, "of": 5, "failed": []}],
        },
        "whole": {
            "passed": False,
            "checks": [{"code": "papers_there", "good": 3, "of": 4, "failed": ["settlement"]}],
        },
    },
}


@pytest.fixture
def case(company: Company) -> Case:
    """Zhang Min's; what is sealed in it does not matter to the pages."""
    case = make.case(company.zhang_min)
    make.work()
    return case


@pytest.fixture
def package(case: Case) -> Package:
    """A package of 200,000 bytes."""
    file = documents.keep(
        bytes(range(250)) * 800,
        name=f"{case.number}.zip",
        media_type="application/zip",
        retention="package",
    )
    return Package.objects.create(
        case=case, file=file, manifest_digest="ab" * 32, sealed_at=clock.now(), checks=CHECKS
    )


def browser(user: User) -> Client:
    return make.signed_in(Client(), user)


def address(case: Case) -> str:
    return reverse("archive:package", args=[case.number])


def body(response: Any) -> bytes:
    pieces = cast(StreamingHttpResponse, response).streaming_content
    return b"".join(cast(Iterator[bytes], pieces))


def test_whoever_left_downloads_the_own_file_years_later_and_goes_on_after_a_cut(
    package: Package, company: Company
) -> None:
    company.zhang_min.left_on = dt.date(2026, 7, 1)
    company.zhang_min.save()
    with clock.at(clock.now() + dt.timedelta(days=2000)):
        phone = browser(company.zhang_min.user)
        whole = phone.get(address(package.case))
        assert whole.headers["Content-Type"] == "application/zip"
        assert package.case.number in whole.headers["Content-Disposition"]
        data = body(whole)
        assert data == documents.read(package.file)
        rest = phone.get(address(package.case), headers={"Range": "bytes=150000-"})
        assert (rest.status_code, body(rest)) == (206, data[150_000:])


def test_hr_of_the_branch_exports_it_and_nobody_else(package: Package, company: Company) -> None:
    far = make.branch("苏州工厂", "示例制造（苏州）有限公司")
    stranger = make.employee("周敏", "13900000021", at=far, department="人力资源部")
    make.grant(stranger.user, "hr", at=far)
    assert browser(company.li_li.user).get(address(package.case)).status_code == 200
    for person in (company.wang_lei, company.chen_jie, company.he_jing, stranger):
        assert browser(person.user).get(address(package.case)).status_code == 404
    assert Client().get(address(package.case)).headers["Location"].startswith("/sign-in/")


def test_a_link_alone_does_not_open_it(package: Package, company: Company) -> None:
    phone = Client()
    phone.force_login(company.zhang_min.user)
    session = phone.session
    session["strength"] = "link"
    session.save()
    for place in (address(package.case), reverse("archive:search")):
        answer = phone.get(place)
        assert answer.status_code != 200, place
        assert b"PK" not in answer.content


def test_while_the_case_runs_the_leaver_hears_when_it_will_be_there(
    case: Case, company: Company
) -> None:
    answer = browser(company.zhang_min.user).get(address(case))
    assert answer.status_code == 409
    assert "全部办完" in answer.content.decode()
    assert browser(company.li_li.user).get(address(case)).status_code == 404


def test_hr_finds_it_by_name_or_number(package: Package, company: Company) -> None:
    desk = browser(company.li_li.user)
    for words in ("", "张", package.case.number, package.case.number.lower()):
        page = desk.get(reverse("archive:search"), {"q": words}).content.decode()
        assert package.case.number in page, words
    assert "没有查到" in desk.get(reverse("archive:search"), {"q": "王"}).content.decode()
    elsewhere = browser(company.chen_jie.user).get(reverse("archive:search")).content.decode()
    assert package.case.number not in elsewhere
    assert "还没有封存的档案" in elsewhere
    for page in ("0", "x", "99"):
        assert desk.get(reverse("archive:search"), {"page": page}).status_code == 200


def test_the_four_properties_stand_on_the_page(package: Package, company: Company) -> None:
    place = reverse("archive:one", args=[package.case.number])
    page = browser(company.li_li.user).get(place).content.decode()
    for words in ("真实性，通过", "完整性，没通过", "5 / 5", "3 / 4", "abab"):
        assert words in page, words
    assert browser(company.he_jing.user).get(place).status_code == 404


def test_the_list_asks_few_questions_of_the_database(
    package: Package, company: Company, django_assert_max_num_queries: Any
) -> None:
    desk = browser(company.li_li.user)
    with django_assert_max_num_queries(12):
        desk.get(reverse("archive:search"))
