"""A signed agreement is to be void: HR proposes it, the leaver may ask for it."""

import uuid
from collections.abc import Iterable

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from lizhi.accounts.http import UserRequest
from lizhi.cases import chain
from lizhi.cases.models import Case, Event
from lizhi.common import clock
from lizhi.common.permits import permit
from lizhi.offboarding import actions, agreements, over, rules, voiding
from lizhi.offboarding.forms import AskVoidForm, VoidingForm, WordsForm
from lizhi.offboarding.views.desk.scope import case_of
from lizhi.people import rules as people
from lizhi.signing.models import Envelope

TOLD = ("voiding_asked", "voiding_refused", "voiding_proposed", "voiding_taken_back")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def at_the_desk(request: UserRequest, number: str) -> HttpResponse:
    """HR proposes it with a reason, answers the leaver, or takes its proposal back."""
    case = case_of(request, number)
    rules.check_is_hr(case, request.user)
    wanted = request.POST.get("do", "")
    form = VoidingForm(request.POST if wanted == "propose" else None, initial=_key())
    answer = WordsForm(request.POST if wanted == "refuse" else None, initial=_key())
    if request.method == "POST" and _done(request, case, wanted, form, answer):
        return redirect("offboarding:void", number)
    return _desk_page(request, case, form, answer)


def _done(
    request: UserRequest, case: Case, wanted: str, form: VoidingForm, answer: WordsForm
) -> bool:
    by = request.user
    if wanted == "propose" and form.is_valid():
        values = form.cleaned_data
        key = f"void:{case.number}:{values['key']}"
        actions.propose_voiding(case, then=values["then"], words=values["words"], by=by, key=key)
        return True
    if wanted == "refuse" and answer.is_valid():
        key = f"void:{case.number}:{answer.cleaned_data['key']}"
        actions.refuse_voiding(case, words=answer.cleaned_data["words"], by=by, key=key)
        return True
    if wanted == "take_back":
        key = request.POST.get("key", "")[:64] or uuid.uuid4().hex
        actions.take_back_voiding(case, by=by, key=f"void:{case.number}:{key}")
        return True
    return False


def _desk_page(
    request: UserRequest, case: Case, form: VoidingForm, answer: WordsForm
) -> HttpResponse:
    now = clock.now()
    today = clock.local(now).date()
    after = voiding.after(case, today=today)
    page = {
        "case": case,
        "form": form,
        "answer": answer,
        "key": uuid.uuid4().hex,
        "may": permit(voiding.check_can_propose, case, request.user, now=now),
        "may_take_back": permit(voiding.check_can_take_back, case, request.user).allowed,
        "may_refuse": permit(voiding.check_can_refuse, case, request.user).allowed,
        "asked": _last(case, TOLD[:1]) if case.voiding_asked_at else None,
        "out": voiding.out(case),
        "envelope": voiding.of(case),
        "after": after,
        "until": voiding.until(after, at=now, over=over.is_over(case, today)),
    }
    status = 422 if form.errors or answer.errors else 200
    return render(request, "offboarding/desk/voiding.html", page, status=status)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def mine(request: UserRequest, number: str) -> HttpResponse:
    """How it stands with the agreement, and the one thing that the leaver can ask for."""
    found = Case.objects.of(request.user).select_related("branch", "entity", "employment__person")
    case = get_object_or_404(found, number=number)
    form = AskVoidForm(request.POST if request.method == "POST" else None, initial=_key())
    if form.is_valid():
        values, by = form.cleaned_data, request.user
        key = f"void:{number}:{values['key']}"
        actions.ask_to_void(case, words=values["words"], by=by, key=key)
        return redirect("offboarding:my_voiding", number)
    envelope = voiding.of(case)
    page = {
        "case": case,
        "form": form,
        "may": permit(voiding.check_can_ask, case, request.user, now=clock.now()),
        "hr": people.contact_of(request.user, case.branch),
        "out": voiding.out(case),
        "envelope": envelope,
        "to_sign": _to_sign(envelope),
        "after": voiding.after(case, today=clock.today()),
        "told": _last(case, TOLD),
    }
    return render(request, "offboarding/my_voiding.html", page, status=422 if form.errors else 200)


def _to_sign(envelope: Envelope | None) -> bool:
    if envelope is None or envelope.state != Envelope.State.SIGNING:
        return False
    return agreements.waits_for_employee(envelope)


def _last(case: Case, kinds: Iterable[str]) -> dict[str, object] | None:
    """The newest of these events, with what was said in it."""
    events = Event.objects.filter(case=case, kind__in=kinds).select_related("actor")
    event = events.order_by("-seq").first()
    if event is None:
        return None
    event.case = case
    who = event.actor.name if event.actor else ""
    return {"kind": event.kind, "at": event.happened_at, "who": who, "words": chain.read(event)}


def _key() -> dict[str, str]:
    return {"key": uuid.uuid4().hex}
