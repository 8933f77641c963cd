"""What this room hears from below."""

from typing import Any

from django.dispatch import receiver

from lizhi.common import clock
from lizhi.documents.models import Upload
from lizhi.documents.signals import upload_checked
from lizhi.handover import photos


@receiver(upload_checked)
def checked(sender: object, upload: Upload, **kwargs: Any) -> None:
    """A picture that was still on its way when the thing was handed over."""
    if upload.purpose == photos.PURPOSE:
        photos.join(upload, at=clock.now())
