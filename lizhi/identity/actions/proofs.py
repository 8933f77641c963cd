"""Keep that somebody has shown who they are, and use that once."""

import datetime as dt
from typing import Any

from django.conf import settings
from django.db.models import DateTimeField
from django.utils.translation import gettext as _

from lizhi.common import rows
from lizhi.common.prepared import Change, given
from lizhi.common.refusals import Refused
from lizhi.identity.binding import Binding
from lizhi.identity.models import FaceAttempt, IdentityProof, PasskeyChallenge

KEPT = dt.timedelta(days=2)
SPENT = Change(
    lambda: IdentityProof.objects.filter(pk=given("pk"), used_at=None),
    used_at=given("at", DateTimeField()),
)


def prove(
    binding: Binding, *, way: IdentityProof.Way, facts: dict[str, Any], at: dt.datetime
) -> IdentityProof:
    """This person has shown who they are; some minutes are left to sign what it was shown for.

    Call it where the way itself has been checked, in the same transaction.
    """
    proof = IdentityProof(
        user_id=binding.user,
        way=way,
        purpose=binding.purpose,
        documents=list(binding.documents),
        bundle=binding.digest,
        facts=facts,
        created_at=at,
        checked_at=at,
        expires_at=at + dt.timedelta(minutes=settings.PROOF_MINUTES),
    )
    return rows.insert([proof])[0]


def spend(proof: IdentityProof, *, at: dt.datetime) -> None:
    """It has been used, and cannot be again, also when two ask in the same moment.

    With a face goes what was shown beside it.
    """
    if not SPENT.make(pk=proof.pk, at=at):
        raise Refused(_("That was too long ago. Please show once more who you are; all is kept."))
    proof.used_at = at
    if proof.way == IdentityProof.Way.FACE:
        beside = FaceAttempt.objects.filter(proof=proof).values("second")
        IdentityProof.objects.filter(pk__in=beside, used_at=None).update(used_at=at)


def forget(now: dt.datetime) -> int:
    """Drop proofs, challenges and tries whose minutes are long over; how many they were."""
    faces = FaceAttempt.objects.filter(expires_at__lt=now - KEPT).delete()[0]
    proofs = IdentityProof.objects.filter(expires_at__lt=now - KEPT)
    challenges = PasskeyChallenge.objects.filter(expires_at__lt=now - KEPT)
    return faces + proofs.delete()[0] + challenges.delete()[0]
