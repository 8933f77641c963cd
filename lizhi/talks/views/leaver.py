"""The leaver asks for a talk, on the phone."""

import datetime as dt
import uuid
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from lizhi.accounts.http import UserRequest
from lizhi.cases import chain
from lizhi.cases.models import Case
from lizhi.common import clock
from lizhi.common.permits import permit
from lizhi.talks import actions, rules, slots
from lizhi.talks.forms import TalkForm
from lizhi.talks.models import Talk


def _own(request: UserRequest, number: str) -> Case:
    own = Case.objects.of(request.user).select_related("employment__person__user", "branch")
    return get_object_or_404(own, number=number)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def talk(request: UserRequest, number: str) -> HttpResponse:
    """How, with whom, when; or nothing of it."""
    case = _own(request, number)
    known = Talk.objects.filter(case=case).select_related("partner").first()
    people = rules.partners(case)
    taken = Talk.objects.filter(partner__in=people, state__in=rules.OPEN).exclude(case=case)
    busy = {at for at in taken.values_list("at", flat=True) if at}
    free = slots.free(clock.now(), case.contract_end, busy)
    data = request.POST if request.method == "POST" else None
    form = TalkForm(people, free, data, initial=_initial(case, known))
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        actions.ask_for_talk(
            case,
            form=values["form"],
            partner=next(user for user in people if user.pk == values["partner"]),
            at=values["at"],
            causes=values["causes"],
            words=values["words"],
            by=request.user,
            key=f"talk:{number}:{values['key']}",
        )
        return redirect("talks:mine", number)
    page = {
        "case": case,
        "talk": known,
        "form": form,
        "may": permit(rules.check_can_ask, case, request.user),
        "again": known is None or known.state == Talk.State.OFF or "again" in request.GET or data,
    }
    return render(request, "talks/mine.html", page, status=422 if form.errors else 200)


def _initial(case: Case, known: Talk | None) -> dict[str, Any]:
    values: dict[str, Any] = {"key": uuid.uuid4().hex}
    if known is not None:
        words = chain.unseal(case, bytes(known.words), place="talk")
        values |= {"form": known.form, "partner": known.partner_id, "causes": known.causes}
        values |= {"words": words or ""}
    return values


@login_required
@require_POST
def answer(request: UserRequest, number: str) -> HttpResponse:
    """Yes to the hour that was offered, or: I would rather not."""
    known = get_object_or_404(Talk, case=_own(request, number))
    if "off" in request.POST:
        actions.call_talk_off(known, by=request.user)
    elif (at := _moment(request.POST.get("at", ""))) is not None:
        actions.accept_hour(known, at, by=request.user)
    return redirect("talks:mine", number)


def _moment(text: str) -> dt.datetime | None:
    try:
        moment = dt.datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else None
