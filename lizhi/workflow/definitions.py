"""Publish a process: versions are numbered, hashed and never changed; running cases keep theirs."""

import datetime as dt
import hashlib
import json
from collections.abc import Callable, Sequence
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from lizhi.accounts.models import User
from lizhi.common.refusals import Refused
from lizhi.people.models import Branch
from lizhi.workflow import questions
from lizhi.workflow.engine import trees
from lizhi.workflow.models import Definition, Version

MOST_SHOWN = 10
CHECKS: list[Callable[[Any, list[Any]], Sequence[object]]] = []
"""What is asked of every body before it is published, with the bodies that were published before
under its key; the room of the editor fills this in. Each answer is a sentence when printed."""


class NotPublishable(Refused):
    """The definition has mistakes; all of them are in `problems`."""

    code = "not_publishable"

    def __init__(self, found: Sequence[object]) -> None:
        super().__init__("\n".join(map(str, found[:MOST_SHOWN])))
        self.problems = found


def body_hash(body: Any) -> str:
    """SHA-256 of the body in one spelling, 64 hex digits."""
    text = json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


@transaction.atomic
def publish(
    key: str,
    name: str,
    body: dict[str, Any],
    by: User | None,
    at: dt.datetime,
    *,
    branch: Branch | None = None,
) -> Version:
    """From now on new cases take this version. A body that was published before is refused.

    The body's `way` says for which way of ending it is; without one no case begins with it.
    """
    own = {"name": name, "way": body.get("way", ""), "branch": branch}
    Definition.objects.get_or_create(key=key, defaults=own)
    definition = Definition.objects.select_for_update().get(key=key)
    earlier = list(definition.versions.values_list("body", flat=True))
    if found := [problem for check in CHECKS for problem in check(body, earlier)]:
        raise NotPublishable(found)
    hashed = body_hash(body)
    if definition.versions.filter(body_hash=hashed).exists():
        raise Refused(_("Nothing has changed: this version has been published already."))
    highest = definition.versions.aggregate(highest=Max("number"))["highest"] or 0
    version = Version.objects.create(
        definition=definition,
        number=highest + 1,
        body=body,
        body_hash=hashed,
        published_by=by,
        created_at=at,
    )
    definition.name, definition.active = name, version
    definition.save(update_fields=["name", "active"])
    return version


def for_way(way: str, branch: Branch) -> Version | None:
    """What a case takes that begins in this branch: its own process, else the group's."""
    return questions.FOR_WAY.first(way=way, branch=branch.pk)


def is_older(version: Version, body: Any) -> bool:
    """Whether this body of the product has not been in use yet, and no person has shaped another.

    `version` is the one in use.
    """
    every = Version.objects.filter(definition=version.definition_id)
    by_people = every.exclude(published_by=None).exists()
    return not by_people and not every.filter(body_hash=body_hash(body)).exists()


def active(key: str) -> Version | None:
    """The version that new cases take; None when nothing has been published under this key."""
    definition = questions.DEFINITION.first(key=key)
    return definition.active if definition else None


def ends_by_time(version: Version, step: str) -> dict[str, Any] | None:
    """After what span time closes this step, by this version; None: never, or no such step.

    What counts from a date of the case says nothing about the span, unless there is nothing else.
    """
    rules = trees.of(version).steps.get(step, {}).get("escalate", ())
    ends = [rule for rule in rules if rule["action"] == "close"]
    return next((rule["after"] for rule in sorted(ends, key=lambda rule: "from" in rule)), None)
