"""Whether a file is one that was issued here. It says so, and nothing that is not in the file."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from lizhi.cases import actions
from lizhi.cases.models import Paper, PaperCheck
from lizhi.common import clock
from lizhi.documents.models import StoredFile

KINDS = (StoredFile.Retention.PAPER, StoredFile.Retention.PACKAGE)


def as_json(digest: str, revisions: Sequence[str], now: dt.datetime) -> dict[str, Any]:
    """`as`: `newest` with its `state`, `earlier`, `package`, `changed` or `unknown`; and `sha256`.

    `changed`: it begins with what was issued here, and goes on differently.
    """
    paper = Paper.objects.filter(file__digest=digest).exclude(state=Paper.State.DRAFT).first()
    if paper is not None:
        if paper.code_index:
            actions.note_check(paper, way=PaperCheck.Way.FILE, day=clock.local(now).date())
        return {"as": "newest", "state": paper.state, "sha256": digest}
    known = StoredFile.objects.filter(retention__in=KINDS)
    kind = known.filter(digest=digest).values_list("retention", flat=True).first()
    if kind is not None:
        is_package = kind == StoredFile.Retention.PACKAGE
        return {"as": "package" if is_package else "earlier", "sha256": digest}
    changed = known.filter(digest__in=revisions).exists()
    return {"as": "changed" if changed else "unknown", "sha256": digest}
