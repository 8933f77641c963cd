"""The phone recognises its owner: another way to show who signs, beside the code."""

import datetime as dt

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lizhi.accounts.http import UserRequest
from lizhi.common import clock
from lizhi.common.refusals import Refused
from lizhi.signing import actions, forms
from lizhi.signing.views import own, sitting, together
from lizhi.signing.views.identity import empty, show
from lizhi.signing.views.sitting import Sitting


@login_required
@require_POST
def ask_passkey(request: UserRequest, biz_no: str) -> HttpResponse:
    """What the phone is asked for, to sign this paper."""
    now = clock.now()
    actor = own.actor_of(request, biz_no, now)
    return JsonResponse(actions.request_passkey(actor, by=request.user, at=now))


@login_required
@require_POST
def set_ask_passkey(request: UserRequest) -> HttpResponse:
    """What the phone is asked for, to sign exactly the papers that were chosen."""
    now = clock.now()
    papers = sitting.chosen(request, now)
    if papers is None:
        raise Refused(_("These papers do not wait any more. Please choose again."))
    return JsonResponse(actions.request_passkey(*papers.actors, by=request.user, at=now))


@login_required
@require_POST
def passkey(request: UserRequest, biz_no: str) -> HttpResponse:
    """The phone has answered; a right answer leads on to the name."""
    now = clock.now()
    actor = own.actor_of(request, biz_no, now)
    if own.has_signed(actor):
        return redirect("signing:done", biz_no)
    return _answered(request, sitting.one(actor), now)


@login_required
@require_POST
def set_passkey(request: UserRequest) -> HttpResponse:
    """The same for several papers in one go."""
    now = clock.now()
    papers = sitting.chosen(request, now)
    return _answered(request, papers, now) if papers else redirect("signing:waiting")


def _answered(request: UserRequest, papers: Sitting, now: dt.datetime) -> HttpResponse:
    form = forms.Passkey(request.POST)
    if form.is_valid():
        checked = actions.check_passkey(
            *papers.actors,
            answer=form.cleaned_data["answer"],
            by=request.user,
            at=now,
            agreed=True,
        )
        if checked.proof:
            papers.remember(request, proof=checked.proof.pk)
            return redirect(papers.onwards(request, checked.proof.way))
        form.add_error(None, checked.problem)
    problem = str(next(iter(next(iter(form.errors.values())))))
    if papers.is_set:
        return together.show(request, papers, empty(), now, problem=problem, status=422)
    return show(request, papers.actors[0], empty(), now, problem=problem, status=422)
