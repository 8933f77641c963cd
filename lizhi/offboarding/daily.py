"""Once a day: what has run out of time. Only the job worker comes here."""

import datetime as dt

from django.db import transaction

from lizhi.cases import actions as cases
from lizhi.cases.models import Case, Proof
from lizhi.common import clock
from lizhi.documents import actions as documents
from lizhi.offboarding import proofs, proposals
from lizhi.workflow import actions as workflow


def delete_proofs(now: dt.datetime) -> int:
    """Bytes and view copies go, and the story of the case says so; how many they were.

    Hash, kind and size stay (decision D22): it can still be proved what had been shown.
    """
    today = clock.local(now).date()
    keys = list(proofs.overdue(today=today).values_list("pk", flat=True))
    return sum(_delete(key, now) for key in keys)


def forget_proposals(now: dt.datetime) -> int:
    """Nobody owes an answer to a last day that has passed or counts already; how many they were."""
    today = clock.local(now).date()
    asked = Case.objects.running().exclude(day_asked_at=None).order_by("pk")
    gone = [case for case in asked if proposals.offered(case, today=today) is None]
    # Only what was looked at: another day may have been proposed in the meantime.
    seen = [Case.objects.filter(pk=case.pk, day_asked_at=case.day_asked_at) for case in gone]
    return sum(one.update(day_asked_at=None) for one in seen)


@transaction.atomic
def _delete(key: int, now: dt.datetime) -> bool:
    proof = Proof.objects.select_related("case", "file__view").get(pk=key)
    case = workflow.lock(proof.case)
    proof.file.refresh_from_db(fields=["deleted_at"])
    if proof.file.deleted_at is not None:  # another worker was faster
        return False
    documents.delete(proof.file, now)
    file = proof.file
    cases.record(
        case,
        "proof_deleted",
        by=None,
        at=now,
        proof=proof.kind,
        sha256=file.digest,
        size=file.size,
    )
    return True
