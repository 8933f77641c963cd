"""Pictures of a paper signed by hand that come with a form: by their keys, or as whole files."""

from collections.abc import Iterable
from uuid import UUID

from lizhi.accounts.http import UserRequest
from lizhi.common.refusals import Refused
from lizhi.documents import actions as documents
from lizhi.documents.models import Upload
from lizhi.documents.rules import MOST_BYTES
from lizhi.signing import originals

NAME = "scans"


def of(request: UserRequest) -> tuple[list[Upload], str]:
    """What was sent, kept at once, and why something of it could not be."""
    keys = [key for text in request.POST.getlist(NAME) if (key := _key(text))]
    mine = Upload.objects.filter(pk__in=keys, user=request.user, purpose=originals.PURPOSE)
    found = list(mine.exclude(state=Upload.State.REFUSED))
    try:
        found.extend(_whole_files(request))
    except Refused as refusal:
        return found, str(refusal.reason)
    return found, ""


def _whole_files(request: UserRequest) -> Iterable[Upload]:
    for file in request.FILES.getlist(NAME):
        data = file.read(MOST_BYTES + 1)
        if data:
            yield documents.receive(
                request.user, purpose=originals.PURPOSE, name=file.name or "", data=data
            )


def _key(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
