"""Not on paper after all: whoever chose it signs on the phone, and nothing is lost."""

import datetime as dt

from django.db import transaction

from lizhi.accounts.models import User
from lizhi.cases import actions as cases
from lizhi.common import rows
from lizhi.common.prepared import read_again
from lizhi.signing import kinds, originals
from lizhi.signing.models import Actor, OnPaper
from lizhi.workflow import actions as workflow


@transaction.atomic
def leave_paper(actor: Actor, *, by: User, at: dt.datetime) -> None:
    """The signer is asked on the phone again; said twice, it is said once."""
    workflow.lock(actor.envelope.case)
    read_again(actor, "state")
    read_again(actor.envelope, "state", "expires_at")
    originals.check_concerned(actor, by)
    found = originals.of(actor)
    if found is None or found.state != OnPaper.State.LEFT:
        leave(originals.check_can_send(found, actor, by, at), by=by, at=at)


def leave(found: OnPaper, *, by: User, at: dt.datetime) -> None:
    """The case is locked, and whoever calls has checked that this person may."""
    found.state = OnPaper.State.LEFT
    rows.update(found, "state")
    envelope = found.actor.envelope
    cases.record(
        envelope.case,
        kinds.PAPER_LEFT,
        by=by,
        at=at,
        envelope=envelope.biz_no,
        role=found.actor.role,
    )
