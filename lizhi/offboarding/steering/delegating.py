"""Somebody does a step on behalf of whoever has it: 王磊代李丽."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from lizhi.accounts.models import User
from lizhi.cases.actions import Entry
from lizhi.common import rows
from lizhi.common.refusals import AlreadyDone
from lizhi.offboarding import kinds
from lizhi.workflow import actions as workflow
from lizhi.workflow.engine import finding, parts
from lizhi.workflow.models import Task


@transaction.atomic
def delegate(task: Task, *, to: User, by: User, at: dt.datetime, words: str = "") -> None:
    """It waits for this person now, and the answer says for whom it was given.

    Delegated once more it is still on behalf of the first; back with the first it is his own again.
    Until when does not change, and links to it die.
    """
    mine = finding.task(workflow.lock(task.case), task.pk)
    if mine.state != Task.State.OPEN:
        raise AlreadyDone(_("This has been dealt with already."))
    workflow.check_has_no_part(mine.run, to)
    first = mine.on_behalf_of or mine.assignee
    gone, mine.assignee, mine.seen_at, mine.rev = mine.assignee_id, to, None, mine.rev + 1
    mine.on_behalf_of = None if to == first else first
    rows.update(mine, "assignee", "on_behalf_of", "seen_at", "rev")
    pair = {} if to == first else {"in_place_of": {str(to.pk): first.pk}}
    facts = {"from": [gone], "to": [to.pk], **pair}
    parts.note(mine.run, Entry(kinds.TASK_DELEGATED, mine.run.step, words, by, facts), at=at)
