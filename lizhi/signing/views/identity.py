"""Once more: is it you? Six digits that are good for this one paper, and the terms."""

import datetime as dt

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.core import signing as tokens
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from lizhi.accounts.http import UserRequest
from lizhi.common import clock
from lizhi.common.permits import permit
from lizhi.signing import actions, forms, rules, terms
from lizhi.signing.actions import codes
from lizhi.signing.actions.will import check_proof
from lizhi.signing.models import Actor
from lizhi.signing.views import own, sitting, ways

DAY = dt.timedelta(days=1)


@login_required
@require_POST
def ask_code(request: UserRequest, biz_no: str) -> HttpResponse:
    """Read and ready to sign: a code goes to the phone. A second tap finds the first one's.

    Whoever has shown it already, perhaps on another phone, goes on to the name.
    """
    now = clock.now()
    actor = own.actor_of(request, biz_no, now)
    if own.has_signed(actor):
        return redirect("signing:done", biz_no)
    if permit(check_proof, actor, own.proof_of(request, actor), now).allowed:
        return redirect("signing:hand", biz_no)
    actions.request_code(actor, by=request.user, at=now)
    if seconds := read_seconds(request.POST.get("opened", ""), now):
        own.remember(request, actor, read_seconds=seconds)
    return redirect("signing:identity", biz_no)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def identity(request: UserRequest, biz_no: str) -> HttpResponse:
    """Type the digits; right ones lead on to the name."""
    now = clock.now()
    actor = own.actor_of(request, biz_no, now)
    if own.has_signed(actor):
        return redirect("signing:done", biz_no)
    if request.method != "POST":
        rules.check_can_sign(actor, request.user, now)
        return show(request, actor, empty(), now)
    form = forms.Identity(request.POST)
    if form.is_valid():
        typed = form.cleaned_data["code"]
        checked = actions.check_code(actor, code=typed, by=request.user, at=now, agreed=True)
        if checked.proof:
            own.remember(request, actor, proof=checked.proof.pk)
            return redirect(sitting.one(actor).onwards(request, checked.proof.way))
        form.add_error("code", checked.problem)
    return show(request, actor, form, now, status=422)


def empty() -> forms.Identity:
    """Nothing typed yet."""
    return forms.Identity(initial={"terms": terms.text().hash})


def show(
    request: UserRequest,
    actor: Actor,
    form: forms.Identity,
    now: dt.datetime,
    *,
    problem: str = "",
    status: int = 200,
) -> HttpResponse:
    """The page, with every way that is left; `problem` is of one of the others than the code."""
    about = {
        "actor": actor,
        "envelope": actor.envelope,
        "paper": actor.envelope.paper,
        "form": form,
        "terms": terms.text(),
        "sent": codes.newest_code(actor),
        "seconds": codes.seconds_until_next(actor, now),
        "minutes": settings.CODE_MINUTES,
        "problem": problem,
        **ways.of(request, sitting.one(actor), now),
    }
    return render(request, "signing/identity.html", about, status=status)


def read_seconds(token: str, now: dt.datetime) -> int | None:
    """How long the paper was open, by the page's own sealed note; nothing when it is odd."""
    try:
        opened = int(tokens.loads(token, salt="signing.opened"))
    except (tokens.BadSignature, ValueError, TypeError):
        return None
    seconds = int(now.timestamp()) - opened
    return seconds if 0 < seconds < DAY.total_seconds() else None
