"""What anybody may learn about a certificate by its code."""

import datetime as dt
import re
from collections.abc import Iterator

import pytest
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.html import strip_tags

from lizhi.cases import actions, codes
from lizhi.cases.models import Paper, PaperCheck
from lizhi.common import clock
from lizhi.documents.models import StoredFile
from tests.cases.test_papers import paper
from tests.conftest import MONDAY
from tests.make import signed_in
from tests.workflow import make

pytestmark = pytest.mark.django_db
UNKNOWN = "7K3M-9QX2-AAAA"
TUESDAY = MONDAY + dt.timedelta(days=1)


@pytest.fixture(autouse=True)
def minute() -> Iterator[None]:
    """Nobody has asked in this minute."""
    caches["local"].clear()
    yield
    caches["local"].clear()


@pytest.fixture
def certificate() -> Paper:
    """One that is valid."""
    return paper(make.case(), code=codes.new_code())


def address(certificate: Paper, way: str = "v") -> str:
    """Of the page for its code."""
    return f"/{way}/{actions.paper_code(certificate).replace('-', '')}"


def looks() -> list[tuple[object, ...]]:
    """What is kept of them all."""
    rows = PaperCheck.objects.order_by("day", "way", "answer")
    return list(rows.values_list("day", "way", "answer", "times"))


@pytest.mark.parametrize(
    "code", ["abc", "UUUU-UUUU-UUUU", "7K3M", "<b>张敏</b>", "9" * 90, "\u3000"]
)
def test_what_cannot_be_a_code_is_answered_like_one_that_nobody_has(
    client: Client, code: str
) -> None:
    unknown = client.get(f"/v/{UNKNOWN}")
    typed = client.get("/v/", {"code": code})
    opened = client.get(f"/v/{code}".replace("</", "<"))

    assert unknown.status_code == typed.status_code == opened.status_code == 200
    for answer in (typed, opened):
        assert _without_what_was_typed(answer.content) == _without_what_was_typed(unknown.content)
        assert answer.headers["X-Robots-Tag"] == unknown.headers["X-Robots-Tag"]


def test_a_code_copied_wrongly_stays_in_its_field(client: Client) -> None:
    assert 'value="7K3M-9QX"' in client.get("/v/", {"code": "7K3M-9QX"}).content.decode()
    assert f'value="{UNKNOWN}"' in client.get("/v/7k3m9qx2aaaa").content.decode()


def test_whoever_has_no_number_reads_of_the_other_ways(client: Client) -> None:
    page = client.get(f"/v/{UNKNOWN}").content.decode()
    assert "扫证明上的二维码" in page
    assert "用 PDF 文件查" in page


@pytest.mark.parametrize("state", ["valid", "replaced", "revoked"])
def test_kind_date_and_digest_are_told_and_nothing_else(
    client: Client, certificate: Paper, state: str
) -> None:
    if state == "replaced":
        newer = paper(certificate.case, code=codes.new_code())
        Paper.objects.filter(pk=newer.pk).update(issued_at=MONDAY + dt.timedelta(days=3))
        actions.replace(certificate, newer, MONDAY + dt.timedelta(days=3))
    elif state == "revoked":
        actions.revoke(certificate, MONDAY)

    page = client.get(address(certificate)).content.decode()

    facts = re.search(r"<dl.*?</dl>", page, re.DOTALL)
    assert facts is not None
    names = re.findall(r"<dt>(.*?)</dt>", facts[0])
    assert names == ["种类", "开具日期", "状态", "SHA-256"]
    assert "2026年6月1日" in strip_tags(facts[0])
    assert re.findall(r"\d+月\d+日", strip_tags(page)) == ["6月1日"]
    assert "张" not in strip_tags(page)


def test_the_copy_that_was_saved_on_the_day_is_still_known_after_the_last_stamp(
    client: Client, certificate: Paper
) -> None:
    before = certificate.file.digest
    newer = StoredFile.objects.create(digest="f" * 64, size=1, name="x.pdf", retention="paper")
    finished = actions.Finished(certificate, newer, "9f")
    actions.papers_finished(certificate.case, [finished], at=MONDAY)
    page = client.get(address(certificate)).content.decode()
    assert f'digest="{"f" * 64}" earlier="{before}"' in page
    assert "是开出的那份，后来又加了签名" in page


def test_a_look_is_counted_by_its_day_and_way(client: Client, certificate: Paper) -> None:
    for way in ("V", "V", "v"):
        assert client.post(f"{address(certificate, way)}/seen").status_code == 204
    with clock.at(TUESDAY):
        client.post(f"{address(certificate, 'V')}/seen")

    monday = dt.date(2026, 6, 1)
    assert looks() == [
        (monday, "scan", "valid", 2),
        (monday, "typed", "valid", 1),
        (dt.date(2026, 6, 2), "scan", "valid", 1),
    ]
    assert {field.name for field in PaperCheck._meta.get_fields()} == {  # noqa: SLF001
        *("id", "paper", "day", "way", "answer", "times")
    }


def test_what_only_fetches_the_page_is_not_counted(client: Client, certificate: Paper) -> None:
    with CaptureQueriesContext(
        connection,
    ) as asked:
        page = client.get(address(certificate)).content.decode()
    assert f'data-seen="{address(certificate)}/seen"' in page
    assert not [one for one in asked.captured_queries if not one["sql"].startswith("SELECT")]
    assert client.get(f"{address(certificate)}/seen").status_code == 405
    assert looks() == []


def test_every_code_gets_the_same_answer(client: Client, certificate: Paper) -> None:
    draft = paper(certificate.case, Paper.State.DRAFT, code=codes.new_code())
    answers = [
        client.post(f"{path}/seen")
        for path in (address(certificate), address(draft), f"/v/{UNKNOWN}", "/v/abc")
    ]
    assert {(one.status_code, one.content, len(one.cookies)) for one in answers} == {(204, b"", 0)}
    assert [row[3] for row in looks()] == [1]


def test_the_look_of_its_owner_and_of_another_site_is_not_counted(
    client: Client, certificate: Paper
) -> None:
    client.post(f"{address(certificate)}/seen", headers={"Sec-Fetch-Site": "cross-site"})
    signed_in(client, certificate.case.leaver)
    client.post(f"{address(certificate)}/seen")
    assert looks() == []


def test_no_cookie_and_no_token_are_needed_and_few_looks_a_minute_count(
    certificate: Paper,
) -> None:
    visitor = Client(enforce_csrf_checks=True)
    answers = [visitor.post(f"{address(certificate)}/seen").status_code for _ in range(22)]
    assert answers == [204] * 20 + [409] * 2
    assert [row[3] for row in looks()] == [20]


def _without_what_was_typed(content: bytes) -> str:
    page = content.decode()
    before, _, after = page.partition('name="code" value="')
    return before + after.partition('"')[2]
