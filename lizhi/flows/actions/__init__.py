"""What HR does with a process before anybody leaves by it."""

from lizhi.flows.actions.drafts import Stale, begin, begin_next, change, drop, undo
from lizhi.flows.actions.publishing import publish, publish_and_change, to_come, twin

__all__ = [
    "Stale",
    "begin",
    "begin_next",
    "change",
    "drop",
    "publish",
    "publish_and_change",
    "to_come",
    "twin",
    "undo",
]
