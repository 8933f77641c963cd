"""Several papers in one go: shown once who it is, the name written once, handed in once."""

import datetime as dt
from typing import Any

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lizhi.accounts import rules as accounts
from lizhi.accounts.http import UserRequest
from lizhi.common import clock
from lizhi.common.permits import permit
from lizhi.people import rules as people
from lizhi.signing import actions, forms, rules, terms
from lizhi.signing.actions import codes
from lizhi.signing.actions.will import check_proof
from lizhi.signing.models import Actor, Ceremony
from lizhi.signing.providers import is_outside
from lizhi.signing.views import own, sitting, ways
from lizhi.signing.views.name import form_of
from lizhi.signing.views.sitting import CHOSEN, Sitting


@login_required
@require_POST
def set_code(request: UserRequest) -> HttpResponse:
    """These papers, and no others: a code goes out for exactly this set."""
    now = clock.now()
    wanted = request.POST.getlist("who")
    actors = [one for one in own.asked(request, now) if one.envelope.biz_no in wanted]
    if not actors:
        return redirect("signing:waiting")
    papers = Sitting(tuple(actors), is_set=True)
    if len(actors) == 1 or not _goes_together(papers):
        return redirect("signing:read", actors[0].envelope.biz_no)
    request.session[CHOSEN] = [actor.envelope.biz_no for actor in actors]
    if papers.is_enough(sitting.proved(request, papers, now), now):
        return redirect("signing:set_hand")
    actions.request_code(*actors, by=request.user, at=now)
    return redirect("signing:set_identity")


def _goes_together(papers: Sitting) -> bool:
    """All of them are signed in the house, and a code leads on for each, by itself or to a face.

    Else they are signed one by one, each on its own way.
    """
    if any(is_outside(actor.envelope.provider) for actor in papers.actors):
        return False
    return "code" in papers.ways and (not papers.needs_second("code") or "face" in papers.ways)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def set_identity(request: UserRequest) -> HttpResponse:
    """The digits, once for the whole set; right ones lead on to the name."""
    now = clock.now()
    papers = sitting.chosen(request, now)
    if papers is None:
        return redirect("signing:waiting")
    if request.method != "POST":
        return show(request, papers, forms.Identity(initial={"terms": terms.text().hash}), now)
    form = forms.Identity(request.POST)
    if form.is_valid():
        typed = form.cleaned_data["code"]
        checked = actions.check_code(
            *papers.actors, code=typed, by=request.user, at=now, agreed=True
        )
        if checked.proof:
            return redirect(papers.onwards(request, checked.proof.way))
        form.add_error("code", checked.problem)
    return show(request, papers, form, now, status=422)


def show(
    request: UserRequest,
    papers: Sitting,
    form: forms.Identity,
    now: dt.datetime,
    *,
    problem: str = "",
    status: int = 200,
) -> HttpResponse:
    """The page, with every way that is left; `problem` is of one of the others than the code."""
    first, *others = papers.actors
    page = {
        "actors": papers.actors,
        "form": form,
        "terms": terms.text(),
        "sent": codes.newest_code(*papers.actors),
        "seconds": codes.seconds_until_next(first, now, *others),
        "minutes": settings.CODE_MINUTES,
        "problem": problem,
        **ways.of(request, papers, now),
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
    papers = sitting.chosen(request, now)
    if papers is None:
        return redirect("signing:waiting")
    proof = sitting.proved(request, papers, now)
    good = permit(check_proof, papers.actors, proof, now)
    if request.method != "POST":
        if not good.allowed:
            return redirect("signing:set_identity")
        return _hand_page(request, papers, form_of(request, None))
    form = form_of(request, request.POST.get("way", ""))
    if form.is_valid() and not good.allowed:
        form.add_error(None, str(good.reason))
    if not form.is_valid() or proof is None:
        return _hand_page(request, papers, form, status=422)
    made = actions.sign_together(
        papers.actors,
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


def _hand_page(request: UserRequest, papers: Sitting, form: Any, status: int = 200) -> HttpResponse:
    page = {
        "papers": papers.actors,
        "actor": papers.actors[0],
        "form": form,
        "hand_url": papers.url("hand"),
        "identity_url": papers.url("identity"),
        "name": rules.roster_name(request.user),
        "keep": f"set-{papers.binding.digest[:16]}",
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
