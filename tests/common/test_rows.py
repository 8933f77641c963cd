"""Rows are written as Django would write them."""

import datetime as dt

import pytest
from django.db import IntegrityError, connection, transaction

from lizhi.cases.models import Case, Event
from lizhi.common import clock
from lizhi.common.rows import delete, insert, insert_unless_there, update
from lizhi.jobs.models import Outbox
from lizhi.notifications.models import Message
from lizhi.workflow.models import Action
from tests import make
from tests.conftest import MONDAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def case() -> Case:
    make.employee("李丽", "19900000009", department="人力资源部")
    zhang_min = make.employee("张敏", "19900000002")
    return Case.objects.create(
        number="LZ-2026-000001",
        employment=zhang_min,
        branch=zhang_min.branch,
        entity=zhang_min.entity,
        arrived_at=MONDAY,
        notice_end=dt.date(2026, 7, 1),
        wished_day=dt.date(2026, 7, 1),
        contract_end=dt.date(2026, 7, 1),
    )


def _event(case: Case, seq: int) -> Event:
    return Event(
        case=case,
        seq=seq,
        kind="notice_arrived",
        happened_at=MONDAY,
        facts={"day": "周五", "n": [seq, None]},
        words=bytes([seq, 0, 255]),
        previous="0" * 64,
        digest="1" * 64,
    )


def _columns(row: object) -> dict[str, object]:
    values = {name: value for name, value in vars(row).items() if not name.startswith("_")}
    return {
        name: bytes(value) if isinstance(value, memoryview) else value
        for name, value in values.items()
    }


def test_rows_come_back_as_they_were_and_know_their_keys(case: Case) -> None:
    written = insert([_event(case, 1), _event(case, 2)])
    read = list(Event.objects.order_by("seq"))
    assert [_columns(row) for row in written] == [_columns(row) for row in read]


def test_a_key_of_its_own_and_what_is_empty(case: Case) -> None:
    (action,) = insert([Action(key="a:1", case=case, kind="submit", at=MONDAY)])
    assert _columns(action) == _columns(Action.objects.get(pk="a:1"))


def test_what_is_encrypted_is_encrypted_and_the_time_is_the_houses() -> None:
    insert([Message(key="k", address="13800002046", template="t", text="123456")])
    found = Message.objects.get()
    assert (found.address, found.text, found.created_at) == ("13800002046", "123456", MONDAY)


def test_twice_is_an_error_or_nothing(case: Case) -> None:
    def row(topic: str) -> Outbox:
        return Outbox(dedupe="k", case=case, topic=topic, payload={}, available_at=MONDAY)

    first = row("first")
    assert insert_unless_there([first]) == 1
    assert insert_unless_there([row("second")]) == 0
    assert insert_unless_there([]) == 0
    assert Outbox.objects.get() == first
    assert Outbox.objects.get().topic == "first"
    with pytest.raises(IntegrityError), transaction.atomic():
        insert([row("third")])


@pytest.mark.parametrize(
    "moment",
    [
        MONDAY,
        MONDAY.astimezone(clock.SHANGHAI),
        MONDAY.replace(microsecond=1),
        MONDAY.replace(microsecond=120_000),
        None,
    ],
    ids=str,
)
def test_a_moment_lies_there_as_django_would_write_it(
    moment: dt.datetime | None, case: Case
) -> None:
    def kept() -> object:
        with connection.cursor() as cursor:
            cursor.execute("SELECT due_at FROM cases_case WHERE id = %s", [case.pk])
            return cursor.fetchone()[0]

    Case.objects.filter(pk=case.pk).update(due_at=moment)
    by_django = kept()
    case.due_at = moment
    update(case, "due_at")
    assert kept() == by_django


def test_nothing_is_nothing() -> None:
    assert insert([]) == []


def test_only_the_fields_that_are_named_are_written(case: Case) -> None:
    case.label, case.data, case.place = "主管知悉", {"n": [1]}, "郑州"
    update(case, "label", "data")
    case.refresh_from_db()
    assert (case.label, case.data, case.place) == ("主管知悉", {"n": [1]}, "")


def test_a_row_that_is_gone_is_told_and_stays_gone(case: Case) -> None:
    (action,) = insert([Action(key="a:1", case=case, kind="submit", at=MONDAY)])
    assert update(action, "kind")
    delete(Action, "a:1")
    delete(Action, "a:1")
    assert not update(action, "kind")
    assert not Action.objects.exists()
