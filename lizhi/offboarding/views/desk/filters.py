"""Views of the board that somebody keeps."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from lizhi.accounts.http import UserRequest
from lizhi.common.refusals import NotPermitted, Refused
from lizhi.offboarding import actions, menu, words
from lizhi.offboarding.board import Query
from lizhi.offboarding.forms import FilterForm
from lizhi.offboarding.models import OF_USER


def _check(request: UserRequest) -> None:
    if not menu.works_at_a_desk(request.user):
        raise NotPermitted(words.FOR_HR)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def saved_filters(request: UserRequest) -> HttpResponse:
    """Those that are kept, each with a way to let it go; and a name for the one that is new."""
    _check(request)
    posted = request.method == "POST"
    query = Query.of(request.POST if posted else request.GET)
    form = FilterForm(request.POST if posted else None)
    if form.is_valid():
        try:
            actions.save_filter(request.user, form.cleaned_data["name"], query)
        except Refused as no:
            form.add_error("name", str(no.reason))
        else:
            return redirect(f"{reverse('offboarding:board')}?{query.address}")
    page = {"form": form, "query": query, "saved": OF_USER.all(user=request.user.pk)}
    status = 422 if form.errors else 200
    return render(request, "offboarding/desk/filters.html", page, status=status)


@login_required
@require_POST
def drop_filter(request: UserRequest, key: int) -> HttpResponse:
    """Let it go; the list of those that stay."""
    _check(request)
    actions.drop_filter(request.user, key)
    return redirect("offboarding:saved_filters")
