"""Where services call: raw bytes first, nothing unknown is lost, nobody else is heard."""

from typing import Any

import pytest
from django.test import Client

from lizhi.common import clock
from lizhi.config import doctor
from lizhi.signing.actions import inbox
from lizhi.signing.models import Inbox, WrongCalls
from tests.signing.providers import stages
from tests.signing.providers.played import Outside as Service

pytestmark = pytest.mark.django_db
BAD = [b"", b"bizContent=", b"{", b"\xff\xfe\x00", b"[]", b"null", b"a" * 1000]


@pytest.mark.parametrize("raw", BAD)
def test_what_nobody_has_signed_is_refused_and_kept_nowhere(outside: Service, raw: bytes) -> None:
    answer = Client().post(f"/hooks/signing/{outside.name}", raw, content_type="text/plain")
    assert answer.status_code == 401
    assert Inbox.objects.count() == 0
    assert WrongCalls.objects.get().provider == outside.name


def test_an_administrator_sees_how_often(outside: Service) -> None:
    for _time in range(3):
        Client().post(f"/hooks/signing/{outside.name}/", b"x", content_type="text/plain")
    found = list(doctor.examine(clock.now() - doctor.DAY, "wrong_calls"))
    assert [one.what.split()[0] for one in found] == ["3"]


def test_an_administrator_sees_what_does_not_hold(outside: Service) -> None:
    kept = stages.sent(outside).outside
    assert list(doctor.examine(clock.now(), "doubted")) == []
    kept.review = "unsigned"
    kept.save()
    assert len(list(doctor.examine(clock.now(), "doubted"))) == 1


@pytest.mark.parametrize("name", ["builtin", "nobody"])
def test_there_is_no_such_service(name: str) -> None:
    answer = Client().post(f"/hooks/signing/{name}", b"x", content_type="text/plain")
    assert answer.status_code == 404


def test_a_call_that_is_too_long_is_not_read(outside: Service) -> None:
    raw = b"a" * (300 * 1024)
    answer = Client().post(f"/hooks/signing/{outside.name}", raw, content_type="text/plain")
    assert answer.status_code == 413


@pytest.mark.slow
def test_what_is_unknown_is_kept_and_acknowledged(outside: Service) -> None:
    envelope = stages.sent(outside)
    held = _held(outside, envelope.ref)
    outside.sim.event("something-new", held)
    outside.settle()
    row = Inbox.objects.get(kind="unknown.something-new")
    assert row.state == Inbox.State.IGNORED
    assert envelope.ref.encode() in inbox.body_of(row)
    assert envelope.ref.encode() not in bytes(row.body)


def _held(outside: Service, ref: str) -> Any:
    return (getattr(outside.sim, "tasks", None) or outside.sim.flows)[ref]
