"""Write the name, with a finger or as letters."""

import datetime as dt

from allauth.account.adapter import get_adapter
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from lizhi.accounts import rules as accounts
from lizhi.accounts.http import UserRequest
from lizhi.common import clock
from lizhi.common.permits import permit
from lizhi.identity.models import IdentityProof
from lizhi.signing import actions, forms, rules
from lizhi.signing.actions.will import check_proof
from lizhi.signing.models import Actor
from lizhi.signing.views import own

TYPED = "typed"


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def hand(request: UserRequest, biz_no: str) -> HttpResponse:
    """Draw or type; handing it in is the signature. Whatever goes wrong, the name stays."""
    now = clock.now()
    actor = own.actor_of(request, biz_no, now)
    if own.has_signed(actor):
        return redirect("signing:done", biz_no)
    rules.check_can_sign(actor, request.user, now)
    proof = own.proof_of(request, actor)
    if request.method != "POST":
        if proof is None or not permit(check_proof, actor, proof, now).allowed:
            return redirect("signing:identity", biz_no)
        return _page(request, actor, form_of(request, None))
    form = form_of(request, request.POST.get("way", ""))
    if form.is_valid() and _is_still_proved(form, actor, proof, now) and proof:
        return _sign(request, actor, proof, form, now)
    return _page(request, actor, form, status=422)


def form_of(request: UserRequest, way: str | None) -> forms.Drawn | forms.Typed:
    """What the name was, or will be, written in."""
    data = request.POST if request.method == "POST" else None
    if (way or request.GET.get("way")) == TYPED:
        return forms.Typed(data, name=rules.roster_name(request.user))
    return forms.Drawn(data)


def _is_still_proved(
    form: forms.Drawn | forms.Typed, actor: Actor, proof: IdentityProof | None, now: dt.datetime
) -> bool:
    found = permit(check_proof, actor, proof, now)
    if not found.allowed:
        form.add_error(None, str(found.reason))
    return found.allowed


def _sign(
    request: UserRequest,
    actor: Actor,
    proof: IdentityProof,
    form: forms.Drawn | forms.Typed,
    now: dt.datetime,
) -> HttpResponse:
    actions.sign(
        actor,
        proof=proof,
        **form.cleaned_data,
        consent=True,
        device=_device(request, actor),
        by=request.user,
        at=now,
        key=f"sign:{actor.pk}:{proof.pk}",
    )
    own.forget(request, actor)
    return redirect("signing:done", actor.envelope.biz_no)


def _device(request: UserRequest, actor: Actor) -> actions.Device:
    return actions.Device(
        agent=request.headers.get("User-Agent", ""),
        address=get_adapter().get_client_ip(request),
        strength=accounts.strength(request),
        read_seconds=own.remembered(request, actor).get("read_seconds"),
        pages=own.remembered(request, actor).get("pages", {}),
    )


def _page(
    request: UserRequest, actor: Actor, form: forms.Drawn | forms.Typed, status: int = 200
) -> HttpResponse:
    about = {
        "actor": actor,
        "envelope": actor.envelope,
        "paper": actor.envelope.paper,
        "form": form,
        "hand_url": reverse("signing:hand", args=[actor.envelope.biz_no]),
        "identity_url": reverse("signing:identity", args=[actor.envelope.biz_no]),
        "name": rules.roster_name(request.user),
        "keep": f"envelope-{actor.envelope_id}",
        "plain": "plain" in request.GET or "plain" in request.POST,
    }
    typed = isinstance(form, forms.Typed)
    return render(request, f"signing/{'typed' if typed else 'drawn'}.html", about, status=status)
