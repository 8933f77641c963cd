"""The log of events in a package, by its chain."""

import datetime as dt
import json
from typing import Any

from lizhi.common.chaining import START, event_digest
from lizhi.documents.packages import layout
from lizhi.documents.packages.sources import Source
from lizhi.documents.strangers import ODD_JSON
from lizhi.documents.validation.verdict import Verdict


def check_log(source: Source, verdict: Verdict) -> None:
    """Compute every hash anew; the first event that does not fit is named by its number."""
    if layout.AUDIT not in source.names:
        return  # a missing file is named by its manifest
    data = source.read(layout.AUDIT)
    if data is None:
        verdict.add("log_bad", layout.AUDIT)
        return
    previous = START
    for number, line in enumerate(data.splitlines(), start=1):
        try:
            event = json.loads(line)
            fits = (event["seq"], event["previous"], event["digest"]) == (
                number,
                previous,
                _digest(event),
            )
        except ODD_JSON:
            verdict.add("log_bad", f"{layout.AUDIT} {number}")
            return
        if not fits:
            verdict.add("event_changed", f"{layout.AUDIT} {number}")
            return
        previous = event["digest"]


def _digest(event: dict[str, Any]) -> str:
    return event_digest(
        case=event["case"],
        seq=event["seq"],
        kind=event["kind"],
        actor=event["actor"],
        happened_at=dt.datetime.fromisoformat(event["happened_at"]),
        step=event["step"],
        facts=event["facts"],
        words=bytes.fromhex(event["words"]),
        previous=event["previous"],
    )
