"""The bench in parts: each plays in a process and on an installation of its own, then is gone."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

from django.conf import settings
from django.db import connection

from lizhi.common.collector import keep_what_is_loaded
from lizhi.config import prepare
from lizhi.config.bench import (
    books,
    database,
    killing,
    lists,
    memory,
    papers,
    payroll,
    plain,
    rosters,
    servers,
    shaping,
    supposing,
    whole,
)
from lizhi.config.bench.measuring import Row
from lizhi.config.demo import stage, story

POSTGRESQL = "postgresql"
INSIDE = "LIZHI_BENCH_PART"
OWN = {"LIZHI_CODES_PER_NUMBER": "1000"}
"""The same people sign in again and again at one moment of the clock."""


@dataclass(frozen=True)
class Plan:
    """How much of everything."""

    few: int = 1_000
    many: int = 100_000
    most: int = 200_000
    """Cases of which lists and counts are asked."""
    times: int = 40
    """Calls of each page and each action."""
    signatures: int = 1_000
    sets: int = 20
    """Times that all six papers are printed."""
    kills: int = 2
    leaving: int = 1_000
    """People of one month in one voucher."""
    pay_rows: int = 20_000
    """In one file of payroll."""
    plays: int = 3
    """Of the whole case, after one that makes everything warm."""
    small_roster: int = 1_200
    large_roster: int = 100_000


@dataclass(frozen=True)
class Place:
    """Where a part plays."""

    folder: Path
    port: int
    plan: Plan


def _database(place: Place) -> list[Row]:
    prepare.everything()
    return database.rows((place.plan.few, place.plan.many), times=place.plan.times)


def _actions(place: Place) -> list[Row]:
    prepare.everything()
    return plain.rows(place.plan.few, times=place.plan.times)


def _lists(place: Place) -> list[Row]:
    prepare.everything()
    found = [*lists.rows(place.plan.most, times=place.plan.times), shaping.simulating(_vendor())]
    return found if _vendor() == POSTGRESQL else [*found, shaping.checking()]


def _vendor() -> str:
    return connection.vendor


def _books(place: Place) -> list[Row]:
    prepare.everything()
    return books.rows(place.plan.leaving)


def _payroll(place: Place) -> list[Row]:
    prepare.everything()
    return payroll.rows(place.plan.pay_rows)


def _papers(place: Place) -> list[Row]:
    prepare.everything()
    return papers.rows(sets=place.plan.sets, signatures=place.plan.signatures)


def _whole(place: Place) -> list[Row]:
    return whole.rows(place.folder, times=place.plan.plays)


def _workers(place: Place) -> list[Row]:
    return memory.rows(place.folder, place.port)


def _killed(place: Place) -> list[Row]:
    prepare.everything()
    return killing.rows(place.folder, times=place.plan.kills)


def _roster_file(place: Place) -> list[Row]:
    for people in (place.plan.small_roster, place.plan.large_roster):
        rosters.make(place.folder.parent, people)
    return []


def _small_roster(place: Place) -> list[Row]:
    prepare.everything()
    return rosters.rows(place.folder.parent, place.plan.small_roster)


def _large_roster(place: Place) -> list[Row]:
    prepare.everything()
    found = rosters.rows(place.folder.parent, place.plan.large_roster)
    return [*found, *supposing.reading()]


def _what_if(place: Place) -> list[Row]:
    return [supposing.chain(place.plan.many)]


PARTS: dict[str, Callable[[Place], list[Row]]] = {
    "database": _database,
    "actions": _actions,
    "lists": _lists,
    f"lists_{POSTGRESQL}": _lists,
    "books": _books,
    "payroll": _payroll,
    "papers": _papers,
    "whole": _whole,
    "roster_file": _roster_file,
    "small_roster": _small_roster,
    "large_roster": _large_roster,
    "workers": _workers,
    "what_if": _what_if,
    "killed": _killed,
}


def play(plan: Plan, names: Iterable[str], *, tell: Callable[[str], None]) -> list[Row]:
    """Every part in its turn; nothing of it is left behind."""
    found: list[Row] = []
    with tempfile.TemporaryDirectory(prefix="lizhi-bench-") as folder:
        for name in names:
            tell(name)
            found += _outside(Place(Path(folder) / name, stage.free_port(), plan), name)
    return found


def _outside(place: Place, name: str) -> list[Row]:
    (place.folder / "installation").mkdir(parents=True)
    stage.Stage("", place.folder / "installation" / "clock").set(story.APPLIES)
    if name.endswith(POSTGRESQL):
        with servers.started(place.folder) as address:
            return _started(place, name, {"DATABASE_URL": address})
    return _started(place, name, {})


def _started(place: Place, name: str, own: dict[str, str]) -> list[Row]:
    wanted = json.dumps({"part": name, "port": place.port, "plan": asdict(place.plan)})
    environment = {
        **os.environ,
        **stage.environment(place.folder, place.port),
        **OWN,
        **own,
        INSIDE: wanted,
    }
    command = [sys.executable, "-m", "lizhi", "bench"]
    done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, check=True)  # noqa: S603  our own words
    rows: list[Row] = json.loads(done.stdout.splitlines()[-1])
    return rows


def inside(wanted: str) -> str:
    """One part, in the process that was started for it; its rows as JSON."""
    said = json.loads(wanted)
    keep_what_is_loaded()  # as a server does before the first page, and a worker before a job
    folder = settings.DATA_DIR.parent
    place = Place(folder, said["port"], Plan(**said["plan"]))
    return json.dumps(PARTS[said["part"]](place))
