"""What is played through leaves no trace: no row, no number, no file, no message."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.core.cache import caches
from django.db import connection, transaction

from lizhi.cases.models import Case
from lizhi.common import calendar_days, clock
from lizhi.flows import simulation
from lizhi.jobs.models import Outbox
from lizhi.offboarding import definitions, ways
from lizhi.workflow.models import Timer
from tests import make
from tests.conftest import MONDAY
from tests.flows import supposing


def _tables() -> dict[str, list[Any]]:
    """Every row of every table of the house, as the database has it."""
    names = [model._meta.db_table for model in apps.get_models()]  # noqa: SLF001  Django's own API
    found: dict[str, list[Any]] = {}
    with connection.cursor() as cursor:
        for name in [*sorted(set(names)), "cache"]:
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(name)}")  # noqa: S608
            found[name] = sorted(map(repr, cursor.fetchall()))
    return found


def _files() -> set[str]:
    folder = Path(settings.STORE_DIR)
    return {str(one) for one in folder.rglob("*") if one.is_file()}


def _company() -> Case:
    """Somebody is leaving really, with timers that would all be due in the time that is played."""
    boss = make.employee("王磊", "13900000002")
    for name, phone, role in (("李丽", "13900000004", "hr"), ("陈洁", "13900000005", "finance")):
        make.grant(make.employee(name, phone, department=role).user, role)
    make.employee("何静", "13900000008", reports_to=boss, contract_end=None)
    return make.case(make.employee("张敏", "13800002046", reports_to=boss))


@pytest.mark.django_db(transaction=True)
def test_every_table_and_the_store_are_as_before() -> None:
    case = _company()
    supposing.played()  # whatever is loaded or kept in the process by the first time is there
    caches["default"].get("nothing")
    before, files, rev = _tables(), _files(), case.rev

    supposing.played(supposing.TROUBLE, days_off=["2026-11-25"])
    supposing.played(employee="E000008", otherwise={"silent": True})

    assert _tables() == before
    assert _files() == files
    case.refresh_from_db()
    assert case.rev == rev
    assert Outbox.objects.filter(case=case, state="pending").exists(), "its rows wait as before"
    assert Timer.objects.filter(case=case, state="fired").count() == 0


BESIDE: list[dict[str, Any]] = [
    {"do": "pause", "at": "2026-11-24 10:00", "until": "2026-11-27 10:00"},
    {
        "do": "be_away",
        "at": "2026-11-24 11:00",
        "who": "manager",
        "instead": "何静",
        "until": "2026-12-02",
    },
    {"do": "ask_to_stay", "at": "2026-11-26 09:30"},
    {"do": "answer_stay", "at": "2026-11-27 09:30", "agreed": False},
    {"do": "propose_day", "at": "2026-11-27 10:00", "day": "2026-12-18"},
    {"do": "agree_day", "at": "2026-11-27 11:00", "day": "2026-12-18"},
]


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_nor_does_any_way_of_ending_leave_a_row_a_number_or_a_file() -> None:
    case = _company()
    definitions.publish_shipped(at=clock.now())
    supposing.played()
    before, files, numbers = _tables(), _files(), _sequences()

    for way, spec in ways.WAYS.items():
        body = definitions.shipped(spec.flow)
        for happens in ([], BESIDE):
            told = simulation.play(body, supposing.scenario(happens=happens))
            assert told.done, way
    simulation.play(
        definitions.shipped("dismissal"), supposing.scenario(employee="E000008", happens=BESIDE)
    )

    assert _tables() == before
    assert _files() == files
    if connection.vendor == "sqlite":
        assert _sequences() == numbers
    case.refresh_from_db()
    after = make.case(make.employee("路人", "13800002047"))
    assert int(after.number[-6:]) == int(case.number[-6:]) + 1


def _sequences() -> list[tuple[str, int]]:
    """On SQLite the counters of keys go back as well; on PostgreSQL no number is ever shown."""
    if connection.vendor != "sqlite":
        return []
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, seq FROM sqlite_sequence ORDER BY name")
        return list(cursor.fetchall())


@pytest.mark.django_db(transaction=True)
def test_a_failure_in_the_middle_leaves_nothing_either(monkeypatch: pytest.MonkeyPatch) -> None:
    _company()
    before = _tables()
    with pytest.raises(KeyError), _broken_telling(monkeypatch):
        supposing.played(supposing.TROUBLE)

    assert _tables() == before


@contextmanager
def _broken_telling(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    def fails(*args: Any, **kwargs: Any) -> None:
        raise KeyError("anything")

    with monkeypatch.context() as patch:
        patch.setattr("lizhi.flows.simulation.telling.tell", fails)
        yield


@pytest.mark.django_db(transaction=True)
def test_nothing_waits_for_a_commit() -> None:
    with transaction.atomic():
        supposing.played(supposing.TROUBLE)
        assert connection.run_on_commit == []


@pytest.mark.django_db(transaction=True)
def test_the_next_case_has_the_next_number() -> None:
    first = _company()
    supposing.played(arrives="2026-06-02 09:00", wished_day="2026-06-30")
    second = make.case(make.employee("路人", "13800002047"))

    assert int(second.number[-6:]) == int(first.number[-6:]) + 1


@pytest.mark.django_db(transaction=True)
def test_nobody_elses_calendar_has_the_days_off() -> None:
    supposing.played(days_off=["2026-11-24"])

    assert calendar_days.of().look(MONDAY.date().replace(month=11, day=24)) == (True, True)


@pytest.mark.django_db
def test_the_result_is_plain_json() -> None:
    result = supposing.played()
    told = json.loads(json.dumps(result.as_json(), ensure_ascii=False))

    assert told["certificate"] == {"due": "2026-11-27", "on": "2026-11-27", "delayed": False}
    assert told["done"].startswith("2026-")
