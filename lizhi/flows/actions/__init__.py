"""What HR does with a process before anybody leaves by it."""

from lizhi.flows.actions.drafts import begin, change, drop, undo
from lizhi.flows.actions.publishing import publish

__all__ = ["begin", "change", "drop", "publish", "undo"]
