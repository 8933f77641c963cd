"""The one page that says no: what happened, two ways on, and a number for support."""

import logging
import secrets

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from lizhi.common.refusals import NoSuchPage, Refused

logger = logging.getLogger(__name__)


def page(request: HttpRequest, refusal: Refused) -> HttpResponse:
    """For 403, 404, 409 and 410 alike. The number stands in the log beside the reason's name."""
    number = f"{refusal.status}-{secrets.token_hex(2).upper()}"
    logger.info("refused %s: %s", number, refusal.code)
    context = {"refusal": refusal, "number": number}
    return render(request, "refused.html", context, status=refusal.status)


def no_such_page(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Somebody followed an address that leads nowhere, or to what is not theirs."""
    reason = _(
        "The address may be cut off, or the link has done its work. "
        "Links in messages last 72 hours."
    )
    return page(request, NoSuchPage(reason))
