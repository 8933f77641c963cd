"""The story of a case cannot be changed unnoticed, and what people wrote can be deleted."""

import datetime as dt
from contextlib import suppress
from typing import Any

import pytest
from cryptography.exceptions import InvalidTag
from django.db import DatabaseError, connection, transaction
from django.dispatch import receiver
from django.test.utils import CaptureQueriesContext

from lizhi.cases import actions, chain
from lizhi.cases.models import Event
from lizhi.common import rows
from lizhi.workflow.models import Version
from tests.conftest import MONDAY
from tests.emptying import without_guards
from tests.workflow import make

pytestmark = pytest.mark.django_db


def test_each_event_carries_the_hash_of_the_one_before() -> None:
    case = make.case()
    first = actions.record(case, "notice_arrived", by=make.user("zhang"), at=MONDAY, words="想家")
    second = actions.record(case, "rated", by=None, at=MONDAY, step="a", day=dt.date(2026, 6, 1))
    assert (first.seq, first.previous, second.previous) == (1, chain.START, first.digest)
    assert second.facts == {"day": "2026-06-01"}
    assert chain.first_broken(case) is None


def test_an_event_that_was_changed_dropped_or_put_in_is_found() -> None:
    case = make.case()
    events = [
        actions.record(case, "rated", by=None, at=MONDAY, words=f"{n}", n=n) for n in range(4)
    ]
    changes: list[dict[str, Any]] = [
        {"facts": {"n": 9}},
        {"words": b"x"},
        {"kind": "other"},
        {"step": "b"},
    ]
    with without_guards():
        for change in changes:
            before = {name: getattr(events[2], name) for name in change}
            Event.objects.filter(pk=events[2].pk).update(**change)
            assert chain.first_broken(case) == 3
            Event.objects.filter(pk=events[2].pk).update(**before)
        events[1].delete()
        assert chain.first_broken(case) == 2


def test_what_cannot_be_told_has_not_happened_even_where_somebody_swallows_the_error() -> None:
    case = make.case()
    with transaction.atomic():
        case.place = "郑州"
        rows.update(case, "place")
        with suppress(TypeError):
            actions.record(case, "rated", by=None, at=MONDAY, stars=object())
    case.refresh_from_db()
    assert case.place == ""


def test_where_nothing_is_to_be_told_nothing_is_asked() -> None:
    case = make.case()
    with CaptureQueriesContext(connection) as asked:
        assert actions.record_all(case, [], at=MONDAY) == []
    assert len(asked) == 0


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE cases_event SET kind = 'x'",
        "DELETE FROM cases_event",
        "UPDATE workflow_version SET number = 7",
        "DELETE FROM workflow_version",
    ],
)
def test_the_database_itself_refuses_to_change_what_is_written_once(statement: str) -> None:
    make.started(make.task("a"))
    with (
        pytest.raises(DatabaseError, match="written once"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
    assert Event.objects.get().kind == "step_opened"
    assert Version.objects.get().number == 1


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite cannot truncate")
def test_postgresql_does_not_empty_the_table_either() -> None:
    with (
        pytest.raises(DatabaseError, match="written once"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("TRUNCATE cases_event")


def test_words_are_sealed_and_open_only_at_their_place() -> None:
    case = make.case()
    one = actions.record(case, "rated", by=None, at=MONDAY, words="妈妈病了")
    two = actions.record(case, "rated", by=None, at=MONDAY, words="谢谢")
    silent = actions.record(case, "rated", by=None, at=MONDAY)
    assert [chain.read(event) for event in (one, two, silent)] == ["妈妈病了", "谢谢", None]
    assert "妈妈".encode() not in bytes(one.words)
    one.words = two.words
    with pytest.raises(InvalidTag):
        chain.read(one)


def test_dropping_the_key_deletes_the_words_and_leaves_the_proof() -> None:
    case = make.case()
    event = actions.record(case, "rated", by=None, at=MONDAY, words="妈妈病了")
    actions.forget_words(case, at=MONDAY)
    event = Event.objects.select_related("case").get(pk=event.pk)
    assert chain.read(event) is None
    assert chain.first_broken(event.case) is None
    assert actions.record(event.case, "rated", by=None, at=MONDAY, words="还有").words == b""


def test_rooms_hear_of_an_event_when_all_that_belongs_to_it_is_written() -> None:
    case = make.case()
    heard: list[tuple[str, int]] = []

    @receiver(actions.event_recorded)
    def listen(sender: object, event: Event, **kwargs: object) -> None:
        heard.append((event.kind, event.case.events.count()))

    actions.record_all(case, [actions.Entry("one"), actions.Entry("two")], at=MONDAY)
    actions.event_recorded.disconnect(listen)
    assert heard == [("one", 2), ("two", 2)]
