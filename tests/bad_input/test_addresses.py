"""Addresses, questions in addresses, headers and cookies that no page of ours would make."""

from collections.abc import Iterator
from http import HTTPStatus
from urllib.parse import quote

import pytest
from django.test import Client

from tests import inside, make
from tests.access.table import PEOPLE, ROWS, addresses
from tests.access.test_pages import address
from tests.bad_input import failures
from tests.bad_input.hostile import SHORT
from tests.inside import World

pytestmark = [pytest.mark.slow, pytest.mark.django_db]
NUMBERS = ("0", "9" * 19, "9" * 40)  # none, too large for a database, too large for anything
WORDS = ("%00", "%F0%9F%98%80", "%FF%FE", "..%2Fetc", "x" * 3000)
QUESTIONS = ("q", "words", "who", "branch", "show", "after", "page", "next", "line", "way", "task")
ROLES = ("leaver", "HR", "finance")


def hostile(world: World) -> Iterator[str]:
    """Every address with something odd in each of its places."""
    for one in addresses():
        good = address(world, one)
        if not one.parts:
            continue
        for odd in (*NUMBERS, *WORDS):
            yield "/".join(odd if _is_part(piece) else piece for piece in good.split("/"))


def _is_part(piece: str) -> bool:
    """What belongs to the one case, not to the address."""
    return any(sign.isdigit() for sign in piece)


@pytest.mark.parametrize("role", ROLES)
def test_no_address_fails(world: World, role: str) -> None:
    client = browser(world, role)
    failed = []
    for path in dict.fromkeys(hostile(world)):
        for method in (client.get, client.post):
            with inside.undone(), failures.watched() as seen:
                status = method(path).status_code
            if status >= failures.FAILED:
                failed.append(f"{path[:90]}: {seen}")
    assert failed == []


@pytest.mark.parametrize("role", ROLES)
def test_no_question_fails(world: World, role: str) -> None:
    client = browser(world, role)
    failed = []
    for one in addresses():
        if ROWS[one.name].get is None:
            continue
        for value in SHORT:
            query = "&".join(f"{name}={quote(value)}" for name in QUESTIONS)
            with inside.undone(), failures.watched() as seen:
                status = client.get(f"{address(world, one)}?{query}").status_code
            if status >= failures.FAILED:
                failed.append(f"{one.name} {value[:30]!r}: {seen}")
    assert failed == []


def test_nul_is_refused_before_any_page_is_asked(world: World) -> None:
    client = browser(world, "HR")
    for path in ("/desk/?words=%00", "/papers/%00/", "/v/%00"):
        assert client.get(path).status_code == HTTPStatus.BAD_REQUEST
    said = client.post("/desk/import/", {"words": "张\0敏"})
    assert said.status_code == HTTPStatus.BAD_REQUEST


@pytest.mark.parametrize(
    "headers",
    [
        {"User-Agent": "\u00ff" * 4000},
        {"Accept-Language": "zh-Hans;q=9e999, *;q=x,,,"},
        {"Referer": "http://[::1"},
        {"HX-Request": "true", "HX-Current-URL": "javascript:alert(1)"},
        {"HX-Request": "true", "HX-History-Restore-Request": "x"},
        {"X-Forwarded-For": "a, b, 999.999.999.999"},
        {"If-None-Match": '"', "Range": "bytes=9-1,-,5-"},
        {"If-Modified-Since": "yesterday"},
        {"Cookie": "sessionid=../../x; type=big%00; csrftoken=😀".encode().decode("latin-1")},
        {"Host": "evil.example"},
        {"Tus-Resumable": "9", "Upload-Length": "-1", "Upload-Metadata": "filename !!,,= "},
    ],
)
def test_no_header_fails(world: World, headers: dict[str, str]) -> None:
    client = browser(world, "leaver")
    paper = world.case.papers.valid().get(kind="receipt").number
    for path in ("/", f"/case/{world.case.number}/", f"/papers/{paper}/paper.pdf", "/uploads/"):
        for method in (client.get, client.post):
            with inside.undone(), failures.watched() as seen:
                status = method(path, headers=headers).status_code
            assert status < failures.FAILED, seen


def test_a_form_without_its_token_is_sent_back_with_words(world: World) -> None:
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    make.signed_in(client, world.case.leaver)
    answer = client.post(f"/case/{world.case.number}/rating/", {"stars": "1"})
    assert answer.status_code == HTTPStatus.FORBIDDEN
    assert "<h1" in answer.content.decode()
    world.case.refresh_from_db()
    assert world.case.rating is None


def browser(world: World, role: str) -> Client:
    """The browser of this role."""
    client = Client(raise_request_exception=False)
    user = world.people[role]
    return make.signed_in(client, user) if role in PEOPLE and user else client
