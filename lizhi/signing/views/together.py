"""Several papers in one go: shown once who it is, the name written once, handed in once."""

import datetime as dt
from typing import Any

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lizhi.accounts import rules as accounts
from lizhi.accounts.http import UserRequest
from lizhi.common import clock
from lizhi.common.permits import permit
from lizhi.identity import rules as proofs
from lizhi.people import rules as people
from lizhi.signing import actions, forms, ladder, rules, terms
from lizhi.signing.actions import codes
from lizhi.signing.binding import binding_of
from lizhi.signing.models import Actor, Ceremony
from lizhi.signing.views import own
from lizhi.signing.views.name import form_of

CHOSEN = "signing_set"


def _set(request: UserRequest, now: dt.datetime) -> list[Actor]:
    """What this session has chosen and can still be signed, in the order of the list."""
    chosen = request.session.get(CHOSEN, [])
    return [actor for actor in own.asked(request, now) if actor.envelope.biz_no in chosen]


@login_required
@require_POST
def set_code(request: UserRequest) -> HttpResponse:
    """These papers, and no others: a code goes out for exactly this set."""
    now = clock.now()
    wanted = request.POST.getlist("who")
    actors = [one for one in own.asked(request, now) if one.envelope.biz_no in wanted]
    if not actors:
        return redirect("signing:waiting")
    if len(actors) == 1 or any(_needs_more(one) for one in actors):
        return redirect("signing:read", actors[0].envelope.biz_no)
    request.session[CHOSEN] = [actor.envelope.biz_no for actor in actors]
    if not _is_proved(request, actors, now):
        actions.request_code(*actors, by=request.user, at=now)
        return redirect("signing:set_identity")
    return redirect("signing:set_hand")


def _needs_more(actor: Actor) -> bool:
    """Here only the code is asked for; a paper for which it is not enough is signed by itself."""
    purpose = actor.envelope.purpose
    return "code" not in ladder.ways(purpose) or ladder.needs_second(purpose, "code")


def _is_proved(request: UserRequest, actors: list[Actor], now: dt.datetime) -> bool:
    proof = own.proof_for(request, *actors)
    return permit(proofs.check_good, proof, binding_of(*actors), now).allowed


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def set_identity(request: UserRequest) -> HttpResponse:
    """The digits, once for the whole set; right ones lead on to the name."""
    now = clock.now()
    actors = _set(request, now)
    if not actors:
        return redirect("signing:waiting")
    if request.method != "POST":
        form = forms.Identity(initial={"terms": terms.text().hash})
        return _identity_page(request, actors, form, now)
    form = forms.Identity(request.POST)
    if form.is_valid():
        typed = form.cleaned_data["code"]
        checked = actions.check_code(*actors, code=typed, by=request.user, at=now, agreed=True)
        if checked.proof:
            return redirect("signing:set_hand")
        form.add_error("code", checked.problem)
    return _identity_page(request, actors, form, now, status=422)


def _identity_page(
    request: UserRequest,
    actors: list[Actor],
    form: forms.Identity,
    now: dt.datetime,
    status: int = 200,
) -> HttpResponse:
    page = {
        "actors": actors,
        "bundle": binding_of(*actors).digest,
        "form": form,
        "terms": terms.text(),
        "sent": codes.newest_code(*actors),
        "seconds": codes.seconds_until_next(actors[0], now, *actors[1:]),
        "minutes": settings.CODE_MINUTES,
        "helper": people.contact_of(request.user, actors[0].envelope.case.branch),
    }
    return render(request, "signing/set_identity.html", page, status=status)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def set_hand(request: UserRequest) -> HttpResponse:
    """Draw or type once; handing it in signs each of them. Whatever goes wrong, the name stays."""
    now = clock.now()
    key = request.POST.get("key", "")[:64]
    known = Ceremony.objects.filter(user=request.user, key=key).first() if key else None
    if known:
        return redirect("signing:set_done", known.pk)
    actors = _set(request, now)
    if not actors:
        return redirect("signing:waiting")
    proof = own.proof_for(request, *actors)
    good = permit(proofs.check_good, proof, binding_of(*actors), now)
    if request.method != "POST":
        if not good.allowed:
            return redirect("signing:set_identity")
        return _hand_page(request, actors, form_of(request, None))
    form = form_of(request, request.POST.get("way", ""))
    if form.is_valid() and not good.allowed:
        form.add_error(None, str(good.reason))
    if not form.is_valid() or proof is None:
        return _hand_page(request, actors, form, status=422)
    made = actions.sign_together(
        actors,
        proof=proof,
        **form.cleaned_data,
        consent=True,
        device=actions.Device(
            agent=request.headers.get("User-Agent", ""),
            address=get_adapter().get_client_ip(request),
            strength=accounts.strength(request),
        ),
        by=request.user,
        at=now,
        key=f"set:{request.user.pk}:{proof.pk}",
    )
    request.session.pop(CHOSEN, None)
    return redirect("signing:set_done", made.pk)


def _hand_page(
    request: UserRequest, actors: list[Actor], form: Any, status: int = 200
) -> HttpResponse:
    page = {
        "papers": actors,
        "actor": actors[0],
        "form": form,
        "hand_url": reverse("signing:set_hand"),
        "identity_url": reverse("signing:set_identity"),
        "name": rules.roster_name(request.user),
        "keep": f"set-{binding_of(*actors).digest[:16]}",
        "plain": "plain" in request.GET or "plain" in request.POST,
    }
    typed = isinstance(form, forms.Typed)
    return render(request, f"signing/{'typed' if typed else 'drawn'}.html", page, status=status)


@login_required
@require_safe
def set_done(request: UserRequest, key: int) -> HttpResponse:
    """What was signed, what was not and what to do then; asks again until each stands."""
    found = Ceremony.objects.filter(user=request.user, pk=key).first()
    if found is None:
        raise Http404
    lines = list(
        found.papers.select_related("actor__envelope__paper__file", "actor__envelope__case__branch")
    )
    signed = [line for line in lines if not line.refused]
    page = {
        "ceremony": found,
        "signed": signed,
        "refused": [line for line in lines if line.refused],
        "moving": any(line.actor.state == Actor.State.GIVEN for line in signed),
        "keep": f"set-{found.bundle[:16]}",
        "helper": people.contact_of(request.user, lines[0].actor.envelope.case.branch),
        "home": own.home(),
    }
    part = request.headers.get("HX-Request") == "true"
    return render(request, f"signing/{'_set_done' if part else 'set_done'}.html", page)
