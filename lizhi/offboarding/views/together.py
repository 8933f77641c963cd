"""On the phone: leave a word for the others of a case, and remind them."""

import uuid

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from lizhi.accounts.http import UserRequest
from lizhi.cases.models import Case
from lizhi.common.permits import permit
from lizhi.offboarding import actions, rules
from lizhi.offboarding import comments as said
from lizhi.offboarding.forms import CommentForm
from lizhi.offboarding.views.desk.scope import case_of


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def comments(request: UserRequest, number: str) -> HttpResponse:
    """What has been said so far, and room for more."""
    case = case_of(request, number)
    form = CommentForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        say(case, form, request)
        return redirect("offboarding:comments", number)
    page = {
        "case": case,
        "form": form,
        "key": form.data.get("key") or uuid.uuid4().hex,
        "said": said.of(case, request.user),
        "may": permit(rules.check_can_comment, case, request.user),
        "back": reverse("offboarding:case", args=[number]),
    }
    status = 422 if form.errors else 200
    return render(request, "offboarding/comments.html", page, status=status)


def say(case: Case, form: CommentForm, request: UserRequest) -> None:
    """The form has been read; its key makes a second tap the same word."""
    values = form.cleaned_data
    key = f"comment:{case.number}:{request.user.pk}:{values['key']}"
    actions.comment(case, values["words"], by=request.user, key=key)


@login_required
@require_POST
def press(request: UserRequest, number: str) -> HttpResponse:
    """Remind whoever is late; whoever has a step in hand reminds the others."""
    case = case_of(request, number)
    actions.press(case, request.POST.get("step", "")[:60], by=request.user)
    return redirect("offboarding:case", number)
