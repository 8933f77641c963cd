"""A draft becomes a version: from then on new cases take it."""

import datetime as dt

from django.db import transaction

from lizhi.accounts.models import User
from lizhi.flows.actions.drafts import locked_draft
from lizhi.flows.models import Draft
from lizhi.workflow import definitions
from lizhi.workflow.models import Version


@transaction.atomic
def publish(draft: Draft, *, rev: int, by: User, at: dt.datetime) -> Version:
    """The desk is empty afterwards. What is wrong, or unchanged, is refused; twice is once."""
    locked = locked_draft(draft, rev, by)
    version = definitions.publish(
        locked.key, locked.name, locked.body, by, at, branch=locked.branch
    )
    locked.delete()
    return version
