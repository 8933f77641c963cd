"""What the job worker calls: files that have arrived are looked at here, never in a page."""

from lizhi.common import clock
from lizhi.documents import actions, cleaning, parts
from lizhi.documents.models import Upload


def check_upload(key: str) -> None:
    """Decode the file in a child process; keep original and clean copy, or say why not."""
    upload = Upload.objects.filter(pk=key, state=Upload.State.CHECKING).first()
    if upload is None:
        return
    path = parts.path_of(upload)
    try:
        cleaned = cleaning.clean(path, upload.purpose)
    except cleaning.Unfit as unfit:
        actions.refuse_upload(upload, unfit.code)
    else:
        actions.accept_upload(upload, path.read_bytes(), cleaned)


def forget_old_uploads() -> int:
    """Let go of what was sent and never used; how many they were."""
    return actions.forget_old_uploads(clock.now())
