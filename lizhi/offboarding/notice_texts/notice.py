"""One text to one kind of reader."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Notice:
    """What is written, and to whom; `task` sends a link that opens one card only."""

    to: str
    text: str
    task: bool = False
    daily: bool = False
    """At most one text a day to one reader, however often it happens."""
    said: bool = False
    """What whoever did it wrote goes along."""
    page: str = "offboarding:case"
    """Where any other link leads; every one of these pages is for a case, but `TO_SIGN`."""


TO_SIGN = "signing:waiting"
"""Whoever signs may not open the case: the list of what waits for the own name."""
Texts = dict[tuple[str, str], tuple[Notice, ...]]
"""By the kind of the event and its step, or "" for any step."""
