"""The phone recognises its owner: another way to show who signs, beside the code."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from lizhi.accounts.http import UserRequest
from lizhi.common import clock
from lizhi.signing import actions, forms
from lizhi.signing.views import own
from lizhi.signing.views.identity import empty, onwards, show


@login_required
@require_POST
def ask_passkey(request: UserRequest, biz_no: str) -> HttpResponse:
    """What the phone is asked for, to sign this paper."""
    now = clock.now()
    actor = own.actor_of(request, biz_no, now)
    return JsonResponse(actions.request_passkey(actor, by=request.user, at=now))


@login_required
@require_POST
def passkey(request: UserRequest, biz_no: str) -> HttpResponse:
    """The phone has answered; a right answer leads on to the name."""
    now = clock.now()
    actor = own.actor_of(request, biz_no, now)
    if own.has_signed(actor):
        return redirect("signing:done", biz_no)
    form = forms.Passkey(request.POST)
    if form.is_valid():
        answer = form.cleaned_data["answer"]
        checked = actions.check_passkey(actor, answer=answer, by=request.user, at=now, agreed=True)
        if checked.proof:
            own.remember(request, actor, proof=checked.proof.pk)
            return redirect(onwards(request, actor, checked.proof.way), biz_no)
        form.add_error(None, checked.problem)
    problem = next(iter(next(iter(form.errors.values()))))
    return show(request, actor, empty(), now, problem=str(problem), status=422)
