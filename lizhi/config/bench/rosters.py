"""A roster comes in: read, checked and written, in a process that does nothing else."""

from pathlib import Path

from lizhi.common import clock
from lizhi.config.bench import steps
from lizhi.config.bench.measuring import Row, measure, row
from lizhi.people.example import large
from lizhi.people.roster import importing

FILE = "roster-{rows}.xlsx"


def make(folder: Path, people: int) -> Path:
    """The file. Made by a process of its own: what that needs is not what an import needs."""
    file = folder / FILE.format(rows=people)
    file.write_bytes(large.roster(people))
    return file


def rows(folder: Path, people: int) -> list[Row]:
    """One import into an empty database, and the most memory that this process has had."""
    file = folder / FILE.format(rows=people)

    def bring_in() -> None:
        data = file.read_bytes()
        found = importing.read(data, None, at=clock.now())
        importing.bring_in(data, found, filename=file.name, at=clock.now(), strict=True)

    with clock.at(steps.BEGINS):
        cost = measure([bring_in], warm_up=0)
    return [row("roster_100k", 0, cost, rows=people, mib=_peak())]


def _peak() -> float:
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return next(
        round(int(line.split()[1]) / 1024, 1)
        for line in status.splitlines()
        if line.startswith("VmHWM:")
    )
