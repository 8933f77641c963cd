"""A draft becomes a version: from then on new cases take it."""

import datetime as dt

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from lizhi.accounts.models import User
from lizhi.common.refusals import Refused
from lizhi.flows.actions import migrating
from lizhi.flows.actions.drafts import locked_draft
from lizhi.flows.checks import problems
from lizhi.flows.migrating import ahead
from lizhi.flows.models import Draft, Migration
from lizhi.workflow import definitions
from lizhi.workflow.models import Definition, Version


@transaction.atomic
def publish(draft: Draft, *, rev: int, by: User, at: dt.datetime) -> Version:
    """The desk is empty afterwards. What is wrong, or unchanged, is refused; twice is once."""
    locked = locked_draft(draft, rev, by)
    version = _again(locked) or definitions.publish(
        locked.key, locked.name, locked.body, by, at, branch=locked.branch
    )
    locked.delete()
    return version


@transaction.atomic
def publish_and_change(
    draft: Draft, asked: ahead.Asked, *, rev: int, by: User, at: dt.datetime
) -> Migration:
    """New cases take it, and the chosen ones on their way go on by it: both, or neither.

    Refused as `HasChanged` when a case would fare otherwise than the page said: whoever publishes
    decides about what there is. What moves after that is judged once more, case by case.
    """
    locked = locked_draft(draft, rev, by)
    version = to_come(locked)
    now = ahead.of(version, by, at=at)
    if said := ahead.since(asked, now):
        raise ahead.HasChanged(said)
    chosen = ahead.chosen(now, version, asked, by) if version else []
    if not chosen:
        raise Refused(_("Tick the cases that are to change, or publish alone."))
    published = publish(locked, rev=rev, by=by, at=at)
    return migrating.migrate(published, chosen, by=by, at=at, key=asked.key)


def to_come(draft: Draft) -> Version | None:
    """What this draft would be once published, for a look ahead: it is not kept.

    None: the first of its process, so that nobody can be on the way by an older one.
    """
    definition = Definition.objects.filter(key=draft.key).first()
    if definition is None:
        return None
    highest = definition.versions.aggregate(highest=Max("number"))["highest"] or 0
    values = {"body": draft.body, "body_hash": definitions.body_hash(draft.body)}
    return twin(draft) or Version(definition=definition, number=highest + 1, **values)


def _again(draft: Draft) -> Version | None:
    """An old version that is wanted back is used again as it is: it keeps its number."""
    definition = Definition.objects.select_for_update().filter(key=draft.key).first()
    old = twin(draft)
    if definition is None or old is None or old.pk == definition.active_id or problems(old.body):
        return None
    definition.name, definition.active = draft.name, old
    definition.save(update_fields=["name", "active"])
    return old


def twin(draft: Draft) -> Version | None:
    """The version that has been published with just this body."""
    same = Version.objects.filter(definition__key=draft.key)
    return same.filter(body_hash=definitions.body_hash(draft.body)).first()
