"""Payroll and attendance come in: tried, written in one go, undone within a week."""

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
from lizhi.people import kept
from lizhi.people.models import roles_of
from lizhi.people.roster import gate
from lizhi.settlement.models import PayBatch, PayExport, PayRecord
from lizhi.settlement.payroll import checking, planning, reading, reporting
from lizhi.settlement.payroll.checking import Entry, Trial
from lizhi.settlement.payroll.reading import Found
from lizhi.settlement.payroll.sheets import BY_KEY, Table

FOLDER = "payroll"
MOST_BYTES = 20 * 1024 * 1024
MOST_ROWS = 50_000
KEPT_FOR = dt.timedelta(days=7)
TRIES = 20
State = PayBatch.State


class Faulty(Refused):
    """Some rows that a program sent are wrong: nothing was written; `findings` has every cell."""

    code = "faulty_rows"

    def __init__(self, findings: list[dict[str, Any]]) -> None:
        self.findings = findings
        first = findings[0]
        words = _("%(count)d cells are wrong; the first: row %(row)d, %(column)s: %(reason)s")
        super().__init__(words % {**first, "count": len(findings)})


def check_brings_in(user: User) -> None:
    """Finance for money, HR for attendance."""
    roles = roles_of(user)
    hr = roles.hr_branches is None or bool(roles.hr_branches)
    if not hr and not roles.has("finance"):
        raise NotPermitted(_("Only finance and HR bring figures of payroll and attendance in."))


def upload(data: bytes, *, filename: str, by: User, at: dt.datetime) -> PayBatch:
    """Keep the file, encrypted, and try it. Raises `Unreadable` naming what it is."""
    check_brings_in(by)
    if len(data) > MOST_BYTES:
        raise gate.Unreadable(_("The file is larger than 20 MB. Please divide it."))
    found, left_out = reading.open_book(data, {})
    forget_old_files(at)
    digest = kept.keep(FOLDER, data)
    batch = _new_batch(by=by, filename=filename[-200:], digest=digest, at=at)
    _note_trial(batch, found, left_out, _tried(found, by, at))
    return batch


def map_columns(batch: PayBatch, mapping: Mapping[str, str], *, at: dt.datetime) -> PayBatch:
    """Somebody has said which column is what: it is tried again."""
    _check_open(batch)
    batch.mapping = dict(mapping)
    found, left_out = _read(batch)
    _note_trial(batch, found, left_out, _tried(found, batch.by, at))
    return batch


def commit(batch: PayBatch, *, at: dt.datetime) -> PayBatch:
    """Write the good rows, all or none. Pressed twice it happens once.

    Settlements that are still open and stand on a changed figure are to be computed again.
    """
    locked = PayBatch.objects.get(pk=batch.pk)
    if locked.state == State.DONE:
        return locked
    _check_open(locked)
    found, left_out = _read(locked)
    trial = _tried(found, locked.by, at)
    if not trial.good:
        raise Refused(_("No row of this file can be brought in. Please repair it."))
    try:
        return _write(locked, found, left_out, trial, at)
    except IntegrityError as fault:
        raise Refused(
            _("Somebody else is bringing figures of the same people in. Please try again.")
        ) from fault


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
    found = [reading.of_program(BY_KEY[table], rows)]
    trial = _tried(found, by, at)
    if trial.errors:
        raise Faulty([reporting.cell(one) for one in trial.errors[: reporting.MOST_LISTED]])
    with transaction.atomic():
        batch = _new_batch(by=by, filename="", digest=digest, at=at)
        return _write(batch, found, [], trial, at)


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
    mine = locked.records.select_for_update()
    standing = list(mine.filter(is_current=True))
    staying = mine.filter(is_current=False).count()
    locked.records.filter(is_current=True).update(is_current=False)
    before = [one.replaces_id for one in standing if one.replaces_id]
    for start in range(0, len(before), checking.AT_ONCE):
        part = before[start : start + checking.AT_ONCE]
        PayRecord.objects.filter(pk__in=part).update(is_current=True)
    locked.state, locked.undone_at, locked.undone_by = State.UNDONE, at, by
    locked.undo_reason = reason.strip()[:200]
    people = {one.employment_id for one in standing}
    locked.report = {
        **locked.report,
        "undone": len(standing),
        "staying": staying,
        "touched": planning.touched(people),
    }
    locked.save()
    return locked


def check_can_undo(batch: PayBatch, at: dt.datetime) -> None:
    """Within a week, once it is written."""
    if batch.state != State.DONE or batch.committed_at is None:
        raise Refused(_("There is nothing to undo: these figures were not brought in."))
    if at > batch.committed_at + KEPT_FOR:
        raise Refused(
            _("The week in which it could be undone is over. Please send a corrected one.")
        )


@transaction.atomic
def export(table: Table, *, by: User, at: dt.datetime) -> list[PayRecord]:
    """What is kept of one's own people now; that it was taken away is noted."""
    check_brings_in(by)
    records = PayRecord.objects.filter(sheet=table.key, is_current=True)
    mine = [
        record
        for record in records.select_related("employment__person").order_by("employment", "item")
        if checking.reaches(table, record.employment, roles_of(by))
    ]
    PayExport.objects.create(by=by, sheet=table.key, rows=len(mine), created_at=at)
    return mine


def forget_old_files(at: dt.datetime) -> int:
    """A file of wages goes when its batch can no longer be undone; how many they were."""
    moments = kept.written(FOLDER)
    known = PayBatch.objects.filter(digest__in=moments).order_by("created_at")
    moments.update(known.values_list("digest", "created_at"))
    gone = [name for name, moment in moments.items() if moment < at - KEPT_FOR]
    for name in gone:
        if name.endswith(kept.PART):
            kept.drop_draft(FOLDER, name)
        else:
            kept.drop(FOLDER, name)
    return len(gone)


def read_again(batch: PayBatch) -> list[Found]:
    """The tables of the kept file, for the marked rows."""
    return _read(batch)[0]


def tried_again(batch: PayBatch, at: dt.datetime) -> Trial:
    """Every finding of the file, not only those that the page lists."""
    return _tried(_read(batch)[0], batch.by, at)


def _read(batch: PayBatch) -> tuple[list[Found], list[str]]:
    try:
        data = kept.read(FOLDER, batch.digest)
    except kept.Damaged as fault:
        raise Refused(_("The file is no longer kept. Please choose it again.")) from fault
    return reading.open_book(data, batch.mapping)


def _tried(found: Sequence[Found], by: User, at: dt.datetime) -> Trial:
    trial = checking.run(found, roles=roles_of(by), today=clock.local(at).date())
    if len(trial.entries) > MOST_ROWS:
        raise gate.Unreadable(
            _("The file has more than %(most)d rows. Please divide it.") % {"most": MOST_ROWS}
        )
    return trial


def _note_trial(
    batch: PayBatch, found: Sequence[Found], left_out: Sequence[str], trial: Trial
) -> None:
    batch.report = reporting.report(found, left_out, trial, planning.plan(trial.good))
    batch.save(update_fields=["mapping", "report"])


@transaction.atomic
def _write(
    batch: PayBatch, found: Sequence[Found], left_out: Sequence[str], trial: Trial, at: dt.datetime
) -> PayBatch:
    locked = PayBatch.objects.select_for_update().get(pk=batch.pk)
    if locked.state == State.DONE:
        return locked
    made = planning.plan(trial.good)
    older = [record for record, _entry in made.changed]
    for start in range(0, len(older), checking.AT_ONCE):
        keys = [record.pk for record in older[start : start + checking.AT_ONCE]]
        PayRecord.objects.filter(pk__in=keys).update(is_current=False)
    fresh = [_record(entry, locked, at) for entry in made.new]
    fresh += [_record(entry, locked, at, record) for record, entry in made.changed]
    PayRecord.objects.bulk_create(fresh, batch_size=checking.AT_ONCE)
    locked.report = reporting.report(found, left_out, trial, made)
    locked.state, locked.committed_at = State.DONE, at
    locked.save()
    return locked


def _record(
    entry: Entry, batch: PayBatch, at: dt.datetime, before: PayRecord | None = None
) -> PayRecord:
    return PayRecord(
        employment=entry.employment,
        sheet=entry.found.table.key,
        item=entry.item,
        values=entry.values,
        batch=batch,
        version=before.version + 1 if before else 1,
        replaces=before,
        created_at=at,
    )


def _check_open(batch: PayBatch) -> None:
    if batch.state != State.TRIED:
        raise AlreadyDone(_("This file has been brought in already."))


def _new_batch(*, by: User, filename: str, digest: str, at: dt.datetime) -> PayBatch:
    day = f"P{clock.local(at):%Y-%m%d}"
    taken = PayBatch.objects.filter(number__startswith=day).count()
    for number in range(taken + 1, taken + TRIES):
        try:
            with transaction.atomic():
                return PayBatch.objects.create(
                    number=f"{day}-{number:02}", by=by, filename=filename, digest=digest,
                    created_at=at,
                )  # fmt: skip
        except IntegrityError:
            continue
    raise AlreadyDone(_("Many files come in at this moment. Please try again."))
