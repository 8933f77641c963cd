"""The processes that are shipped. HR publishes its own versions beside them."""

import datetime as dt
import json
from functools import cache
from pathlib import Path
from typing import Any

from lizhi.offboarding import ways
from lizhi.people.models import Branch
from lizhi.workflow import definitions
from lizhi.workflow.models import Version

FLOWS = Path(__file__).with_name("flows")
REMOTE_RESIGNATION = ways.RESIGNATION.flow
SHIPPED = tuple(spec.flow for spec in ways.WAYS.values())
"""One for each way of ending, the resignation first."""


def shipped(key: str) -> dict[str, Any]:
    """The body of a shipped process."""
    body: dict[str, Any] = json.loads(_text(key))
    return body


@cache
def _text(key: str) -> str:
    return (FLOWS / f"{key}.json").read_text(encoding="utf-8")


def publish_shipped(*, at: dt.datetime) -> Version:
    """Publish what is shipped where HR has shaped nothing of its own; running cases stay.

    So a release that makes a process more lawful reaches whoever has left it as it came.

    The resignation's own is handed back.
    """
    resignation, *_others = (_publish(key, at) for key in SHIPPED)
    return resignation


def _publish(key: str, at: dt.datetime) -> Version:
    body, active = shipped(key), definitions.active(key)
    if active and not definitions.is_older(active, body):
        return active
    return definitions.publish(key, body["name"], body, by=None, at=at)


def for_new_case(branch: Branch, *, way: str, at: dt.datetime) -> Version:
    """The version that a case of this branch takes which begins now: its own, else the group's."""
    return definitions.for_way(way, branch) or _publish(ways.WAYS[way].flow, at)
