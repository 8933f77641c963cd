"""Where signing services call. Nothing is read before its signature over the raw bytes is right."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from lizhi.common import clock
from lizhi.signing.actions import inbox
from lizhi.signing.providers import Unreadable, WrongSignature, get_provider, is_outside

LARGEST = 256 * 1024
"""A call names an envelope and what happened to it; the longest that is known has 3 KB."""
UNAUTHORISED, TOO_LARGE, UNREADABLE = 401, 413, 400


@csrf_exempt
@require_POST
def called(request: HttpRequest, provider: str) -> HttpResponse:
    """Kept, then acknowledged: the service need not call again. What follows is left to a job."""
    if provider not in settings.SIGNING_PROVIDERS or not is_outside(provider):
        raise Http404
    if int(request.headers.get("Content-Length") or 0) > LARGEST:
        return HttpResponse(status=TOO_LARGE)
    service, raw, now = get_provider(provider), request.body, clock.now()
    try:
        events = service.parse_webhook(request.headers, request.GET.dict(), raw)
    except WrongSignature:
        inbox.count_wrong_call(provider, at=now)
        return HttpResponse(status=UNAUTHORISED)
    except Unreadable:
        return HttpResponse(status=UNREADABLE)
    inbox.take_events(provider, events, raw=raw, at=now)
    return HttpResponse(service.ack(), content_type="text/plain; charset=utf-8")
