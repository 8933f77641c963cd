"""What may be sent to us, how much of it, and what we say when it cannot be taken."""

import datetime as dt

from django.db.models import Sum
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from lizhi.accounts.models import User
from lizhi.common.refusals import AlreadyDone, NotPermitted, Refused
from lizhi.documents.models import StoredFile, Upload

MOST_BYTES = 20 * 1024 * 1024
MOST_FILES = dict.fromkeys(
    ("proof", "service", "step", "scheme", "line", "signed", "photo", "seal", "roster"), 10
)
"""Files of one person that wait with us to be used, for each purpose."""
MOST_BYTES_A_DAY = 200 * 1024 * 1024
UNUSED_DAYS = 30
"""After so many days an upload that went nowhere is forgotten."""

RETENTIONS = {
    "proof": StoredFile.Retention.PROOF,
    "service": StoredFile.Retention.PAPER,
    "step": StoredFile.Retention.PAPER,
    "scheme": StoredFile.Retention.PAPER,
    "line": StoredFile.Retention.PAPER,
    "signed": StoredFile.Retention.PAPER,
    "photo": StoredFile.Retention.PICTURE,
    "seal": StoredFile.Retention.PICTURE,
    "roster": StoredFile.Retention.IMPORT,
}

PROBLEMS: dict[str, StrOrPromise] = {
    "unreadable": _(
        "This file cannot be opened. Please take a photo or choose a PDF, up to 20 MB."
    ),
    "too_big": _("This file is larger than 20 MB. Please take a photo, or send fewer pages."),
    "empty": _("This file is empty. Please choose it again, or take a photo."),
    "huge_picture": _("This picture is too large to open. Please take a photo of it instead."),
    "many_pages": _("This PDF has more than 30 pages. Please send only the pages that matter."),
    "locked_pdf": _("This PDF asks for a password. Please remove it, or take a photo."),
    "active_pdf": _(
        "This PDF carries a program or an attachment. Please take a photo, or print it anew."
    ),
    "not_a_sheet": _("This is not a spreadsheet (.xlsx) without macros. Please save it as one."),
}


def plain_name(name: str) -> str:
    """The name of a file as it may be shown and sent in a header: one line, no folders."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    return "".join(sign for sign in last if sign.isprintable()).strip()[:200] or str(_("file"))


def problem(upload: Upload) -> StrOrPromise:
    """Why this upload was refused, as a sentence to act on; empty when it was not."""
    return PROBLEMS.get(upload.reason, PROBLEMS["unreadable"]) if upload.reason else ""


def check_can_send(user: User, *, purpose: str, size: int, now: dt.datetime) -> None:
    """Known purpose, 20 MB a file, so many files a purpose, 200 MB a day."""
    if purpose not in RETENTIONS:
        raise Refused(_("We do not know what this file is for."))
    if size < 1:
        raise Refused(PROBLEMS["empty"])
    if size > MOST_BYTES:
        raise Refused(PROBLEMS["too_big"])
    waiting = Upload.objects.filter(user=user, purpose=purpose, used_at=None)
    if waiting.exclude(state=Upload.State.REFUSED).count() >= MOST_FILES[purpose]:
        raise Refused(
            _("%(most)d files are here already. Please take one away before you send another.")
            % {"most": MOST_FILES[purpose]}
        )
    today = Upload.objects.filter(user=user, created_at__gt=now - dt.timedelta(days=1))
    sent = today.aggregate(bytes=Sum("size"))["bytes"] or 0
    if sent + size > MOST_BYTES_A_DAY:
        raise Refused(_("That was a lot for one day. Please send the rest tomorrow."))


def check_can_use(upload: Upload, by: User) -> None:
    """One's own, checked, still here and not part of anything yet."""
    if upload.user != by:
        raise NotPermitted(_("Only whoever sent this file can use it."))
    if upload.used_at is not None:
        raise AlreadyDone(_("This file is part of it already."))
    if upload.state == Upload.State.REFUSED:
        raise Refused(problem(upload))
    if upload.file is None:
        raise Refused(_("This file is still on its way or being checked. Please wait a moment."))


def check_can_forget(upload: Upload, by: User) -> None:
    """One's own, as long as it is part of nothing."""
    if upload.user != by:
        raise NotPermitted(_("Only whoever sent this file can take it away."))
    if upload.used_at is not None:
        raise Refused(_("This file has been handed in and is part of the case."))


def check_can_read(file: StoredFile) -> None:
    """Its bytes are still with us."""
    if file.deleted_at is not None or file.key_id is None:
        raise Refused(_("This file has been deleted. Only its fingerprint is left."))
