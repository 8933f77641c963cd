"""What a person is due by law when a contract ends, asked of a play that is over."""

import datetime as dt

from lizhi.cases.models import Case
from lizhi.offboarding.ways import WAYS
from lizhi.workflow.tree import FOR_PEOPLE
from lizhi.workflow.walking import COMPLETED
from tests.flows.playing import START, Play

A_MOMENT = dt.timedelta(minutes=10)
A_DAY = dt.timedelta(hours=24)
A_WEEK = dt.timedelta(days=7)
LONGEST = dt.timedelta(days=91)
"""So long at most somebody's silence is waited for."""
DECIDED = {"signatures": ("signature", "signed"), "service": ("service", "served")}
"""By what makes an end certain: what has to be said, where, by a person."""


def broken(play: Play) -> list[str]:
    """Which duties this play has not kept; a proposal that came to nothing broke none."""
    begun = _begun(play)
    if begun is None:
        return _without_an_end(play)
    due = max(play.end, begun)
    found = {
        "certificate": not _is_issued(play, due),
        "closing": not _is_closed(play),
        "wages": not _are_asked_for(play, due),
        "notice": len(play.times("application")) > 1,
        "silence": _is_held_up(play, due),
    }
    return [duty for duty, is_broken in found.items() if is_broken]


def _begun(play: Play) -> dt.datetime | None:
    """Since when it is certain that the contract ends."""
    needed = DECIDED.get(WAYS[play.body["way"]].binds)
    if needed is None:
        return START
    return next((at for at, key, answer in play.said if (key, answer) == needed), None)


def _without_an_end(play: Play) -> list[str]:
    """Nobody has agreed, or been told: the employment goes on, and the case is filed so."""
    ended = any(key == "certificate" for _at, key, _answer in play.left)
    found = {
        "consent": ended or (play.outcome is not None and play.outcome not in Case.GOES_ON),
        "closing": play.outcome is None,
        "silence": _is_held_up(play, START),
    }
    return [duty for duty, is_broken in found.items() if is_broken]


def _is_issued(play: Play, due: dt.datetime) -> bool:
    """Once, on the day of the end."""
    issued = [at for at, key, _answer in play.left if key == "certificate"]
    return len(issued) == 1 and play.end <= issued[0] <= due + A_MOMENT


def _is_closed(play: Play) -> bool:
    closed = any(key == "closing" for _at, key, _answer in play.left)
    return closed and play.outcome == COMPLETED


def _are_asked_for(play: Play, due: dt.datetime) -> bool:
    """Finance is asked on that day and has a week; nobody breaks it off."""
    keys = {key for key, one in play.tree.steps.items() if one.get("form") == "settlement"}
    asked = [at for key in keys for at in play.times(key)]
    spoken = {(at, key) for at, key, _answer in play.said}
    passed = [at for at, key, _answer in play.left if key in keys and (at, key) not in spoken]
    in_time = bool(asked) and asked[0] <= due + A_DAY
    return in_time and all(at >= play.end + A_WEEK for at in passed) and not keys & {*play.given_up}


def _is_held_up(play: Play, due: dt.datetime) -> bool:
    """Somebody's silence lasted longer than anybody should wait."""
    people = {key for key, one in play.tree.steps.items() if one["kind"] in FOR_PEOPLE}
    for at, key, _answer in play.left:
        opened = max(moment for moment in play.times(key) if moment <= at) if key in people else at
        if at - max(opened, due, play.notice_end) > LONGEST:
            return True
    return False
