"""Bring a roster in: try it, then write it in one transaction that an undo can take back."""

import datetime as dt
import gc
import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from lizhi.accounts.models import User
from lizhi.common import clock
from lizhi.common.refusals import AlreadyDone
from lizhi.people.models import Group, ImportBatch
from lizhi.people.roster import findings, planning, reach, reading, skipping, trial
from lizhi.people.roster.checking import NameGate
from lizhi.people.roster.places import Places, group_for, name_heads
from lizhi.people.roster.reach import Reach
from lizhi.people.roster.trial import Trial, in_order
from lizhi.people.roster.writing import Writer
from lizhi.people.signals import roster_changed

TRIES = 20


class Contradicted(Exception):
    """Some rows are wrong and all of them were wanted: nothing was written."""


@contextmanager
def uncollected() -> Iterator[None]:
    """Hundreds of thousands of values and no circle among them: nothing to look for meanwhile."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def nothing(rows: int) -> None:
    """Nobody waits for progress."""


def name_gate() -> NameGate:
    """Who knows which characters can be printed: the room of papers, reached by its setting."""
    gate: NameGate = import_string(settings.NAME_GATE)
    return gate


def new_batch(*, by: User | None, filename: str, digest: str, at: dt.datetime) -> ImportBatch:
    """A batch with the next number of the day, 2026-1125-02."""
    day = f"{clock.local(at):%Y-%m%d}"
    taken = ImportBatch.objects.filter(number__startswith=day).count()
    for number in range(taken + 1, taken + TRIES):
        try:
            with transaction.atomic():
                return ImportBatch.objects.create(
                    number=f"{day}-{number:02}",
                    by=by,
                    filename=filename[-200:],
                    digest=digest,
                    created_at=at,
                )
        except IntegrityError:
            continue
    raise AlreadyDone(_("Many rosters come in at this moment. Please try again."))


def read(
    data: bytes,
    mapping: dict[str, str] | None,
    *,
    at: dt.datetime,
    progress: Callable[[int], None] = nothing,
    today: dt.date | None = None,
) -> Trial:
    """Read and check every row. Without a mapping the columns are guessed."""
    book = reading.open_book(data)
    with uncollected():
        found = trial.run(
            book.sheets,
            trial.guessed(book.sheets) if mapping is None else mapping,
            today=today or clock.local(at).date(),
            known=planning.known(),
            name_gate=name_gate(),
            progress=progress,
        )
    left_out = skipping.sheets(book.left_out)
    if mapping is None:
        left_out += skipping.columns(found.tables.values())
    found.report.warnings[:0] = left_out
    return found


def look(found: Trial, bringer: Reach = reach.EVERYTHING) -> planning.Plan:
    """Compare with the database; what does not fit is in the report from now on."""
    result = planning.plan(found, bringer)
    sheets = [table.sheet for table in found.tables.values()]
    found.report.errors = in_order(found.report.errors, sheets)
    found.report.warnings = in_order(list(dict.fromkeys(found.report.warnings)), sheets)
    return result


@transaction.atomic
def write(
    batch: ImportBatch,
    found: Trial,
    *,
    at: dt.datetime,
    bringer: Reach = reach.EVERYTHING,
    progress: Callable[[int], None] = nothing,
    strict: bool = False,
) -> ImportBatch:
    """Write the good rows, all or none; a second call for the same batch changes nothing.

    `strict`: a single bad row is enough to write nothing (`Contradicted`).
    """
    locked = ImportBatch.objects.select_for_update().get(pk=batch.pk)
    if locked.committed_at is not None:
        return locked
    group = group_for(found.good, at)
    Group.objects.select_for_update().get(pk=group.pk)  # one import at a time
    with uncollected():
        result = look(found, bringer)
        if strict and found.report.errors:
            raise Contradicted
        writer = Writer(locked, Places(group, at), found.fields, at=at, progress=progress)
        writer.write(result)
        name_heads(writer.departments)
    locked.before = {**writer.places.added, "left": sorted(writer.left)}
    locked.report = {**summary(found, result), "whole": findings.keep(found.report)}
    locked.rows_total = locked.rows_done = found.report.rows
    locked.state = ImportBatch.State.DONE
    locked.committed_at = at
    locked.save()
    roster_changed.send(sender=ImportBatch, batch=locked, at=at)
    return locked


@transaction.atomic
def bring_in(
    data: bytes, found: Trial, *, filename: str, at: dt.datetime, strict: bool
) -> ImportBatch:
    """The same without pages, for the command and the example: a batch, written at once."""
    digest = hashlib.sha256(data).hexdigest()
    batch = new_batch(by=None, filename=filename, digest=digest, at=at)
    batch.mapping = {
        slot.column.header: slot.field for table in found.tables.values() for slot in table.slots
    }
    batch.save(update_fields=["mapping"])
    return write(batch, found, at=at, strict=strict)


def summary(found: Trial, result: planning.Plan) -> dict[str, Any]:
    """The report, and beside it what a page shows: six figures, and the cells as they stand."""
    report = found.report
    listed = report.errors[: findings.MOST_LISTED]
    return {
        "rows": report.rows,
        "errors": [finding.as_dict() for finding in listed],
        "warnings": [finding.as_dict() for finding in report.warnings[: findings.MOST_LISTED]],
        "cells": [
            {"letter": f.letter, "who": f.who, "cell": f.cell, "fix": f.fix, "kind": f.kind}
            for f in listed
        ],
        "figures": {
            "rows": report.rows,
            "new": len(result.new),
            "changed": len(result.changes),
            "changed_fields": sum(len(change.values) for change in result.changes),
            "same": result.same,
            "bad_rows": sum(1 for entry in found.entries if entry.bad),
            "bad_cells": len(report.errors),
            "warnings": len(report.warnings),
            "good_rows": len(found.good),
            "absent": result.absent,
        },
    }
