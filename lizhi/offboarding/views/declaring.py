"""On the phone: the company is at fault and I end it, or I propose that we end it together."""

import uuid

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from lizhi.accounts import rules as accounts
from lizhi.accounts.http import UserRequest
from lizhi.cases import questions
from lizhi.cases.models import Case
from lizhi.common import clock
from lizhi.offboarding import actions, requests
from lizhi.offboarding.forms import CauseForm, ProposalForm
from lizhi.people import rules as people


@login_required
@require_http_methods(["GET", "POST"])
def cause(request: UserRequest) -> HttpResponse:
    """Article 38: it ends by the person's own word, and compensation is due."""
    return _declare(request, CauseForm, "cause")


@login_required
@require_http_methods(["GET", "POST"])
def propose(request: UserRequest) -> HttpResponse:
    """Article 36, proposed by the employee: only both signatures end it, and none is due."""
    return _declare(request, ProposalForm, "propose")


def _declare(
    request: UserRequest, form_of: type[CauseForm] | type[ProposalForm], name: str
) -> HttpResponse:
    employment = people.employment_of(request.user)
    if employment is None:
        return redirect("offboarding:home")
    accounts.check_fresh_code(request, clock.now())
    initial = {"key": uuid.uuid4().hex, "day": clock.today() if name == "cause" else None}
    form = form_of(employment, request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        case = actions.declare_ending(
            employment,
            form.declaration,
            by=request.user,
            channel=requests.channel(request),
            key=f"{name}:{form.cleaned_data['key']}",
        )
        return redirect("offboarding:case", case.number)
    page = {
        "form": form,
        "running": questions.RUNNING.first(employment=employment.pk),
        "hr": people.contact_of(request.user, employment.branch),
    }
    status = 422 if form.errors else 200
    return render(request, f"offboarding/{name}.html", page, status=status)


@login_required
@require_POST
def take_back(request: UserRequest, number: str) -> HttpResponse:
    """The own proposal, while HR has not agreed to it."""
    own = Case.objects.of(request.user).select_related("employment__person__user")
    mine = get_object_or_404(own, number=number)
    key = f"unpropose:{number}:{request.POST.get('key', '')[:64]}"
    actions.take_back_proposal(mine, by=request.user, key=key)
    return redirect("offboarding:case", number)
