"""Payroll and attendance come in: tried, written in one go, undone within a week.

A small file is read while somebody waits, a large one by the worker; the work is the same
(`payroll.working`). Whatever is asked for stands in one transaction with the row of the outbox.
"""

import datetime as dt
import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from lizhi.accounts.models import User
from lizhi.common import clock
from lizhi.common.refusals import AlreadyDone, NotPermitted, Refused
from lizhi.jobs import outbox
from lizhi.people.models import roles_of
from lizhi.people.roster import gate
from lizhi.settlement.models import PayBatch, PayExport, PayRecord
from lizhi.settlement.payroll import (
    checking,
    keeping,
    planning,
    reading,
    reporting,
    rules,
    working,
    writing,
)
from lizhi.settlement.payroll.entries import Trial
from lizhi.settlement.payroll.sheets import BY_KEY, Table
from lizhi.settlement.payroll.working import Opened

MOST_BYTES = 20 * 1024 * 1024
MOST_REASON, MOST_NAME = 200, 200
TRIES = 20
SHOWN = tuple(
    f"employment__{name}" for name in ("number", "branch", "entity", "person", "person__name")
)
"""Of whom a record is: nothing that is encrypted."""
READ, WRITE = "payroll.read", "payroll.write"
State = PayBatch.State
check_brings_in = rules.check_brings_in
check_can_undo = rules.check_can_undo
forget_old_files = keeping.forget_old_files


class Faulty(Refused):
    """Some rows that a program sent are wrong: nothing was written; `findings` has every cell."""

    code = "faulty_rows"

    def __init__(self, findings: list[dict[str, Any]]) -> None:
        self.findings = findings
        first = findings[0]
        words = _("%(count)d cells are wrong; the first: row %(row)d, %(column)s: %(reason)s")
        super().__init__(words % {**first, "count": len(findings)})


def upload(data: bytes, *, filename: str, by: User, at: dt.datetime, key: str = "") -> PayBatch:
    """Keep the file, encrypted, and try it: here when it is small, else by the worker.

    `key` is that of the form: the same file sent twice with it is one batch. Raises `Unreadable`
    naming what the file is, as far as that is seen at once; else the batch says so later.
    """
    check_brings_in(by)
    if len(data) > MOST_BYTES:
        raise gate.Unreadable(_("The file is larger than 20 MB. Please divide it."))
    key = f"{key[:80]}:{hashlib.sha256(data).hexdigest()[:32]}" if key else ""
    if known := _known(by, key):
        return known
    file = working.opened_at_once(data)
    forget_old_files(at)
    values = {"filename": filename[-MOST_NAME:], "digest": keeping.keep(data), "key": key}
    if file is None or not file.is_small:
        return _for_the_worker(file, by, at, values)
    found = working.report(file, working.tried(file, by, at, working.silent))
    return _new_batch(by=by, at=at, report=found, rows_total=file.rows, **values)


def map_columns(batch: PayBatch, mapping: Mapping[str, str], *, at: dt.datetime) -> PayBatch:
    """Somebody has said which column is what: it is tried again."""
    with transaction.atomic():
        locked = PayBatch.objects.select_for_update().get(pk=batch.pk)
        rules.check_open(locked)
        locked.mapping = dict(mapping)
        _ask(locked, State.WAITING, READ, at)
    if locked.rows_total <= working.AT_ONCE:
        _in_place(locked, at)
    return PayBatch.objects.get(pk=batch.pk)


def read_again(batch: PayBatch, *, at: dt.datetime) -> PayBatch:
    """The worker had to leave it: with the same columns, from the beginning."""
    return map_columns(batch, batch.mapping, at=at)


def commit(batch: PayBatch, *, at: dt.datetime) -> PayBatch:
    """Write the good rows, all or none. Pressed twice it happens once.

    Settlements that are still open and stand on a changed figure are to be computed again.
    """
    with transaction.atomic():
        locked = PayBatch.objects.select_for_update().get(pk=batch.pk)
        if locked.state == State.DONE or (locked.state == State.WRITING and is_held(locked)):
            return locked
        if locked.state not in {State.TRIED, State.WRITING}:
            rules.check_open(locked)
            raise Refused(_("This file has not been read yet."))
        if not locked.report["figures"]["good_rows"]:
            raise Refused(_("No row of this file can be brought in. Please repair it."))
        if locked.rows_total > working.AT_ONCE:
            return _ask(locked, State.WRITING, WRITE, at)
    try:
        working.write(locked, at)
    except IntegrityError as fault:
        raise _somebody_else() from fault
    return PayBatch.objects.get(pk=batch.pk)


@transaction.atomic
def stop(batch: PayBatch) -> PayBatch:
    """What is being brought in is not: nothing of it is written. Too late, it is done as it was."""
    locked = PayBatch.objects.select_for_update().get(pk=batch.pk)
    if locked.state == State.WRITING:
        locked.state, locked.turn = State.TRIED, locked.turn + 1
        locked.save(update_fields=["state", "turn"])
    return locked


def is_held(batch: PayBatch) -> bool:
    """Whether the worker does what was asked, or will: not when it has failed for good."""
    row = outbox.of(batch.job)
    return row is not None and row.state == row.State.PENDING


def send(
    table: str, rows: Sequence[Mapping[str, Any]], *, key: str, by: User, at: dt.datetime
) -> PayBatch:
    """The same for a program, all rows or none: a wrong cell refuses everything (`Faulty`).

    The same key with the same rows again answers with the batch that it has made.
    """
    check_brings_in(by)
    text = json.dumps([table, key, *rows], sort_keys=True, ensure_ascii=False, default=str)
    digest = hashlib.sha256(text.encode()).hexdigest()
    known = PayBatch.objects.of(by).filter(digest=digest, filename="", state=State.DONE).first()
    if known is not None:
        return known
    file = Opened([reading.of_program(BY_KEY[table], rows)], (), len(rows))
    trial = working.tried(file, by, at, working.silent)
    if trial.errors:
        raise Faulty([reporting.cell(one) for one in trial.errors[: reporting.MOST_LISTED]])
    try:
        return _sent(file, trial, digest, by, at)
    except IntegrityError as fault:
        raise _somebody_else() from fault


@transaction.atomic
def undo(batch: PayBatch, *, reason: str, by: User, at: dt.datetime) -> PayBatch:
    """What the batch has changed returns to what it was; what was changed since stays."""
    locked = PayBatch.objects.select_for_update().get(pk=batch.pk)
    if locked.by_id != by.pk:
        raise NotPermitted(_("Only whoever brought these figures in can undo it."))
    if locked.state == State.UNDONE:
        return locked
    check_can_undo(locked, at)
    if not reason.strip():
        raise Refused(_("Please write in a few words why."))
    people, back, staying = writing.take_back(locked)
    locked.state, locked.undone_at, locked.undone_by = State.UNDONE, at, by
    locked.undo_reason = reason.strip()[:MOST_REASON]
    told = {"undone": back, "staying": staying, "touched": planning.touched(people)}
    locked.report = {**locked.report, **told}
    locked.save()
    return locked


@transaction.atomic
def export(table: Table, *, by: User, at: dt.datetime) -> list[PayRecord]:
    """What is kept of one's own people now; that it was taken away is noted."""
    check_brings_in(by)
    roles = roles_of(by)
    records = PayRecord.objects.filter(sheet=table.key, is_current=True)
    mine = [
        record
        for record in records.select_related("employment__person")
        .only("item", "values", *SHOWN)
        .order_by("employment", "item")
        if checking.reaches(table, record.employment, roles)
    ]
    PayExport.objects.create(by=by, sheet=table.key, rows=len(mine), created_at=at)
    return mine


@transaction.atomic
def _sent(file: Opened, trial: Trial, digest: str, by: User, at: dt.datetime) -> PayBatch:
    batch = _new_batch(by=by, at=at, digest=digest, rows_total=file.rows)
    made = writing.write(batch, trial.good, at)
    batch.report = reporting.report(file.tables, (), trial, made)
    batch.state, batch.committed_at = State.DONE, at
    batch.save()
    return batch


def _somebody_else() -> Refused:
    return Refused(_("Somebody else is bringing figures of the same people in. Please try again."))


def _known(by: User, key: str) -> PayBatch | None:
    return PayBatch.objects.of(by).filter(key=key).first() if key else None


def _in_place(batch: PayBatch, at: dt.datetime) -> None:
    """Small enough to be read while somebody waits: the worker finds nothing left to do."""
    working.try_out(batch, at)


def _ask(batch: PayBatch, state: State, topic: str, at: dt.datetime) -> PayBatch:
    """The worker does it next, as a new turn: whatever it may still be at counts no more."""
    batch.state, batch.turn = state, batch.turn + 1
    batch.report = {name: told for name, told in batch.report.items() if name != "refused"}
    batch.save(update_fields=["state", "turn", "mapping", "report"])
    outbox.queue(topic, {"batch": batch.pk}, dedupe=batch.job, at=at)
    return batch


@transaction.atomic
def _for_the_worker(
    file: Opened | None, by: User, at: dt.datetime, values: Mapping[str, Any]
) -> PayBatch:
    rows = file.rows if file else 0
    batch = _new_batch(by=by, at=at, state=State.WAITING, rows_total=rows, **values)
    outbox.queue(READ, {"batch": batch.pk}, dedupe=batch.job, at=at)
    return batch


def _new_batch(*, by: User, at: dt.datetime, key: str = "", **values: Any) -> PayBatch:
    """Under the next number of the day; another one of the same key is the one that is meant."""
    day = f"P{clock.local(at):%Y-%m%d}"
    taken = PayBatch.objects.filter(number__startswith=day).count()
    for number in range(taken + 1, taken + TRIES):
        try:
            with transaction.atomic():
                name = f"{day}-{number:02}"
                return PayBatch.objects.create(number=name, by=by, created_at=at, key=key, **values)
        except IntegrityError:
            if known := _known(by, key):
                return known
    raise AlreadyDone(_("Many files come in at this moment. Please try again."))
