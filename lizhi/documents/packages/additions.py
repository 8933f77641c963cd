"""Papers that were issued after the sealing: each lies beside the bag, with a seal of its own.

The bag stays as it was sealed. What is added names the manifest of the bag, so that it belongs to
this package and to no other.
"""

import datetime as dt
import json

from lizhi.documents.packages import layout
from lizhi.documents.packages.renewals import named
from lizhi.documents.packages.sources import Source
from lizhi.documents.strangers import ODD_JSON
from lizhi.documents.validation import check_pdf, detached
from lizhi.documents.validation.trust import Trust
from lizhi.documents.validation.verdict import Verdict

MOST = 60
"""Each costs its checking: a stranger's package must not keep us for minutes."""


def check(source: Source, trusted: Trust, verdict: Verdict, *, root: bytes | None) -> None:
    """Each in its place, whole, sealed, and the revision that was written down with it."""
    numbers = sorted(_numbers(source))
    if len(numbers) > MOST:
        verdict.add("addition_bad", f"addition-{numbers[-1]}.txt", detail="too many")
        return
    for place, number in enumerate(numbers, start=1):
        name = f"addition-{number}"
        if int(number) != place or not _is_sealed(source, name, trusted, verdict):
            verdict.add("addition_bad", f"{name}.txt")
        _check_paper(source, name, verdict, root=root, moment=trusted.moment)


def _numbers(source: Source) -> set[str]:
    beside = (name.removeprefix("../") for name in source.names if name.startswith("../"))
    return {match[1] for name in beside if (match := layout.ADDITION.fullmatch(name))}


def _is_sealed(source: Source, name: str, trusted: Trust, verdict: Verdict) -> bool:
    """Stamp and seal hold over the statement, and the statement over the files."""
    told, seal, stamp = (_read(source, f"{name}.{end}") for end in ("txt", "p7s", "tsr"))
    if not told or not seal or not stamp or named(told) != _files(source, name):
        return False
    if detached.check_stamp(told, stamp, trusted) is None:
        return False
    before = len(verdict.problems)
    detached.check_seal(told, seal, trusted, verdict, f"{name}.p7s")
    return len(verdict.problems) == before


def _files(source: Source, name: str) -> dict[str, str]:
    """What has to be named: the manifest of this very bag, the paper, and what is told of it."""
    places = {layout.SEALED: layout.SEALED}
    places |= {f"{name}.{end}": f"../{name}.{end}" for end in ("pdf", "json")}
    known = {one: source.digests(place) for one, place in places.items() if place in source.names}
    return {one: digests.get("sha256", "") for one, digests in known.items()}


def _check_paper(
    source: Source, name: str, verdict: Verdict, *, root: bytes | None, moment: dt.datetime
) -> None:
    data, told = _read(source, f"{name}.pdf"), _read(source, f"{name}.json")
    try:
        entry = json.loads(told or b"")
        revisions = list(map(str, entry["revisions"]))
    except ODD_JSON:
        verdict.add("ledger_bad", f"{name}.json")
        return
    if data is None or not revisions:
        verdict.add("paper_missing", f"{name}.pdf")
        return
    paper = check_pdf(data, root=root, ledger=revisions, moment=moment)
    verdict.papers[f"{name}.pdf"] = paper
    for problem in paper.problems:
        verdict.add(problem.code, f"{name}.pdf", problem.detail)


def _read(source: Source, name: str) -> bytes | None:
    place = f"../{name}"
    return source.read(place) if place in source.names else None
