"""A file at work: opened, tried, written. A page does it for a small one, the worker for others.

Killed anywhere it is done again with the same result: nothing is kept before the end of it, and
what is kept then goes into one transaction, which asks whether it is still wanted.
"""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from lizhi.accounts.models import User
from lizhi.common import clock
from lizhi.common.refusals import Refused
from lizhi.jobs import holding
from lizhi.jobs.models import Outbox
from lizhi.people import progress
from lizhi.people.models import roles_of
from lizhi.people.roster import gate
from lizhi.settlement.models import PayBatch
from lizhi.settlement.payroll import checking, keeping, planning, reading, reporting, rules, writing
from lizhi.settlement.payroll.entries import Trial
from lizhi.settlement.payroll.reading import Found

MOST_ROWS = 50_000
AT_ONCE = 1000
"""Rows up to which nobody waits for a worker: 0.15 s of a page's time at the most."""
OPENED_AT_ONCE = 512 * 1024
"""Bytes up to which a page looks inside: 0.1 s."""
State = PayBatch.State


@dataclass(frozen=True)
class Opened:
    """The tables of a file, the names of sheets that are none, and how many rows to go through."""

    tables: Sequence[Found]
    left_out: Sequence[str]
    rows: int

    @property
    def is_small(self) -> bool:
        """Done while somebody waits for the page."""
        return self.rows <= AT_ONCE


def opened(data: bytes, mapping: Mapping[str, str]) -> Opened:
    """Raises `Unreadable` in one line: what it is, that no table is in it, that it is too long."""
    tables, left_out = reading.open_book(data, mapping)
    rows = sum(found.count() for found in tables)
    if rows > MOST_ROWS:
        raise gate.Unreadable(
            _("The file has more than %(most)d rows. Please divide it.") % {"most": MOST_ROWS}
        )
    return Opened(tables, left_out, rows)


def opened_at_once(data: bytes) -> Opened | None:
    """None: too large to be opened while somebody waits; its outside is what it should be."""
    if len(data) <= OPENED_AT_ONCE:
        return opened(data, {})
    gate.glance(data)
    return None


def tried(file: Opened, by: User, at: dt.datetime, tell: Callable[[int], None]) -> Trial:
    """Every row looked at; whose people they are by the roles of whoever brought them."""
    rules.check_brings_in(by)
    today = clock.local(at).date()
    return checking.run(file.tables, roles=roles_of(by), today=today, tell=tell)


def report(file: Opened, trial: Trial) -> dict[str, Any]:
    """What a page shows of a trial, with the marked rows put aside to be taken away."""
    made = reporting.report(file.tables, file.left_out, trial, planning.plan(trial.good))
    return {**made, "kept": keeping.keep_mistakes(file.tables, trial)}


def silent(_rows: int) -> None:
    """Nobody watches."""


def try_row(row: Outbox) -> None:
    """Find every bad cell of a batch; a file that is none says on its page what it is."""
    batch = PayBatch.objects.get(pk=row.payload["batch"])
    if batch.state == State.WAITING and batch.job == row.dedupe:
        try_out(batch, clock.now())
        progress.clear(batch)


def try_out(batch: PayBatch, at: dt.datetime) -> None:
    """Read it and note what was found, unless something else was asked of it meanwhile."""
    try:
        file = opened(keeping.file_of(batch), batch.mapping)
        PayBatch.objects.of_turn(batch).update(rows_total=file.rows)
        trial = tried(file, batch.by, at, lambda rows: progress.note(batch, rows))
        found = {"state": State.TRIED, "rows_total": file.rows, "report": report(file, trial)}
    except Refused as refusal:
        found = {"state": State.REFUSED, "report": {"refused": str(refusal.reason)}}
    with transaction.atomic():
        holding.check()
        PayBatch.objects.of_turn(batch).update(**found)


def write_row(row: Outbox) -> None:
    """Bring a batch in, all good rows or none."""
    batch = PayBatch.objects.get(pk=row.payload["batch"])
    if batch.state == State.WRITING and batch.job == row.dedupe:
        try:
            write(batch, clock.now())
        except Refused as refusal:
            told = {**batch.report, "refused": str(refusal.reason)}
            PayBatch.objects.of_turn(batch).update(state=State.TRIED, report=told)
        progress.clear(batch)


def write(batch: PayBatch, at: dt.datetime) -> None:
    """Read and check it once more, then write. Somebody else at the same people: once again."""
    file = opened(keeping.file_of(batch), batch.mapping)
    trial = tried(file, batch.by, at, lambda rows: progress.note(batch, rows))
    if not trial.good:
        raise Refused(_("No row of this file can be brought in. Please repair it."))
    try:
        _write(batch, file, trial, at)
    except IntegrityError:
        _write(batch, file, trial, at)


@transaction.atomic
def _write(batch: PayBatch, file: Opened, trial: Trial, at: dt.datetime) -> None:
    locked = PayBatch.objects.select_for_update().of_turn(batch).first()
    holding.check()
    if locked is None:
        return
    made = writing.write(locked, trial.good, at)
    found = reporting.report(file.tables, file.left_out, trial, made)
    locked.report = {**found, "kept": batch.report.get("kept", {})}
    locked.state, locked.committed_at, locked.rows_total = State.DONE, at, file.rows
    locked.save()
