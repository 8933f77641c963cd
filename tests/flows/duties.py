"""What a person is due by law when a contract ends, asked of a play that is over."""

import datetime as dt

from lizhi.workflow.walking import COMPLETED
from tests.flows.playing import START, Play

A_MOMENT = dt.timedelta(minutes=10)
A_DAY = dt.timedelta(hours=24)
BEGUN = frozenset({"resignation", "term_end", "retirement", "death"})
"""Ways in which the contract ends whatever the company does."""


def broken(play: Play) -> list[str]:
    """Which duties this play has not kept; a proposal that came to nothing broke none."""
    begun = _begun(play)
    if begun is None:
        return [] if play.outcome is not None else ["it never ends"]
    due = max(play.end, begun)
    found = {
        "certificate": not _is_issued(play, due),
        "closing": not _is_closed(play),
        "wages": not _are_asked_for(play, due),
        "notice": len(play.times("application")) > 1,
    }
    return [duty for duty, is_broken in found.items() if is_broken]


def _begun(play: Play) -> dt.datetime | None:
    if play.body["way"] in BEGUN:
        return START
    waits = [key for key, step in play.tree.steps.items() if step.get("until") == "contract_end"]
    moments = [at for key in waits for at in play.times(key)]
    return min(moments, default=None)


def _is_issued(play: Play, due: dt.datetime) -> bool:
    """Once, on the day of the end."""
    issued = [at for at, key, _answer in play.left if key == "certificate"]
    return len(issued) == 1 and play.end <= issued[0] <= due + A_MOMENT


def _is_closed(play: Play) -> bool:
    closed = any(key == "closing" for _at, key, _answer in play.left)
    return closed and play.outcome == COMPLETED


def _are_asked_for(play: Play, due: dt.datetime) -> bool:
    """Finance is asked on that day, unless people keep sending back; nobody breaks it off."""
    keys = [key for key, one in play.tree.steps.items() if one.get("form") == "settlement"]
    asked = [at for key in keys for at in play.times(key)]
    in_time = bool(asked) and (play.sent_back > 0 or asked[0] <= due + A_DAY)
    return in_time and not set(keys) & set(play.given_up)
