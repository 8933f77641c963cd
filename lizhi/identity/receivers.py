"""What the rooms below report, and what follows for proofs."""

from typing import Any

from django.dispatch import receiver

from lizhi.accounts.models import Consent
from lizhi.accounts.signals import consent_withdrawn
from lizhi.common import clock
from lizhi.identity import actions, rules


@receiver(consent_withdrawn)
def faces_end(sender: object, consent: Consent, **kwargs: Any) -> None:
    """Whoever takes this consent back has no face compared any more, not even half-way."""
    if consent.kind == rules.FACE_CONSENT:
        actions.void_faces(consent, at=clock.now())
