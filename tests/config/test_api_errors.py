"""Whatever goes wrong, a program reads what: JSON, with a code and a sentence."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest import mock

import pytest
from django.test import Client, override_settings

from lizhi.accounts import actions as accounts
from lizhi.cases.models import Case
from lizhi.common import clock
from tests import make
from tests.offboarding.conftest import Company, company

__all__ = ["company"]
COMMENT = {"key": "k1", "words": "好的"}


@pytest.fixture
def program(company: Company) -> Client:
    """A program that acts for 李丽; what fails inside comes back as it would to anybody."""
    token = accounts.make_token(
        company.li_li.user,
        name="考勤",
        scopes=["offboarding:write", "cases:read"],
        at=clock.now(),
    )
    headers = {"Authorization": f"Bearer {token}"}
    return Client(headers=headers, raise_request_exception=False)


@pytest.fixture
def comments(company: Company) -> str:
    """Where one leaves a word about the case of 张敏."""
    return f"/api/v1/offboarding/cases/{make.case(company.zhang_min).number}/comments"


def told(answer: Any) -> tuple[int, str]:
    """Status and code of an error that can be read."""
    body = json.loads(answer.content)
    assert answer.headers["Content-Type"].partition(";")[0] == "application/json"
    assert body["reason"]
    return answer.status_code, body["code"]


@contextmanager
def broken() -> Iterator[None]:
    with mock.patch("lizhi.offboarding.actions.comment", side_effect=RuntimeError):
        yield


def test_each_error_says_what_it_is(program: Client, comments: str) -> None:
    assert told(program.get("/api/v1/nothing/here")) == (404, "not_found")
    assert told(program.get("/api/v1/")) == (404, "not_found")
    assert told(program.get("/api/v1/cases/LZ-1")) == (404, "not_found")
    assert told(program.get("/api/v1/cases/%00")) == (400, "bad_request")
    assert told(program.post(comments, "{", "application/json")) == (400, "bad_request")
    assert told(program.post(comments, {}, "application/json")) == (422, "invalid")
    assert told(Client().get("/api/v1/cases/")) == (401, "no_token")
    with broken():
        assert told(program.post(comments, COMMENT, "application/json")) == (500, "failed")
    wrong = program.get(comments)
    assert told(wrong) == (405, "wrong_method")
    assert wrong.headers["Allow"] == "POST"


def test_what_answers_before_the_api_is_reached_answers_alike(program: Client) -> None:
    assert told(program.get("/api/v1/cases/", headers={"Host": "evil.example"}))[0] == 400
    with override_settings(DATA_UPLOAD_MAX_MEMORY_SIZE=10):
        large = program.post("/api/v1/offboarding/letters", COMMENT, "application/json")
    assert told(large) == (413, "too_large")
    packed = program.get("/api/v1/nothing", headers={"Accept-Encoding": "gzip"})
    assert told(packed) == (404, "not_found")
    assert "Content-Encoding" not in packed.headers
    assert packed.headers["Content-Length"] == str(len(packed.content))


def test_the_sentence_is_in_the_language_that_was_asked_for(program: Client) -> None:
    reasons = {
        language: program.get("/api/v1/nothing", headers={"Accept-Language": language}).json()
        for language in ("en", "zh-Hans")
    }
    assert reasons["en"]["reason"].startswith("There is nothing here")
    assert reasons["zh-Hans"]["reason"].startswith("这里没有内容")


def test_people_still_get_pages(program: Client) -> None:
    answer = program.get("/nothing/here/")
    assert (answer.status_code, answer.headers["Content-Type"][:9]) == (404, "text/html")


@pytest.mark.parametrize(
    "kind", ["text/plain", "", "application/x-www-form-urlencoded", "application/json; charset=gbk"]
)
def test_only_what_says_that_it_is_json_is_read(program: Client, comments: str, kind: str) -> None:
    for text in (json.dumps(COMMENT), '{"key": "k1", "words": "\\u0000"}'):
        assert told(program.generic("POST", comments, text, kind)) == (415, "not_json")
    assert not Case.objects.get().events.filter(kind="commented").exists()


@pytest.mark.parametrize(
    "body",
    [
        '{"key": "k", "words": "张\\u0000敏"}'.encode(),
        '{"key": "k\\u0000", "words": "张敏"}'.encode(),
        b'{"key": "k", "words": "\\ud800"}',
        b'{"key": "k", "words": "w", "more": [{"\\u0000": 1}]}',
        b'{"key": "k", "words": "w", "more": [{"a": ["\\udfff"]}]}',
        '{"key": "k", "words": "\\u0000"}'.encode("utf-16"),
        '{"key": "k", "words": "\\u0000"}'.encode("utf-16-le"),
        '{"key": "k", "words": "张敏"}'.encode("gbk"),
        b'\xef\xbb\xbf{"key": "k", "words": "w"}',
        b'{"key": "k", "words": "w", "more": NaN}',
        b"[" * 100_000,
    ],
)
def test_what_no_database_keeps_is_refused(program: Client, comments: str, body: bytes) -> None:
    answer = program.generic("POST", comments, body, "application/json")

    assert told(answer) == (400, "bad_request")
    assert not Case.objects.get().events.filter(kind="commented").exists()


def test_letters_of_two_halves_and_backslashes_are_fine(program: Client, comments: str) -> None:
    for n, words in enumerate(('"\\ud83c\\udf37"', '"\\\\u0000"', '"🌷"')):
        body = f'{{"key": "{n}", "words": {words}}}'
        kind = "application/json; charset=UTF-8"
        assert program.generic("POST", comments, body, kind).status_code == 204
