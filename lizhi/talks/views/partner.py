"""Whoever was asked for a talk, and HR of the branch."""

import uuid
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from lizhi.accounts import rules as accounts
from lizhi.accounts.http import UserRequest
from lizhi.cases import chain
from lizhi.common import clock
from lizhi.talks import actions, rules
from lizhi.talks.forms import FixForm, NoteForm
from lizhi.talks.models import Cause, Talk


def _talk(request: UserRequest, number: str) -> Talk:
    """404 for somebody else's, and where none was asked for."""
    related = Talk.objects.select_related("case__employment__person__user", "case__branch")
    found = related.select_related("partner").filter(case__number=number).first()
    if found is None or not rules.may_open(found, request.user):
        raise Http404
    return found


@login_required
@require_safe
def talk(request: UserRequest, number: str) -> HttpResponse:
    """What was asked for, and what has been noted for this reader."""
    return _page(request, _talk(request, number), FixForm(), _empty())


def _empty() -> NoteForm:
    return NoteForm(initial={"key": uuid.uuid4().hex})


@login_required
@require_POST
def hour(request: UserRequest, number: str) -> HttpResponse:
    """It is fixed as it was picked, or another hour is offered."""
    found = _talk(request, number)
    form = FixForm(request.POST)
    if not form.is_valid():
        return _page(request, found, form, _empty())
    other = form.cleaned_data["at"]
    if other is None:
        actions.fix_talk(found, place=form.cleaned_data["place"], by=request.user)
    elif other <= clock.now():
        form.add_error("at", _("This hour has passed."))
        return _page(request, found, form, _empty())
    else:
        actions.offer_hour(found, other, by=request.user)
    return redirect("talks:talk", number)


@login_required
@require_POST
def held(request: UserRequest, number: str) -> HttpResponse:
    """It took place."""
    actions.hold_talk(_talk(request, number), by=request.user)
    return redirect("talks:talk", number)


@login_required
@require_POST
def note(request: UserRequest, number: str) -> HttpResponse:
    """Somebody notes something."""
    found = _talk(request, number)
    form = NoteForm(request.POST)
    if not form.is_valid():
        return _page(request, found, FixForm(), form)
    values = form.cleaned_data
    key = f"talk_note:{found.pk}:{values['key']}"
    actions.note_talk(found, values["words"], for_hr=values["for_hr"], by=request.user, key=key)
    return redirect("talks:talk", number)


def _page(request: UserRequest, found: Talk, fix: FixForm, noting: NoteForm) -> HttpResponse:
    case, reader = found.case, request.user
    words = None
    if rules.may_read_words(found, reader):
        words = chain.unseal(case, bytes(found.words), place="talk")
    page: dict[str, Any] = {
        "talk": found,
        "case": case,
        "words": words,
        "causes": _causes(found) if rules.may_read_words(found, reader) else [],
        "notes": [
            (one, chain.unseal(case, bytes(one.words), place="talk_note"))
            for one in rules.notes_for(found, reader)
        ],
        "fix": fix,
        "noting": noting,
        "open": found.state in rules.OPEN,
    }
    status = 422 if fix.errors or noting.errors else 200
    frame = "talks/desk.html" if accounts.is_officer(reader) else "talks/talk.html"
    return render(request, frame, page, status=status)


def _causes(found: Talk) -> list[str]:
    known = dict(Cause.choices)
    return [str(known[code]) for code in found.causes if code in known]
