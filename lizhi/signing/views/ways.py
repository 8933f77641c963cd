"""What the page with the code says of the other ways, for one paper or for several."""

import datetime as dt

from django.conf import settings

from lizhi.accounts.http import UserRequest
from lizhi.identity import rules as proofs
from lizhi.signing.contact import contact_of
from lizhi.signing.views.sitting import Sitting


def of(request: UserRequest, papers: Sitting, now: dt.datetime) -> dict[str, object]:
    """For `parts/other_ways.html`: each way that is left, and who owns it."""
    return {
        "urls": papers.urls,
        "ways": papers.ways,
        "has_passkey": proofs.passkeys_of(request.user).exists(),
        "witnessed": proofs.newest(papers.binding, "witness", now),
        "helper": contact_of(papers.case, besides=request.user),
        "help_line": settings.HELP_LINE,
    }
