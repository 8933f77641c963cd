"""What must be true of every case, whenever anybody looks: each row of which it is not is named.

Read only, a few rows at a time, and nothing of a person in what is found: a case's number, a table,
a row and a sentence. That a step is open once is not asked: the database itself refuses a second.
"""

import datetime as dt
from collections.abc import Callable, Iterator

from lizhi.config.doctor import (
    ending,
    faces,
    heads,
    keys,
    owing,
    pointing,
    showing,
    signing,
    standing,
    stories,
    waiting,
)
from lizhi.config.doctor.finding import Broken

Check = Callable[[dt.datetime], Iterator[Broken]]
DAY = dt.timedelta(days=1)
"""What the machine owes for less than this is on its way."""
CHECKS: dict[str, Check] = {
    "ended_but_open": standing.ended_but_open,
    "closed_but_asked": standing.closed_but_asked,
    "closed_but_timed": standing.closed_but_timed,
    "stands_nowhere": standing.stands_nowhere,
    "two_versions": standing.two_versions,
    "rev": standing.rev,
    "waits_for_nobody": waiting.waits_for_nobody,
    "done_for_nothing": waiting.done_for_nothing,
    "out_of_turn": waiting.out_of_turn,
    "answered_twice": waiting.answered_twice,
    "left_lying": waiting.left_lying,
    "missed": waiting.missed,
    "duty_missing": owing.duty_missing,
    "duty_untold": owing.duty_untold,
    "duty_by_nobody": owing.duty_by_nobody,
    "paid_too_short": owing.paid_too_short,
    "ended_and_stays": owing.ended_and_stays,
    "certificate_unsaid": owing.certificate_unsaid,
    "wages_unasked": ending.wages_unasked,
    "never_printed": ending.never_printed,
    "wrong_holder": showing.wrong_holder,
    "wrong_end": showing.wrong_end,
    "paper_lost": showing.paper_lost,
    "proof_lost": showing.proof_lost,
    "file_astray": showing.file_astray,
    "text_left": showing.text_left,
    "points_nowhere": pointing.points_nowhere,
    "unknown_word": pointing.unknown_word,
    "root_list_ends": keys.root_list_ends,
    "stamp_key_late": keys.stamp_key_late,
    "wrapped_before": keys.wrapped_before,
    "wrong_calls": signing.wrong_calls,
    "doubted": signing.doubted,
    "face_silent": faces.face_silent,
    "faces_to_file": faces.faces_to_file,
    "story": stories.broken,
    "heads": heads.broken,
    "unstamped": heads.unstamped,
}


def examine(before: dt.datetime, *names: str) -> Iterator[Broken]:
    """Everything that is broken, by these checks or by all; `before`: what is late since then."""
    for name in names or CHECKS:
        yield from CHECKS[name](before)


__all__ = ["CHECKS", "DAY", "Broken", "examine"]
