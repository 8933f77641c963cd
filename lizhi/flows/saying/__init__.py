"""A process in the words of HR: whose step it is, until when, under which condition."""

from lizhi.flows.saying.conditions import condition
from lizhi.flows.saying.owners import owner, owners
from lizhi.flows.saying.rules import rule
from lizhi.flows.saying.steps import icon, kind, limit, name
from lizhi.flows.saying.times import from_when, span

__all__ = [
    "condition",
    "from_when",
    "icon",
    "kind",
    "limit",
    "name",
    "owner",
    "owners",
    "rule",
    "span",
]
