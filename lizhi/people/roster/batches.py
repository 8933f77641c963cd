"""A batch at work: its file is read again, tried, and written. A worker may run this twice."""

from django.utils.translation import gettext_lazy as _

from lizhi.common import clock
from lizhi.people import kept, progress
from lizhi.people.models import ImportBatch
from lizhi.people.roster import findings, importing, reach
from lizhi.people.roster.gate import Unreadable
from lizhi.people.roster.trial import Trial

FOLDER = findings.FOLDER
State = ImportBatch.State


def _read(batch: ImportBatch) -> Trial:
    try:
        data = kept.read(FOLDER, batch.digest)
    except kept.Damaged as fault:
        raise Unreadable(_("The file is no longer kept. Please choose it again.")) from fault
    return importing.read(
        data,
        batch.mapping,
        at=clock.now(),
        progress=lambda rows: progress.note(batch, rows),
    )


def try_out(batch: ImportBatch) -> None:
    """Find every bad cell and say what would change; nothing else is written."""
    if batch.state != State.MAPPED:
        return
    started = clock.now()
    try:
        found = _read(batch)
        result = importing.look(found, reach.of(batch.by))
    except Exception:
        _stop(batch)
        raise
    report = {**batch.report, **importing.summary(found, result)}
    report["whole"] = findings.keep(found.report)
    report["seconds"] = round((clock.now() - started).total_seconds(), 1)
    ImportBatch.objects.filter(pk=batch.pk, state=State.MAPPED).update(
        report=report, rows_total=found.report.rows, state=State.TRIED
    )
    progress.clear(batch)


def commit(batch: ImportBatch) -> None:
    """Write the good rows in one transaction; a fault leaves everything as it was."""
    if batch.state != State.COMMITTING:
        return
    started = clock.now()
    try:
        importing.write(
            batch,
            _read(batch),
            at=started,
            bringer=reach.of(batch.by),
            progress=lambda rows: progress.note(batch, rows),
        )
    except Exception:
        _stop(batch)
        raise
    progress.clear(batch)


def _stop(batch: ImportBatch) -> None:
    ImportBatch.objects.filter(pk=batch.pk, committed_at=None).update(state=State.FAILED)
    progress.clear(batch)
