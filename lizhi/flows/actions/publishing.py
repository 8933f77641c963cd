"""A draft becomes a version: from then on new cases take it."""

import datetime as dt

from django.db import transaction

from lizhi.accounts.models import User
from lizhi.flows.actions.drafts import locked_draft
from lizhi.flows.checks import problems
from lizhi.flows.models import Draft
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
