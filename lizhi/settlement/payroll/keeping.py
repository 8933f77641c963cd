"""Files of payroll on disk, encrypted: what came in, and what goes back with its mistakes marked.

A file of wages goes when its batch can no longer be undone, and what was made of it with it.
"""

import datetime as dt
from collections.abc import Sequence

from django.utils.translation import gettext as _

from lizhi.common.refusals import Refused
from lizhi.people import kept
from lizhi.settlement.models import PayBatch
from lizhi.settlement.payroll import files
from lizhi.settlement.payroll.entries import Trial
from lizhi.settlement.payroll.reading import Found

FOLDER = "payroll"
KEPT_FOR = dt.timedelta(days=7)


def keep(data: bytes) -> str:
    """Put it there; its name."""
    return kept.keep(FOLDER, data)


def file_of(batch: PayBatch) -> bytes:
    """The file as it came in. Refused in a sentence where it is no longer there, or damaged."""
    try:
        return kept.read(FOLDER, batch.digest)
    except kept.Damaged as fault:
        raise _gone() from fault


def keep_mistakes(tables: Sequence[Found], trial: Trial) -> dict[str, str]:
    """The bad rows and the list of all bad cells, ready to be taken away: ending → name."""
    if not trial.errors:
        return {}
    return {
        "xlsx": keep(files.marked(tables, trial)),
        "csv": keep(files.listed(trial)),
    }


def mistakes(batch: PayBatch, ending: str) -> bytes:
    """What `keep_mistakes` has kept of the last trial."""
    digest = batch.report.get("kept", {}).get(ending)
    if digest is None and not batch.report.get("figures", {}).get("bad_cells"):
        raise Refused(_("No cell of this file is known to be bad."))
    if digest is None:  # tried by a release that kept nothing of it
        raise _gone()
    try:
        return kept.read(FOLDER, digest)
    except kept.Damaged as fault:
        raise _gone() from fault


def _gone() -> Refused:
    return Refused(_("The file is no longer kept. Please choose it again."))


def forget_old_files(at: dt.datetime) -> int:
    """What nobody can undo any more, and what was never written whole; how many they were."""
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
