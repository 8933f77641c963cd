"""Somebody of the named roles opens a proof: with a reason, and the leaver sees that."""

from django.db import transaction

from lizhi.accounts.models import User
from lizhi.cases import actions as cases
from lizhi.cases import rules as case_rules
from lizhi.cases.models import Proof
from lizhi.common import clock
from lizhi.documents import rules as documents
from lizhi.workflow import actions as workflow


@transaction.atomic
def view_proof(proof: Proof, *, by: User, reason: str, key: str) -> None:
    """Note who opens it and why, before a byte is shown. The same key is one look."""
    case = workflow.lock(proof.case)
    now = clock.now()
    case_rules.check_can_see_proofs(case, by)
    documents.check_can_read(proof.file)
    if workflow.once(key, case=case, kind="view_proof", by=by, at=now):
        cases.record(case, "proof_viewed", by=by, at=now, words=reason, proof=proof.pk)
