"""Signing with a witness: HR looks at person and card, the person writes the name."""

import datetime as dt

from allauth.account.adapter import get_adapter
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from lizhi.accounts import rules as accounts
from lizhi.accounts.http import UserRequest
from lizhi.common import clock
from lizhi.common.prepared import Prepared, given
from lizhi.identity.models import IdentityProof
from lizhi.signing import actions, evidence, forms, rules, terms
from lizhi.signing.models import Actor
from lizhi.signing.views import own
from lizhi.signing.views.identity import onwards

SIGNER = Prepared(
    lambda: (
        Actor.objects.filter(envelope__biz_no=given("biz_no"), kind=Actor.Kind.PERSON)
        .select_related(
            "user__person", "envelope__case__branch", "envelope__paper__file", "envelope__case"
        )
        .order_by("order", "pk")
    )
)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def witness(request: UserRequest, biz_no: str) -> HttpResponse:
    """HR, known by a code of a few minutes ago, says who is here and what was shown."""
    now = clock.now()
    actor = _signer(request, biz_no, now)
    form = forms.Witness(request.POST if request.method == "POST" else None)
    if form.is_valid():
        said = form.cleaned_data
        checked = actions.witness(
            actor, card=said["card"], shown=said["shown"], by=request.user, at=now
        )
        if checked.proof:
            own.remember(request, actor, witness=checked.proof.pk)
            return redirect("signing:witnessed", biz_no)
        form.add_error("card", checked.problem)
    return _page(request, actor, form, "signing/witness.html")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def witnessed(request: UserRequest, biz_no: str) -> HttpResponse:
    """The person reads, agrees and writes the name on the device of the witness."""
    now = clock.now()
    actor = _signer(request, biz_no, now)
    proof = _proof(request, actor)
    if proof is None or now >= proof.expires_at:
        return redirect("signing:witness", biz_no)
    typed = "typed" in {request.GET.get("way"), request.POST.get("way")}
    form = _name_form(request, actor, typed=typed)
    agreed = forms.Agreed(request.POST if request.method == "POST" else None)
    if form.is_valid() and agreed.is_valid():
        actions.sign(
            actor,
            proof=proof,
            **form.cleaned_data,
            consent=True,
            device=_device(request),
            by=evidence.signer_of(actor),
            at=now,
            key=f"sign:{actor.pk}:{proof.pk}",
        )
        own.forget(request, actor)
        return render(request, "signing/witness_done.html", _about(actor))
    more = {"agreed": agreed, "typed": typed, "terms": terms.text()}
    return _page(request, actor, form, "signing/witnessed.html", **more)


@login_required
@require_POST
def with_witness(request: UserRequest, biz_no: str) -> HttpResponse:
    """On the person's own phone: the witness has said who it is, on to the name."""
    now = clock.now()
    actor = own.actor_of(request, biz_no, now)
    if own.has_signed(actor):
        return redirect("signing:done", biz_no)
    proof = actions.witnessed(actor, by=request.user, at=now)
    own.remember(request, actor, proof=proof.pk)
    return redirect(onwards(request, actor, proof.way), biz_no)


def _signer(request: UserRequest, biz_no: str, now: dt.datetime) -> Actor:
    """Whose turn it is; only HR of the branch may look, by a code of a few minutes ago."""
    found = SIGNER.all(biz_no=biz_no)
    if not found:
        raise Http404
    actor = next((one for one in found if one.state == Actor.State.ASKED), found[0])
    rules.check_is_witness(actor, request.user)
    accounts.check_fresh_code(request, now)
    accounts.check_code_of_minutes_ago(request, now)
    rules.check_can_witness(actor, request.user, now)
    return actor


def _proof(request: UserRequest, actor: Actor) -> IdentityProof | None:
    key = own.remembered(request, actor).get("witness")
    found = own.PROOF.first(pk=key, user=actor.user_id) if key else None
    mine = evidence.pseudonym(request.user.pk)
    return found if found and found.facts["witness"]["key"] == mine else None


def _name_form(request: UserRequest, actor: Actor, *, typed: bool) -> forms.Drawn | forms.Typed:
    data = request.POST if request.method == "POST" else None
    if typed:
        return forms.Typed(data, name=rules.roster_name(evidence.signer_of(actor)))
    return forms.Drawn(data)


def _device(request: UserRequest) -> actions.Device:
    """It is the witness's, and the person is known by the witness."""
    return actions.Device(
        channel="witness",
        agent=request.headers.get("User-Agent", ""),
        address=get_adapter().get_client_ip(request),
        strength="witness",
    )


def _about(actor: Actor) -> dict[str, object]:
    envelope = actor.envelope
    return {
        "actor": actor,
        "envelope": envelope,
        "case": envelope.case,
        "paper": envelope.paper,
        "name": rules.roster_name(evidence.signer_of(actor)),
        "keep": f"witness-{envelope.pk}",
        "home": own.home(),
    }


def _page(
    request: UserRequest,
    actor: Actor,
    form: forms.Witness | forms.Drawn | forms.Typed,
    template: str,
    **more: object,
) -> HttpResponse:
    status = 422 if form.is_bound else 200
    about = {**_about(actor), "form": form, **more}
    return render(request, template, about, status=status)
