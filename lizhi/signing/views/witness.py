"""Signing with a witness: HR looks at person and card, the person writes the name."""

import datetime as dt
from typing import Any

from allauth.account.adapter import get_adapter
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from lizhi.accounts import rules as accounts
from lizhi.accounts.http import UserRequest
from lizhi.common import clock
from lizhi.common.permits import permit
from lizhi.common.prepared import Prepared, given
from lizhi.identity.models import IdentityProof
from lizhi.signing import actions, evidence, forms, ladder, rules, terms
from lizhi.signing.models import Actor, Ceremony
from lizhi.signing.providers import is_outside
from lizhi.signing.views import own, sitting
from lizhi.signing.views.sitting import Sitting

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
    others = _others(request, actor, now)
    numbers = [(one.envelope.biz_no, one.envelope.subject) for one in others]
    form = forms.WitnessOfSeveral(
        request.POST if request.method == "POST" else None,
        papers=numbers,
        initial={"also": [number for number, _subject in numbers]},
    )
    if form.is_valid():
        said = form.cleaned_data
        also = [one for one in others if one.envelope.biz_no in said["also"]]
        checked = actions.witness(
            actor, *also, card=said["card"], shown=said["shown"], by=request.user, at=now
        )
        if checked.proof:
            kept = [one.envelope.biz_no for one in also]
            own.remember(request, actor, witness=checked.proof.pk, also=kept)
            return redirect("signing:witnessed", biz_no)
        form.add_error("card", checked.problem)
    return _page(request, [actor], form, "signing/witness.html")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def witnessed(request: UserRequest, biz_no: str) -> HttpResponse:
    """The person reads, agrees and writes the name on the device of the witness."""
    now = clock.now()
    actor = _signer(request, biz_no, now)
    proof = _proof(request, actor)
    if proof is None or now >= proof.expires_at:
        return redirect("signing:witness", biz_no)
    actors = [actor, *_also(request, actor)]
    typed = "typed" in {request.GET.get("way"), request.POST.get("way")}
    form = _name_form(request, actor, typed=typed)
    to_agree = forms.AgreedToEach if len(actors) > 1 else forms.Agreed
    agreed = to_agree(request.POST if request.method == "POST" else None)
    if form.is_valid() and agreed.is_valid():
        made = _sign(request, actors, proof, form, now)
        own.forget(request, actor)
        about = {**_about(actors), "made": made}
        return render(request, "signing/witness_done.html", about)
    more = {"agreed": agreed, "typed": typed, "terms": terms.text()}
    return _page(request, actors, form, "signing/witnessed.html", **more)


def _sign(
    request: UserRequest,
    actors: list[Actor],
    proof: IdentityProof,
    form: forms.Drawn | forms.Typed,
    now: dt.datetime,
) -> Ceremony | None:
    """One paper by itself; several in one go, of which each says what became of it."""
    given: dict[str, Any] = {
        "proof": proof,
        **form.cleaned_data,
        "consent": True,
        "device": _device(request),
        "by": evidence.signer_of(actors[0]),
        "at": now,
    }
    if len(proof.documents) == 1:
        actions.sign(actors[0], key=f"sign:{actors[0].pk}:{proof.pk}", **given)
        return None
    return actions.sign_together(actors, key=f"set:{actors[0].user_id}:{proof.pk}", **given)


@login_required
@require_POST
def with_witness(request: UserRequest, biz_no: str) -> HttpResponse:
    """On the person's own phone: the witness has said who it is, on to the name."""
    now = clock.now()
    actor = own.actor_of(request, biz_no, now)
    if own.has_signed(actor):
        return redirect("signing:done", biz_no)
    return _with_witness(request, sitting.one(actor), now)


@login_required
@require_POST
def set_with_witness(request: UserRequest) -> HttpResponse:
    """The same for several papers, if the witness has said it for exactly these."""
    now = clock.now()
    papers = sitting.chosen(request, now)
    return _with_witness(request, papers, now) if papers else redirect("signing:waiting")


def _with_witness(request: UserRequest, papers: Sitting, now: dt.datetime) -> HttpResponse:
    proof = actions.witnessed(*papers.actors, by=request.user, at=now)
    papers.remember(request, proof=proof.pk)
    return redirect(papers.onwards(request, proof.way))


def _also(request: UserRequest, actor: Actor) -> list[Actor]:
    """The other papers that the witness has named; one that waits no more says so at the end."""
    named = own.remembered(request, actor).get("also", [])
    mine = Actor.objects.of(evidence.signer_of(actor)).filter(kind=Actor.Kind.PERSON)
    return list(mine.filter(envelope__biz_no__in=named).order_by("pk")) if named else []


def _others(request: UserRequest, actor: Actor, now: dt.datetime) -> list[Actor]:
    """What else waits in the house for this person's name and may have this witness."""
    return [
        one
        for one in own.ASKED.all(user=actor.user_id, now=now)
        if one.pk != actor.pk
        and not is_outside(one.envelope.provider)
        and IdentityProof.Way.WITNESS in ladder.ways(one.envelope.purpose)
        and permit(rules.check_can_witness, one, request.user, now).allowed
    ]


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


def _about(actors: list[Actor]) -> dict[str, object]:
    actor = actors[0]
    envelope = actor.envelope
    return {
        "actor": actor,
        "papers": actors,
        "envelope": envelope,
        "case": envelope.case,
        "paper": envelope.paper,
        "name": rules.roster_name(evidence.signer_of(actor)),
        "keep": f"witness-{envelope.pk}",
        "home": own.home(),
    }


def _page(
    request: UserRequest,
    actors: list[Actor],
    form: forms.Witness | forms.Drawn | forms.Typed,
    template: str,
    **more: object,
) -> HttpResponse:
    status = 422 if form.is_bound else 200
    about = {**_about(actors), "form": form, **more}
    return render(request, template, about, status=status)
