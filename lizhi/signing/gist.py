"""The few things that matter most in a paper, from the facts that were printed on it."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from lizhi.cases.models import Paper

CHARACTERS_A_MINUTE = 400
"""Read aloud in one's head, on a phone."""


@dataclass(frozen=True)
class AgreementGist:
    """Of a separation agreement."""

    last_day: dt.date
    needs_consent: bool
    """The day is earlier than the law's, so it holds once the company has sealed."""
    is_settled: bool
    """Both sides have agreed it, or the term ends then."""
    is_offer: bool
    """Nothing ends unless both sign it."""
    non_compete: str
    """What was agreed about it before; empty: nothing, the person may work anywhere."""


def of(kind: str, facts: Mapping[str, Any]) -> AgreementGist | None:
    """Nothing for papers that say it all in a few lines anyway, or whose facts are gone."""
    if kind != Paper.Kind.AGREEMENT or not facts:
        return None
    settled = facts.get("agreed_day")
    day = dt.date.fromisoformat(settled or facts["wished_day"])
    early = day < dt.date.fromisoformat(facts.get("notice_end") or day.isoformat())
    return AgreementGist(
        last_day=day,
        needs_consent=early and not settled,
        is_settled=bool(settled),
        is_offer=bool(facts.get("good_until")),
        non_compete=facts.get("non_compete") or "",
    )


def minutes(text: str) -> int:
    """How long it takes to read, at least one minute."""
    return max(1, round(len(text) / CHARACTERS_A_MINUTE))
