"""The processes that are shipped. HR publishes its own versions beside them."""

import datetime as dt
import json
from pathlib import Path
from typing import Any

from lizhi.people.models import Branch
from lizhi.workflow import definitions
from lizhi.workflow.models import Version

FLOWS = Path(__file__).with_name("flows")
REMOTE_RESIGNATION = "remote_resignation"


def shipped(key: str) -> dict[str, Any]:
    """The body of a shipped process."""
    body: dict[str, Any] = json.loads((FLOWS / f"{key}.json").read_text(encoding="utf-8"))
    return body


def publish_shipped(*, at: dt.datetime) -> Version:
    """Publish what is shipped where nothing has been published yet; running cases stay."""
    if active := definitions.active(REMOTE_RESIGNATION):
        return active
    body = shipped(REMOTE_RESIGNATION)
    return definitions.publish(REMOTE_RESIGNATION, body["name"], body, by=None, at=at)


def for_new_case(branch: Branch, *, way: str, at: dt.datetime) -> Version:
    """The version that a case of this branch takes which begins now: its own, else the group's."""
    return definitions.for_way(way, branch) or publish_shipped(at=at)
