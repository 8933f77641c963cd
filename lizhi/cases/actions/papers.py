"""The papers of a case: added, signed, issued, replaced. Each step is an event with the digest."""

import base64
import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from lizhi.cases import chain, codes
from lizhi.cases.actions.story import record
from lizhi.cases.models import Case, Paper
from lizhi.common import rows
from lizhi.documents.models import StoredFile

CODE = "certificate_code"
"""Sealed beside what was printed, so that its owner can show it; found only by its blind index."""


@transaction.atomic
def add_paper(
    case: Case,
    kind: str,
    *,
    file: StoredFile,
    template: str,
    template_hash: str,
    facts: dict[str, Any],
    at: dt.datetime,
    state: str,
    number: str | None = None,
    code: str = "",
) -> Paper:
    """A paper belongs to the case from now on; what was printed is kept under the case's key."""
    number = number or _number(case, kind)
    paper = Paper(
        case=case,
        kind=kind,
        state=state,
        number=number,
        file=file,
        revisions=[file.digest],
        template=template,
        template_hash=template_hash,
        facts=_sealed(case, number, {**facts, CODE: code} if code else facts),
        code_index=codes.index(code) if code else "",
        issued_at=at if state == Paper.State.VALID else None,
    )
    rows.insert([paper])
    _tell(paper, "paper_issued" if state == Paper.State.VALID else "paper_added", at)
    return paper


def _number(case: Case, kind: str) -> str:
    count = case.papers.filter(kind=kind).count()
    return f"{case.number}-{kind}-{count + 1}"


def _tell(paper: Paper, event: str, at: dt.datetime, **facts: Any) -> None:
    record(
        paper.case,
        event,
        by=None,
        at=at,
        paper=paper.number,
        paper_kind=paper.kind,
        sha256=paper.file.digest,
        **facts,
    )


def _sealed(case: Case, number: str, facts: dict[str, Any]) -> dict[str, str]:
    sealed = chain.seal(case, json.dumps(chain.plain(facts)), place=f"paper:{number}")
    return {"sealed": base64.b64encode(sealed).decode()}


def paper_facts(paper: Paper) -> dict[str, Any]:
    """What was printed on it; empty when the key of the case has been dropped."""
    facts = _unsealed(paper)
    facts.pop(CODE, None)
    return facts


def paper_code(paper: Paper) -> str:
    """The code by which others check it, for whoever may read it; "" where there is none."""
    return str(_unsealed(paper).get(CODE, ""))


def _unsealed(paper: Paper) -> dict[str, Any]:
    sealed = base64.b64decode(paper.facts.get("sealed", ""))
    text = chain.unseal(paper.case, sealed, place=f"paper:{paper.number}")
    facts: dict[str, Any] = json.loads(text) if text else {}
    return facts


@transaction.atomic
def add_revision(paper: Paper, file: StoredFile, *, at: dt.datetime) -> None:
    """A signature was added: this file is what must be presented, the older digests are kept."""
    paper.file = file
    paper.revisions = [*paper.revisions, file.digest]
    rows.update(paper, "file", "revisions")
    _tell(paper, "paper_signed", at, revision=len(paper.revisions))


@dataclass(frozen=True)
class Finished:
    """A signed paper with what it needs to hold for many years."""

    paper: Paper
    file: StoredFile
    stamp: str
    """Serial of the time stamp over the whole."""


@transaction.atomic
def papers_finished(case: Case, made: Sequence[Finished], *, at: dt.datetime) -> None:
    """Nobody has signed anew, so it is one event, however many papers have got their last stamp."""
    for one in made:
        one.paper.file = one.file
        one.paper.revisions = [*one.paper.revisions, one.file.digest]
        rows.update(one.paper, "file", "revisions")
    told = [
        {"paper": one.paper.number, "sha256": one.file.digest, "stamp": one.stamp} for one in made
    ]
    record(case, "papers_finished", by=None, at=at, papers=told)


@transaction.atomic
def issue(paper: Paper, at: dt.datetime) -> None:
    """The paper is complete: from now on it is valid."""
    paper.state, paper.issued_at = Paper.State.VALID, at
    rows.update(paper, "state", "issued_at")
    _tell(paper, "paper_issued", at)


def digests_since_issue(paper: Paper) -> list[str]:
    """Of each revision that somebody may have been given as the valid one, the newest last."""
    issued = paper.case.events.filter(kind="paper_issued", facts__paper=paper.number)
    digests = [str(event.facts["sha256"]) for event in issued]
    first = next((one for one in digests if one in paper.revisions), paper.revisions[-1])
    return list(paper.revisions[paper.revisions.index(first) :])


@transaction.atomic
def replace(paper: Paper, by_paper: Paper, at: dt.datetime) -> None:
    """Another paper takes its place; whoever checks this one hears that it has been replaced."""
    paper.state, paper.replaced_by = Paper.State.REPLACED, by_paper
    rows.update(paper, "state", "replaced_by")
    _tell(paper, "paper_replaced", at, new=by_paper.number)


@transaction.atomic
def void(paper: Paper, by_paper: Paper, at: dt.datetime) -> None:
    """Both sides have signed that it holds no more: it stays genuine, and is void from now on."""
    paper.state, paper.voided_by = Paper.State.VOIDED, by_paper
    rows.update(paper, "state", "voided_by")
    _tell(paper, "paper_voided", at, new=by_paper.number, new_sha256=by_paper.file.digest)


@transaction.atomic
def revoke(paper: Paper, at: dt.datetime) -> None:
    """The paper is void from now on, and nothing takes its place."""
    paper.state = Paper.State.REVOKED
    rows.update(paper, "state")
    _tell(paper, "paper_revoked", at)
