"""Delivery reports of senders, and the box in which the demo's texts land."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from lizhi.common import clock
from lizhi.notifications import actions, providers
from lizhi.notifications.models import Message

SHOWN = 50


@csrf_exempt
@require_POST
def delivery_report(request: HttpRequest, provider: str) -> HttpResponse:
    """A sender tells what became of texts; its signature over the raw body is checked first."""
    if provider not in {settings.SMS_SENDER, settings.MAIL_SENDER} - {providers.OFF}:
        raise Http404
    sender = providers.get(provider)
    reports = sender.parse_delivery_report(request.headers, request.GET.dict(), request.body)
    return JsonResponse({"taken": actions.take_reports(provider, reports, at=clock.now())})


@require_safe
def box(request: HttpRequest) -> HttpResponse:
    """The newest texts of the demo; nobody else's installation has this page."""
    if not settings.DEMO:
        raise Http404
    messages = Message.objects.order_by("-pk")[:SHOWN]
    is_part = request.headers.get("HX-Request") == "true"
    name = "notifications/_messages.html" if is_part else "notifications/box.html"
    return render(request, name, {"messages_shown": messages})
