"""What the rooms below report, and what follows for signatures."""

from typing import Any

from django.dispatch import receiver

from lizhi.common import clock
from lizhi.documents.models import Upload
from lizhi.documents.signals import upload_checked
from lizhi.identity.models import FaceAttempt
from lizhi.identity.signals import face_ended
from lizhi.signing import originals, scans
from lizhi.signing.actions import faces


@receiver(face_ended)
def face_is_told(sender: object, attempt: FaceAttempt, **kwargs: Any) -> None:
    """Passed, failed, out of time, void or not to be had: the story says it."""
    faces.note_face(attempt)


@receiver(upload_checked)
def scan_arrived(sender: object, upload: Upload, **kwargs: Any) -> None:
    """A picture of what was signed by hand has been looked at: it is shown, or taken away."""
    if upload.purpose == originals.PURPOSE:
        scans.join(upload, at=clock.now())
