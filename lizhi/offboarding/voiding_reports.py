"""What becomes of a paper by which an agreement would be void, as the signing room reports it."""

from typing import Any

from django.dispatch import receiver

from lizhi.common import clock
from lizhi.offboarding import voiding
from lizhi.offboarding.actions.voiding import void_completed, void_ended
from lizhi.signing.actions import actor_signed, envelope_completed, envelope_ended
from lizhi.signing.models import Actor, Envelope
from lizhi.workflow import actions as workflow

SEAL = "voiding.seal"


@receiver(actor_signed)
def employee_signed(sender: object, actor: Actor, **kwargs: Any) -> None:
    """The employee agrees to what the company has proposed: the worker puts the seal on it."""
    envelope = actor.envelope
    if envelope.purpose != voiding.PURPOSE or actor.role != "employee":
        return
    case = workflow.lock(envelope.case)
    dedupe = f"envelope:{envelope.pk}:seal_void"
    workflow.queue(SEAL, {"case": case.pk}, dedupe=dedupe, at=clock.now(), case=case)


@receiver(envelope_completed)
def completed(sender: object, envelope: Envelope, **kwargs: Any) -> None:
    """Both have signed: the agreement is void."""
    if envelope.purpose == voiding.PURPOSE:
        void_completed(envelope, at=clock.now())


@receiver(envelope_ended)
def ended(sender: object, envelope: Envelope, **kwargs: Any) -> None:
    """It never came to two signatures: the agreement holds as it did."""
    if envelope.purpose == voiding.PURPOSE:
        void_ended(envelope, at=clock.now())
