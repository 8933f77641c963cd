"""The receiver's side: confirm, or say what is missing; and the photos for all who may see them."""

from http import HTTPStatus

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lizhi.accounts.http import UserRequest
from lizhi.cases.models import Case
from lizhi.common import clock
from lizhi.documents.views import serve
from lizhi.handover import actions, pages, rules
from lizhi.handover.forms import MissingForm
from lizhi.handover.models import Item, Photo


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def receive(request: UserRequest, number: str) -> HttpResponse:
    """What is passed on to this person; its button confirms everything that is here."""
    case = _case(request, number)
    if request.method == "POST":
        actions.receive_all(case, by=request.user, at=clock.now())
        return redirect("handover:receive", number=case.number)
    sheet = pages.of(case, receiver=request.user)
    return render(request, "handover/receive.html", {"case": case, "sheet": sheet})


@login_required
@require_POST
def receive_one(request: UserRequest, number: str, item_id: int) -> HttpResponse:
    """This one is here; the others may follow."""
    case = _case(request, number)
    actions.receive(_item(request, case, item_id), by=request.user, at=clock.now())
    return redirect("handover:receive", number=case.number)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def missing(request: UserRequest, number: str, item_id: int) -> HttpResponse:
    """It goes back to the leaver with words; everything else can be confirmed."""
    case = _case(request, number)
    item = _item(request, case, item_id)
    form = MissingForm(_typed(request))
    if request.method == "POST" and form.is_valid():
        words = form.cleaned_data["words"]
        actions.report_missing(item, words=words, by=request.user, at=clock.now())
        return redirect("handover:receive", number=case.number)
    values = {"case": case, "item": item, "form": form}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "handover/missing.html", values, status=status)


@login_required
@require_safe
def photos(request: UserRequest, number: str, item_id: int) -> HttpResponse:
    """The pictures of one thing."""
    item = get_object_or_404(
        Item.objects.select_related("receiver", "case__employment__person__user"),
        pk=item_id,
        case__number=number,
    )
    if not rules.may_see(item, request.user):
        raise Http404
    shown = item.photos.exclude(file=None).order_by("pk")
    is_own = item.case.employment.person.user_id == request.user.pk
    page = "list" if is_own else "receive" if item.receiver == request.user else "arrange"
    back = reverse(f"handover:{page}", kwargs={"number": number})
    values = {"case": item.case, "item": item, "photos": shown, "back": back}
    return render(request, "handover/photos.html", values)


@login_required
@require_safe
def photo(request: UserRequest, number: str, photo_id: int) -> HttpResponseBase:
    """The clean copy of one picture."""
    related = ("item__receiver", "item__case__employment__person__user", "file__view__key")
    one = get_object_or_404(
        Photo.objects.select_related(*related, "file__key").exclude(file=None),
        pk=photo_id,
        item__case__number=number,
    )
    if one.file is None or not rules.may_see(one.item, request.user):
        raise Http404
    return serve(request, one.file, inline=True)


def _case(request: UserRequest, number: str) -> Case:
    passed_on = rules.received_case(request.user, number)
    if passed_on is None:
        raise Http404
    return passed_on


def _item(request: UserRequest, case: Case, item_id: int) -> Item:
    mine = rules.items_of(case).filter(receiver=request.user)
    item = get_object_or_404(mine, pk=item_id)
    item.case = case
    return item


def _typed(request: UserRequest) -> QueryDict | None:
    """What was sent, even when all of it is empty."""
    return request.POST if request.method == "POST" else None
