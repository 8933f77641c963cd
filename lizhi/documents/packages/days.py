"""The stamped heads of the days in a package: the log is the one that stood then."""

import datetime as dt
import json
import re
from typing import Any

from lizhi.common import chaining, merkle
from lizhi.documents.packages import layout
from lizhi.documents.packages.sources import Source
from lizhi.documents.strangers import ODD_JSON
from lizhi.documents.validation import detached
from lizhi.documents.validation.trust import Trust
from lizhi.documents.validation.verdict import Verdict

DAY = re.compile(r"\d{4}-\d\d-\d\d")
MOST_PROOFS = 4_000
"""One a day, for ten years."""


def check_heads(source: Source, verdict: Verdict, trusted: Trust | None) -> None:
    """Each proof leads from a line of the log to a head, and each head was stamped.

    A package from before there were heads has none; that of a later one names them in its manifest.
    """
    if layout.HEADS not in source.names:
        return
    try:
        proofs = json.loads(source.read(layout.HEADS, layout.MOST_METADATA) or b"")
        if not isinstance(proofs, list) or len(proofs) > MOST_PROOFS:
            raise TypeError
    except ODD_JSON:
        verdict.add("head_bad", layout.HEADS)
        return
    log = _log(source)
    for proof in proofs:
        _check(proof, log, source, verdict, trusted)


def _log(source: Source) -> dict[tuple[str, int], str]:
    """The digest of each event, by case and number; what is wrong with it is named elsewhere."""
    found = {}
    data = source.read(layout.AUDIT) if layout.AUDIT in source.names else None
    for line in (data or b"").splitlines():
        try:
            event = json.loads(line)
            found[(event["case"], event["seq"])] = event["digest"]
        except ODD_JSON:
            break
    return found


def _check(
    proof: Any,
    log: dict[tuple[str, int], str],
    source: Source,
    verdict: Verdict,
    trusted: Trust | None,
) -> None:
    try:
        place = f"{layout.HEADS_FOLDER}{_day(proof)}"
        head = source.read(f"{place}.json", layout.MOST_METADATA)
        if head is None or not _leads_there(proof, head):
            raise ValueError
        differs = log.get((proof["case"], proof["seq"])) != proof["digest"]
    except ODD_JSON:
        verdict.add("head_bad", layout.HEADS)
        return
    if differs:
        verdict.add("head_differs", f"{place}.json")
    stamp = source.read(f"{place}.tsr") if f"{place}.tsr" in source.names else None
    if trusted and not (stamp and detached.check_stamp(head, stamp, trusted)):
        verdict.add("head_stamp_bad", f"{place}.tsr")


def _day(proof: dict[str, Any]) -> str:
    day = str(proof["day"])
    if not DAY.fullmatch(day):
        raise ValueError(day)
    return str(dt.date.fromisoformat(day))


def _leads_there(proof: dict[str, Any], head: bytes) -> bool:
    """Whether the line of this case leads to this head, and the head is spelled as heads are."""
    told = json.loads(head)
    line = chaining.head_line(case=proof["case"], seq=proof["seq"], digest=proof["digest"])
    path = [bytes.fromhex(one) for one in proof["path"]]
    root = merkle.leads_to(line.encode(), proof["index"], told["cases"], path)
    spelled = chaining.head_text(
        day=proof["day"], previous=told["previous"], root=told["root"], cases=told["cases"]
    )
    return root is not None and root.hex() == told["root"] and spelled == head
