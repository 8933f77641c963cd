"""The company lets its seal be put on a paper."""

import datetime as dt

from django.db import transaction

from lizhi.accounts.models import User
from lizhi.cases import actions as cases
from lizhi.common import rows
from lizhi.common.prepared import read_again
from lizhi.people.models import LegalEntity
from lizhi.signing import evidence, kinds, rules
from lizhi.signing.actions.will import keep_record, queue_signature
from lizhi.signing.models import Actor
from lizhi.workflow import actions as workflow


@transaction.atomic
def seal_for(entity: LegalEntity, actor: Actor, *, by: User | None, at: dt.datetime) -> None:
    """The company's seal goes onto the paper, by the job worker; `by` is whoever consented for it.

    Whether that person may is for the caller to ask. Asked again while it is on its way: refused
    as done.
    """
    envelope = actor.envelope
    case = workflow.lock(envelope.case)
    read_again(actor, "state")
    read_again(envelope, "state")
    rules.check_can_seal(actor, entity)
    found = evidence.sealed_by(
        actor,
        by=evidence.pseudonym(by.pk) if by else "",
        sha256=envelope.paper.file.digest,
        at=at,
    )
    keep_record(actor, found)
    actor.state, actor.given_at = Actor.State.GIVEN, at
    rows.update(actor, "evidence", "state", "given_at")
    cases.record(
        case, kinds.SEAL_REQUESTED, by=by, at=at, envelope=envelope.biz_no, role=actor.role
    )
    queue_signature(actor, at)
