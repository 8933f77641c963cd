"""What the rooms below report, and what follows for signatures."""

from typing import Any

from django.dispatch import receiver

from lizhi.identity.models import FaceAttempt
from lizhi.identity.signals import face_ended
from lizhi.signing.actions import faces


@receiver(face_ended)
def face_is_told(sender: object, attempt: FaceAttempt, **kwargs: Any) -> None:
    """Passed, failed, out of time, void or not to be had: the story says it."""
    faces.note_face(attempt)
