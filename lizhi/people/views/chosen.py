"""Something that is done with several people of the list at once."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from lizhi.accounts.http import UserRequest
from lizhi.common import clock
from lizhi.common.refusals import Refused
from lizhi.people import actions, forms, leading, standing
from lizhi.people.models import Employment
from lizhi.people.views.access import staff_of
from lizhi.people.views.lines import boss_of
from lizhi.people.views.search import MOST_AT_ONCE, Search, keys_of


def chosen(request: UserRequest) -> list[Employment]:
    """Whoever was ticked, or all that the search finds; nobody out of reach."""
    asked = request.POST if request.method == "POST" else request.GET
    everybody = staff_of(request)
    if asked.get("all"):
        search = Search.read(asked)
        chip = standing.chips(clock.today())[search.chip][1]
        found = search.narrow(everybody).filter(chip)
    else:
        found = everybody.filter(pk__in=keys_of(asked))
    people = list(found.with_names().order_by("number")[: MOST_AT_ONCE + 1])
    if len(people) > MOST_AT_ONCE:
        raise Refused(
            _("At most %(most)d people at once. Please narrow the list.") % {"most": MOST_AT_ONCE}
        )
    return people


def back_of(request: UserRequest) -> str:
    """The list, narrowed as it was."""
    asked = request.POST if request.method == "POST" else request.GET
    query = Search.read(asked).address()
    return reverse("people:staff") + (f"?{query}" if query else "")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def change_manager(request: UserRequest) -> HttpResponse:
    """A new manager for all of them; the list then shows it."""
    people = [one for one in chosen(request) if one.left_on is None]
    if not people:
        return redirect(back_of(request))
    posted = request.method == "POST"
    form = forms.ManagerForm(request.POST if posted else None, by=request.user)
    if form.is_valid():
        boss = form.cleaned_data["boss"]
        try:
            actions.change_manager(people, boss, by=request.user, at=clock.now())
        except Refused as no:
            form.add_error("boss", str(no.reason))
        else:
            return redirect(back_of(request))
    page = {
        "form": form,
        "people": [{"one": one, "boss": boss_of(one)} for one in people],
        "leaders": leading.leaders(staff_of(request)),
        "back": back_of(request),
        "search": Search.read(request.POST if posted else request.GET),
    }
    return render(request, "people/manager.html", page, status=422 if form.errors else 200)
