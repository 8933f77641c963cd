"""What the job worker calls: files that have arrived are looked at here, never in a page."""

import datetime as dt
import logging

from lizhi.common import clock
from lizhi.common.trail import trail
from lizhi.documents import actions, cleaning, jobs, parts
from lizhi.documents.models import Upload

log = logging.getLogger(__name__)
AGAIN = dt.timedelta(minutes=5)
"""A full disk or a lost folder is nobody's fault who sent a file: we look again later."""


def check_upload(key: str) -> None:
    """Decode the file in a child process; keep original and clean copy, or say why not."""
    upload = Upload.objects.filter(pk=key, state=Upload.State.CHECKING).first()
    if upload is None:
        return
    try:
        _check(upload)
    except OSError as error:
        log.error("upload %s cannot be kept at the moment: %s", key, trail(error))
        jobs.check_upload.using(run_after=clock.now() + AGAIN).enqueue(key)
    forget_old_uploads()


def forget_old_uploads() -> int:
    """Let go of what was sent and never used; how many they were."""
    return actions.forget_old_uploads(clock.now())


def _check(upload: Upload) -> None:
    path = parts.path_of(upload)
    data = path.read_bytes()
    try:
        cleaned = cleaning.clean(path, upload.purpose)
    except cleaning.Unfit as unfit:
        actions.refuse_upload(upload, unfit.code)
    else:
        actions.accept_upload(upload, data, cleaned)
