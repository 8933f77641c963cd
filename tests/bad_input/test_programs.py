"""What a program sends by mistake: an answer that it can read."""

import json
from http import HTTPStatus
from typing import Any

import pytest
from django.test import Client

from lizhi.accounts import actions as accounts
from lizhi.common import clock
from tests import inside
from tests.access.test_programs import CALLS, SCOPES, path_of
from tests.bad_input import failures
from tests.inside import World

pytestmark = [pytest.mark.slow, pytest.mark.django_db]
NAMES = (
    *("key", "words", "wished_day", "reason", "place", "staff_number", "arrived_at", "version"),
    *("handover_to", "agrees_early", "note", "waybill", "disputed", "reply", "accept_others"),
    *("monthly_wage", "unpaid_days", "average", "insurance", "insurance_how", "tax", "fund"),
)
ODD: tuple[Any, ...] = (None, "", "x", "\0", "\ud800", "😀" * 500, -1, 10**40, 1e308, True, [], {})
BODIES = (b"", b"{", b"[]", b"null", b'"x"', b"\xff\xfe", b"[" * 5000, b'{"key": NaN}')
ROLES = ("leaver", "receiver", "manager", "HR", "finance")


@pytest.mark.parametrize("role", ROLES)
def test_no_call_fails(world: World, role: str) -> None:
    user = world.people[role]
    assert user
    token = accounts.make_token(user, name="考勤", scopes=SCOPES, at=clock.now())
    client = Client(headers={"Authorization": f"Bearer {token}"}, raise_request_exception=False)
    bodies = [*BODIES, *(json.dumps(dict.fromkeys(NAMES, value)).encode() for value in ODD)]
    failed = []
    for call in CALLS:
        if role not in call.audience and call.audience:
            continue
        for body in bodies if call.method != "get" else (b"",):
            send = getattr(client, call.method)
            with inside.undone(), failures.watched() as seen:
                answer = send(path_of(world, call), body, content_type="application/json")
            if answer.status_code >= failures.FAILED:
                failed.append(f"{call.name} {body[:60]!r}: {seen}")
    assert failed == []


@pytest.mark.parametrize("token", ["", "x", "😀", "Bearer", "a" * 9000, "a b"])
def test_a_token_that_is_none_is_said_to_be_none(world: World, token: str) -> None:
    header = f"Bearer {token}".encode().decode("latin-1")
    client = Client(headers={"Authorization": header}, raise_request_exception=False)
    assert client.get("/api/v1/cases/").status_code == HTTPStatus.UNAUTHORIZED
