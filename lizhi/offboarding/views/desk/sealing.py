"""Many agreements sealed in one go: which, once yes, and how far it is."""

import uuid

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from lizhi.accounts.http import UserRequest
from lizhi.accounts.rules import check_fresh_code
from lizhi.common import clock
from lizhi.common.refusals import NotPermitted
from lizhi.offboarding import actions, rounds, to_seal, words
from lizhi.offboarding.forms import SealForm
from lizhi.offboarding.models import SealRound
from lizhi.people import rules as people


def _check_is_hr(request: UserRequest) -> None:
    roles = people.roles_of(request.user)
    if roles.hr_branches is not None and not roles.hr_branches:
        raise NotPermitted(words.FOR_HR)
    check_fresh_code(request, clock.now())


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def seals(request: UserRequest) -> HttpResponse:
    """What waits for the company's seal; ticked and confirmed once, the jobs do the rest."""
    _check_is_hr(request)
    known = SealRound.objects.filter(by=request.user, key=request.POST.get("key", "")[:64]).first()
    if known:
        return redirect("offboarding:seal_round", known.pk)
    waiting = to_seal.of(request.user, today=clock.today())
    free = [line for line in waiting if not line.why_not]
    check_fresh_code(request, clock.now(), after=to_seal.handed_on_at(free, request.user))
    data = request.POST if request.method == "POST" else None
    form = SealForm(waiting, data, initial={"key": uuid.uuid4().hex})
    if form.is_valid():
        made = actions.seal_all(form.chosen, by=request.user, key=form.cleaned_data["key"])
        return redirect("offboarding:seal_round", made.pk)
    ticked = {line.mark for line in form.chosen}
    if "all" in request.GET:
        ticked = {line.mark for line in free[: to_seal.AT_ONCE]}
    page = {
        "form": form,
        "waiting": waiting,
        "free": len(free),
        "ticked": ticked,
        "early": sum(line.is_early for line in free),
        "most": to_seal.AT_ONCE,
        "rounds": SealRound.objects.filter(by=request.user).order_by("-pk")[:3],
        "user": request.user,
    }
    return render(request, "offboarding/desk/seals.html", page, status=422 if form.errors else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def seal_round(request: UserRequest, key: int) -> HttpResponse:
    """How far it is, for whoever confirmed it; what did not work stands there with its way out."""
    _check_is_hr(request)
    found = SealRound.objects.filter(by=request.user, pk=key).first()
    if found is None:
        raise Http404
    if request.method == "POST":
        actions.try_round_again(found, by=request.user)
        return redirect("offboarding:seal_round", key)
    page = {"round": found, "progress": rounds.progress(found)}
    part = request.headers.get("HX-Request") == "true"
    name = "_seal_progress" if part else "seal_round"
    return render(request, f"offboarding/desk/{name}.html", page)
