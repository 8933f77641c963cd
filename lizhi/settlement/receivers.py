"""What other rooms report to this one, and ask of it."""

from typing import Any

from django.dispatch import receiver
from django.utils.translation import gettext_lazy as _

from lizhi.common import clock
from lizhi.documents.models import Upload
from lizhi.documents.signals import upload_checked
from lizhi.jobs.giving_up import FOLLOWS, Follows
from lizhi.jobs.models import Outbox
from lizhi.settlement import line_proofs


@receiver(upload_checked)
def proof_of_a_line_arrived(sender: object, upload: Upload, **kwargs: Any) -> None:
    """A file that was still being looked at when the question was sent."""
    if upload.purpose == line_proofs.PURPOSE:
        line_proofs.looked_at(upload, at=clock.now())


NOT_READ = Follows(
    _("This file is not read. Whoever sent it sees that on its page, and can have it tried again.")
)
NOT_WRITTEN = Follows(
    _(
        "Nothing of this file is brought in. Whoever sent it sees that on its page, and can have"
        " it tried again."
    )
)


def not_read(_row: Outbox) -> Follows:
    """A file of payroll that nobody reads any more."""
    return NOT_READ


def not_written(_row: Outbox) -> Follows:
    """One that was read, and is not brought in."""
    return NOT_WRITTEN


FOLLOWS["payroll.read"] = not_read
FOLLOWS["payroll.write"] = not_written
