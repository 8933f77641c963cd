"""Each day that is over gets one stamped hash over all stories that moved."""

import datetime as dt
import json
import subprocess
from pathlib import Path

import pytest
from django.db import DatabaseError, connection, transaction

from lizhi.cases import actions, heads
from lizhi.cases.models import Case, DailyHead, Event
from lizhi.common import chaining, clock, merkle
from lizhi.config import doctor
from lizhi.jobs import daily as jobs
from lizhi.jobs.models import Outbox
from lizhi.signing import daily, trust
from tests import emptying
from tests import make as people
from tests.conftest import MONDAY
from tests.workflow import make

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


def tell(case: Case, days: float = 0) -> Event:
    return actions.record(case, "rated", by=None, at=MONDAY + days * DAY)


def stamp_at(days: float) -> int:
    with clock.at(MONDAY + days * DAY):
        return daily.stamp_heads(clock.now())


def found(name: str, days: float = 3) -> list[str]:
    with clock.at(MONDAY + days * DAY):
        return [str(row) for row in doctor.examine(clock.now() - doctor.DAY, name)]


def test_what_moved_on_a_day_stands_under_one_head_once_the_day_is_over() -> None:
    first, second = make.case("zhang"), make.case("li")
    tell(first)
    last = tell(first)
    other = tell(second)
    assert stamp_at(0.5) == 0
    assert stamp_at(1) == 1
    assert stamp_at(1) == 0
    head = DailyHead.objects.get()
    assert head.day == dt.date(2026, 6, 1)
    lines = sorted(f"{event.case.number} {event.seq} {event.digest}" for event in (last, other))
    assert head.lines.splitlines() == lines
    assert head.previous == chaining.START
    assert found("heads", 1) == []


def test_days_that_nobody_stamped_get_their_heads_later_each_its_own() -> None:
    case, quiet = make.case("zhang"), make.case("li")
    tell(quiet)
    for days in (0, 1, 3):
        tell(case, days)
    assert stamp_at(5) == 3
    made = list(DailyHead.objects.values_list("day", "cases"))
    assert made == [(dt.date(2026, 6, 1), 2), (dt.date(2026, 6, 2), 1), (dt.date(2026, 6, 4), 1)]
    first, second, third = DailyHead.objects.all()
    assert (second.previous, third.previous) == (first.digest, second.digest)
    assert found("heads", 5) == []


def test_what_is_written_late_with_an_earlier_time_stands_under_the_next_head() -> None:
    case = make.case()
    tell(case, 1)
    assert stamp_at(2) == 1
    late = tell(case, 0)
    assert stamp_at(2.5) == 0
    assert stamp_at(3) == 1
    assert heads.of_case(case)[-1].seq == late.seq


def test_without_a_stamp_there_is_no_head_and_the_next_try_makes_it() -> None:
    tell(make.case())

    def away(_data: bytes) -> bytes:
        raise OSError("the authority is away")

    with clock.at(MONDAY + DAY):
        with pytest.raises(OSError, match="away"):
            actions.add_heads(clock.now(), away)
        assert not DailyHead.objects.exists()
    assert found("unstamped", 2) == []
    (row,) = found("unstamped", 4)
    assert "2026-06-01" in row
    assert stamp_at(4) == 1
    assert found("unstamped", 4) == []


def test_the_worker_makes_it_by_night() -> None:
    tell(make.case())
    with clock.at(MONDAY + DAY):
        jobs.queue_due(clock.now())
        people.work()
        assert DailyHead.objects.count() == 1
    assert Outbox.objects.filter(dedupe__contains="stamp_heads", state="done").exists()


def test_a_case_is_proved_by_a_dozen_hashes_that_name_nobody_else() -> None:
    cases = [make.case() if not number else make.case(f"n{number}") for number in range(9)]
    for case in cases:
        tell(case)
    stamp_at(1)
    (proof,) = heads.of_case(cases[4])
    told = json.dumps(proof.as_json(cases[4].number), default=str)
    assert not any(one.number in told for one in cases if one != cases[4])
    line = f"{cases[4].number} {proof.seq} {proof.digest}".encode()
    path = [bytes.fromhex(one) for one in proof.path]
    assert len(path) <= 4
    assert merkle.leads_to(line, proof.index, 9, path) == bytes.fromhex(proof.head.root)


def test_the_doctor_finds_a_story_that_was_rewritten_after_its_day() -> None:
    """Somebody with the database in hand forges a whole chain anew, hashes and all."""
    case = make.case()
    tell(case)
    stamp_at(1)
    with emptying.without_guards():
        Event.objects.filter(case=case).delete()
        tell(case)
        tell(case)
    assert found("story") == []
    (row,) = found("heads")
    assert "2026-06-01" in row


@pytest.mark.parametrize("change", ["root", "previous", "lines", "digest", "stamp", "day"])
def test_the_doctor_finds_a_head_that_was_changed(change: str) -> None:
    tell(make.case())
    stamp_at(1)
    new = {
        "root": "0" * 64,
        "previous": "1" * 64,
        "lines": f"LZ-2026-000001 1 {'0' * 64}",
        "digest": "0" * 64,
        "stamp": b"none",
        "day": dt.date(2026, 5, 31),
    }
    with emptying.without_guards():
        DailyHead.objects.update(**{change: new[change]})
    assert len(found("heads")) == 1


@pytest.mark.parametrize(
    "what", ["UPDATE cases_dailyhead SET cases = 9", "DELETE FROM cases_dailyhead"]
)
def test_the_database_itself_refuses_to_change_a_head(what: str) -> None:
    tell(make.case())
    stamp_at(1)
    with (
        pytest.raises(DatabaseError, match="written once"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(what)


def test_openssl_checks_the_stamp_over_a_head(tmp_path: Path) -> None:
    tell(make.case())
    stamp_at(1)
    head = DailyHead.objects.get()
    (tmp_path / "head.json").write_bytes(heads.text_of(head))
    (tmp_path / "head.tsr").write_bytes(bytes(head.stamp))
    (tmp_path / "root.pem").write_bytes(trust.root_pem())
    command = "openssl ts -verify -data head.json -in head.tsr -CAfile root.pem"
    done = subprocess.run(command.split(), cwd=tmp_path, capture_output=True, check=False)  # noqa: S603
    assert done.returncode == 0, done.stderr


def test_by_night_only_the_newest_heads_are_looked_at_again() -> None:
    case = make.case()
    for days in range(4):
        tell(case, days)
    stamp_at(4)
    from lizhi.config.doctor import heads as looked

    with emptying.without_guards():
        DailyHead.objects.filter(day=dt.date(2026, 6, 1)).update(digest="0" * 64)
    with clock.at(MONDAY + 4 * DAY):
        assert list(looked.broken_since(clock.now() - 1.5 * DAY)) == []
        assert len(list(looked.broken_since(clock.now() - 9 * DAY))) == 2
