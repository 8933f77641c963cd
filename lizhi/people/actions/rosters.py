"""A roster on its way in: uploaded, its columns confirmed, tried, written, perhaps undone."""

import datetime as dt
from dataclasses import asdict
from functools import partial
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from lizhi.accounts.models import User
from lizhi.common.refusals import AlreadyDone, Refused
from lizhi.people import jobs, kept, rules
from lizhi.people.models import ImportBatch
from lizhi.people.roster import batches, columns, gate, importing, reading, undoing
from lizhi.people.roster.samples import masked_samples

MOST_BYTES = 20 * 1024 * 1024
AT_ONCE = 5000
"""Rows up to which nobody has to wait for a worker."""
FILE_KEPT = dt.timedelta(days=7)
State = ImportBatch.State


def upload(data: bytes, *, filename: str, by: User, at: dt.datetime) -> ImportBatch:
    """Keep the file, encrypted, and guess its columns. Raises `Unreadable` naming what it is."""
    rules.check_can_look_after_staff(by)
    if len(data) > MOST_BYTES:
        raise too_large()
    sheets = reading.open_roster(data)
    forget_old_files(at)
    digest = kept.keep(batches.FOLDER, data)
    batch = importing.new_batch(by=by, filename=filename, digest=digest, at=at)
    guesses = [
        guess
        for sheet in sheets
        for guess in columns.guess(sheet.names, sheet.samples(), _remembered())
    ]
    first = {guess.header: guess for guess in reversed(guesses)}
    ordered = [first[header] for header in dict.fromkeys(guess.header for guess in guesses)]
    where = {name: _with_header(sheets, name) for name in first}
    batch.report = {
        "sheets": [_sheet(sheet) for sheet in sheets],
        "columns": [{**column, "sheets": where[column["header"]]} for column in _columns(ordered)],
    }
    batch.rows_total = sum(row["rows"] for row in batch.report["sheets"])
    batch.save(update_fields=["report", "rows_total"])
    return batch


def too_large() -> gate.Unreadable:
    """More than a page takes; the command takes more."""
    return gate.Unreadable(_("The file is larger than 20 MB. Please divide it."))


def _sheet(sheet: reading.Sheet) -> dict[str, Any]:
    rows = sum(1 for _row in sheet.rows())
    return {"name": sheet.name, "header_row": sheet.header_row, "rows": rows}


def _with_header(sheets: list[reading.Sheet], header: str) -> list[str]:
    return [s.name for s in sheets if any(column.header == header for column in s.columns)]


def _columns(guesses: list[columns.Guess]) -> list[dict[str, Any]]:
    return [{**asdict(guess), "samples": masked_samples(guess)} for guess in guesses]


def _remembered() -> dict[str, str]:
    """How the columns were decided on last time, so that nobody has to do it again."""
    last = ImportBatch.objects.committed().order_by("-committed_at").first()
    return dict(last.mapping) if last else {}


def forget_old_files(at: dt.datetime) -> int:
    """A roster holds a whole company: its file goes when the batch can no longer be undone.

    So does one that no batch knows, and what was never written whole; how many they were.
    """
    limit = at - FILE_KEPT
    moments = kept.written(batches.FOLDER)
    known = ImportBatch.objects.filter(digest__in=moments).order_by("created_at")
    moments.update(known.values_list("digest", "created_at"))
    gone = [name for name, moment in moments.items() if moment < limit]
    for name in gone:
        if name.endswith(kept.PART):
            kept.drop_draft(batches.FOLDER, name)
        else:
            kept.drop(batches.FOLDER, name)
    return len(gone)


def confirm_columns(batch: ImportBatch, mapping: dict[str, str]) -> ImportBatch:
    """Somebody has said which column is what: try the file, here or, when large, by the worker."""
    with transaction.atomic():
        locked = ImportBatch.objects.select_for_update().get(pk=batch.pk)
        _check_open(locked)
        locked.mapping = mapping
        locked.state = State.MAPPED
        locked.save(update_fields=["mapping", "state"])
        if locked.rows_total > AT_ONCE:
            transaction.on_commit(partial(jobs.try_roster.enqueue, locked.pk))
    if locked.rows_total <= AT_ONCE:
        batches.try_out(locked)
    return ImportBatch.objects.get(pk=batch.pk)


def commit(batch: ImportBatch) -> ImportBatch:
    """Write the good rows. Pressed twice, or by two, it happens once."""
    with transaction.atomic():
        locked = ImportBatch.objects.select_for_update().get(pk=batch.pk)
        if locked.state in {State.COMMITTING, State.DONE}:
            return locked
        _check_open(locked)
        if locked.state not in {State.TRIED, State.FAILED}:
            raise Refused(_("This roster has not been tried yet."))
        if not locked.report.get("figures", {}).get("good_rows"):
            raise Refused(_("No row of this roster can be brought in. Please repair the file."))
        locked.state = State.COMMITTING
        locked.save(update_fields=["state"])
        if locked.rows_total > AT_ONCE:
            transaction.on_commit(partial(jobs.commit_roster.enqueue, locked.pk))
    if locked.rows_total <= AT_ONCE:
        batches.commit(locked)
    return ImportBatch.objects.get(pk=batch.pk)


def _check_open(batch: ImportBatch) -> None:
    if batch.committed_at is not None:
        raise AlreadyDone(_("This roster has been brought in already."))


def undo(batch: ImportBatch, *, by: User, reason: str, at: dt.datetime) -> undoing.Undo:
    """Take the batch back: whoever brought it in may, group HR, administrators."""
    rules.check_can_undo(batch, by)
    return undoing.undo(batch, by=by, reason=reason, at=at)
