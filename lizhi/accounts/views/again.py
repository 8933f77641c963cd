"""Another code: because the first did not come, or because the session is not sure enough."""

from django.contrib import auth
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from lizhi.accounts import flow, unsent
from lizhi.accounts.http import UserRequest
from lizhi.accounts.views.codes import ask_for_code, going_to, on_to, too_many
from lizhi.common import clock


@require_POST
def resend(request: HttpRequest) -> HttpResponse:
    """A new code to the number that this browser waits for; within the minute, none."""
    phone = flow.pending_phone(request)
    if not phone:
        return redirect("accounts:sign_in")
    if not ask_for_code(request, phone, at=clock.now()):
        return too_many(request, phone)
    return redirect(on_to("accounts:code", request))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def again(request: UserRequest) -> HttpResponse:
    """Show that a code is needed; the button ends this session and sends it to the known number."""
    if request.method != "POST":
        values = {"masked_phone": request.user.masked_phone, "next": going_to(request)}
        return render(request, "accounts/again.html", values)
    phone = request.user.phone
    with unsent.kept_over(request):
        auth.logout(request)
    if not ask_for_code(request, phone, at=clock.now()):
        return too_many(request, phone)
    return redirect(on_to("accounts:code", request))
