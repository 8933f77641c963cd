"""The papers of a package, held against its ledger."""

import datetime as dt
import hashlib
import json

from django.utils.translation import gettext

from lizhi.common import clock
from lizhi.documents.packages import layout
from lizhi.documents.packages.sources import Source
from lizhi.documents.strangers import ODD_JSON
from lizhi.documents.validation import check_pdf, services, sm2_seals, voided
from lizhi.documents.validation.outside import check_outside
from lizhi.documents.validation.verdict import Verdict
from lizhi.documents.validation.voided import Voided


def check_papers(
    source: Source, verdict: Verdict, *, root: bytes | None, moment: dt.datetime | None
) -> None:
    """Every paper of the ledger is there and is its last revision; there is no other."""
    try:
        papers, unsigned, outside, void = _ledger(source)
        _note_by_hand(source, verdict)
        anchors = _services(source) if outside else []
    except ODD_JSON:
        verdict.add("ledger_bad", layout.LEDGER)
        return
    for name, revisions in papers.items():
        data = source.read(name) if name in source.names else None
        if data is None:
            verdict.add("unreadable" if name in source.names else "paper_missing", name)
        elif name in unsigned:
            if hashlib.sha256(data).hexdigest() != revisions[-1]:
                verdict.add("not_in_ledger", name)
        else:
            roots = anchors if name in outside else None
            paper = _checked(data, revisions, root, roots, moment)
            paper.void = void.get(name)
            _take(name, paper, verdict)
    for name in sorted(source.names - papers.keys()):
        if name.startswith(layout.PAPERS):
            verdict.add("not_in_ledger", name)


def check_sm2(source: Source, verdict: Verdict, *, moment: dt.datetime | None) -> None:
    """The signatures of SM2 that lie beside papers of the ledger; other ones belong to nothing."""
    found = {name: match[1] for name in sorted(source.names) if (match := layout.SM2.match(name))}
    if not found:
        return
    try:
        entries = json.loads(source.read(layout.LEDGER, layout.MOST_METADATA) or b"")
        files = {str(entry["number"]): str(entry["file"]) for entry in entries}
    except ODD_JSON:
        return  # named as a fault already
    for name, number in found.items():
        paper = source.read(files[number]) if files.get(number) in source.names else None
        container = source.read(name)
        if paper is None or container is None:
            verdict.add("sm2_bad", name)
        else:
            sm2_seals.add(paper, container, name, verdict, moment or clock.now())


def _note_by_hand(source: Source, verdict: Verdict) -> None:
    """Whose signature nobody finds in a file, for it stands on the printed paper."""
    for entry in json.loads(source.read(layout.LEDGER, layout.MOST_METADATA) or b""):
        roles = ", ".join(map(str, entry.get("by_hand") or ()))
        if roles:
            verdict.notes.append(
                gettext(
                    "%(file)s: %(roles)s signed the printed paper by hand. No electronic signature"
                    " of theirs is in this file; the paper is the original, scans are copies."
                )
                % {"file": entry["file"], "roles": roles}
            )


def _services(source: Source) -> list[bytes]:
    found = source.read(layout.SERVICES) if layout.SERVICES in source.names else None
    return services.read(found or b"")


def _ledger(
    source: Source,
) -> tuple[dict[str, list[str]], set[str], set[str], dict[str, Voided]]:
    """The revisions of each paper; which nobody has signed; which are of a service; which are void.

    Raises any of ODD_JSON.
    """
    entries = json.loads(source.read(layout.LEDGER, layout.MOST_METADATA) or b"")
    papers = {str(entry["file"]): list(map(str, entry["revisions"])) for entry in entries}
    if not all(papers.values()):
        raise ValueError("a paper without revisions")
    unsigned = {str(entry["file"]) for entry in entries if not entry["signed"]}
    outside = {str(one["file"]) for one in entries if one.get("service")}
    void = {str(one["file"]): found for one in entries if (found := voided.read(one))}
    return papers, unsigned, outside, void


def _checked(
    data: bytes,
    ledger: list[str],
    root: bytes | None,
    roots: list[bytes] | None,
    moment: dt.datetime | None,
) -> Verdict:
    if roots is None or root is None:
        return check_pdf(data, root=root, ledger=ledger, moment=moment)
    at = moment or clock.now()
    return check_outside(data, roots=roots, own=root, ledger=ledger, moment=at)


def _take(name: str, paper: Verdict, verdict: Verdict) -> None:
    verdict.papers[name] = paper
    for problem in paper.problems:
        about = f"{name} ({problem.about})" if problem.about else name
        verdict.add(problem.code, about, problem.detail)
