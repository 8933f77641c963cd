"""Whether a file is one that was issued here. It says so, and nothing about anybody.

One thing is said that is not in the file: that somebody signed the printed paper, for whoever looks
for that signature in it would look in vain.
"""

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

    `changed`: it begins with what was issued here, and goes on differently. `by_hand`: somebody
    has signed the printed paper. A paper that both sides have made void says so by whatever
    revision somebody asks: `void` {`by`: number of the paper by which, `on`: the day}.
    """
    paper = Paper.objects.filter(file__digest=digest).exclude(state=Paper.State.DRAFT).first()
    if paper is not None:
        if paper.code_index:
            actions.note_check(paper, way=PaperCheck.Way.FILE, day=clock.local(now).date())
        by_hand = {"by_hand": True} if _is_by_hand(paper) else {}
        return {"as": "newest", "state": paper.state, "sha256": digest, **by_hand, **_void(paper)}
    known = StoredFile.objects.filter(retention__in=KINDS)
    kind = known.filter(digest=digest).values_list("retention", flat=True).first()
    if kind is not None:
        is_package = kind == StoredFile.Retention.PACKAGE
        found = {"as": "package" if is_package else "earlier", "sha256": digest}
        return found if is_package else {**found, **_void(_voided_of(digest))}
    changed = known.filter(digest__in=revisions).exists()
    return {"as": "changed" if changed else "unknown", "sha256": digest}


def _is_by_hand(paper: Paper) -> bool:
    """Reached through the paper: the room of signing stands above this one."""
    signed = (actor for envelope in paper.envelopes.all() for actor in envelope.actors.all())
    return any("on_paper" in actor.evidence for actor in signed)


def _voided_of(digest: str) -> Paper | None:
    """The void paper of which this is an earlier revision; nobody may have been given another."""
    voided = Paper.objects.filter(state=Paper.State.VOIDED, revisions__icontains=digest)
    return voided.select_related("voided_by").first()


def _void(paper: Paper | None) -> dict[str, Any]:
    by = paper.voided_by if paper else None
    if by is None or by.issued_at is None:
        return {}
    return {"void": {"by": by.number, "on": clock.local(by.issued_at).date().isoformat()}}
