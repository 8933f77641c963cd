"""What other rooms report to this one."""

from typing import Any

from django.dispatch import receiver

from lizhi.common import clock
from lizhi.documents.models import Upload
from lizhi.documents.signals import upload_checked
from lizhi.settlement import line_proofs


@receiver(upload_checked)
def proof_of_a_line_arrived(sender: object, upload: Upload, **kwargs: Any) -> None:
    """A file that was still being looked at when the question was sent."""
    if upload.purpose == line_proofs.PURPOSE:
        line_proofs.looked_at(upload, at=clock.now())
