"""What HR does with a process before anybody leaves by it."""

from lizhi.flows.actions.drafts import Stale, begin, change, drop, undo
from lizhi.flows.actions.publishing import publish, twin

__all__ = ["Stale", "begin", "change", "drop", "publish", "twin", "undo"]
