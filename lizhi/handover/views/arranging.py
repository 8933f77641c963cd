"""The manager or HR: who takes what over."""

from http import HTTPStatus
from typing import Any
from uuid import uuid4

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lizhi.accounts.http import UserRequest
from lizhi.cases.models import Case
from lizhi.common import clock
from lizhi.handover import actions, pages, rules
from lizhi.handover.forms import ArrangedItemForm, ReceiverForm
from lizhi.handover.models import Item

WITH = ("employment__person__user", "branch", "entity")
INVALID = HTTPStatus.UNPROCESSABLE_ENTITY
MOST_WORDS = 40


@login_required
@require_safe
def arrange(request: UserRequest, number: str) -> HttpResponse:
    """The whole list with its receivers."""
    case = _case(request, number)
    return render(request, "handover/arrange.html", {"case": case, "sheet": pages.of(case)})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: UserRequest, number: str) -> HttpResponse:
    """Put something on the list; looking for a colleague keeps what was typed."""
    case = _case(request, number)
    words = request.GET.get("q", "")[:MOST_WORDS]
    if request.method == "POST":
        words = request.POST.get("q", "")[:MOST_WORDS]
    options = rules.colleagues(case, words)
    typed = _typed(request)
    form = ArrangedItemForm(typed, options=options, initial=request.GET.dict())
    if request.method == "POST" and form.is_valid():
        actions.add_item(
            case,
            **form.cleaned_data,
            by=request.user,
            at=clock.now(),
            key=request.POST.get("key", "")[:80] or uuid4().hex,
        )
        return redirect("handover:arrange", number=case.number)
    values = _options(case, words, options, form["receiver"].value())
    values |= {"form": form, "key": uuid4().hex}
    status = INVALID if form.errors else HTTPStatus.OK
    return render(request, "handover/arrange_add.html", values, status=status)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def receiver(request: UserRequest, number: str, item_id: int) -> HttpResponse:
    """Somebody else takes it over."""
    case = _case(request, number)
    item = _item(case, item_id)
    words = request.GET.get("q", "")[:MOST_WORDS]
    if request.method == "POST":
        words = request.POST.get("q", "")[:MOST_WORDS]
    options = rules.colleagues(case, words)
    form = ReceiverForm(_typed(request), options=options)
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data["receiver"]
        actions.set_receiver(item, receiver=chosen, by=request.user, at=clock.now())
        return redirect("handover:arrange", number=case.number)
    values = _options(case, words, options, form["receiver"].value() or item.receiver_id)
    values |= {"form": form, "item": item}
    status = INVALID if form.errors else HTTPStatus.OK
    return render(request, "handover/receiver.html", values, status=status)


@login_required
@require_POST
def remove(request: UserRequest, number: str, item_id: int) -> HttpResponse:
    """It is not needed after all."""
    case = _case(request, number)
    actions.remove_item(_item(case, item_id), by=request.user, at=clock.now())
    return redirect("handover:arrange", number=case.number)


@login_required
@require_POST
def nothing(request: UserRequest, number: str) -> HttpResponse:
    """There is nothing to hand over."""
    case = _case(request, number)
    actions.finish_nothing(case, by=request.user, at=clock.now())
    return redirect("handover:arrange", number=case.number)


def _case(request: UserRequest, number: str) -> Case:
    arranged = rules.arranged_by(request.user).select_related(*WITH)
    return get_object_or_404(arranged, number=number)


def _item(case: Case, item_id: int) -> Item:
    item = get_object_or_404(rules.items_of(case), pk=item_id)
    item.case = case
    return item


def _options(case: Case, words: str, options: list[Any], chosen: Any) -> dict[str, Any]:
    return {
        "case": case,
        "words": words,
        "options": options,
        "chosen": str(chosen or ""),
        "most": rules.MOST_OPTIONS,
    }


def _typed(request: UserRequest) -> QueryDict | None:
    """What was sent, even when all of it is empty."""
    return request.POST if request.method == "POST" else None
