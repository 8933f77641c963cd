"""The leaver's list: what is to be handed over, and to whom."""

from collections.abc import Iterable
from http import HTTPStatus
from uuid import UUID, uuid4

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lizhi.accounts.http import UserRequest
from lizhi.cases import questions
from lizhi.cases.models import Case
from lizhi.common import clock
from lizhi.documents import actions as documents
from lizhi.documents.models import Upload
from lizhi.documents.rules import MOST_BYTES
from lizhi.handover import actions, pages, photos, rules
from lizhi.handover.forms import GiveForm, ItemForm
from lizhi.handover.models import Item

INVALID = HTTPStatus.UNPROCESSABLE_ENTITY


@login_required
@require_safe
def handover_list(request: UserRequest, number: str) -> HttpResponse:
    """What waits first, what is done after it."""
    case = _case(request, number)
    return render(request, "handover/list.html", {"case": case, "sheet": pages.of(case)})


@login_required
@require_POST
def give_all(request: UserRequest, number: str) -> HttpResponse:
    """Everything that is left has been handed over."""
    case = _case(request, number)
    actions.give_all(case, by=request.user, at=clock.now())
    return redirect("handover:list", number=case.number)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: UserRequest, number: str) -> HttpResponse:
    """Something else; who receives it follows from what it is."""
    case = _case(request, number)
    form = ItemForm(_typed(request))
    if request.method == "POST" and form.is_valid():
        actions.add_item(
            case,
            **form.cleaned_data,
            receiver=None,
            by=request.user,
            at=clock.now(),
            key=request.POST.get("key", "")[:80] or uuid4().hex,
        )
        return redirect("handover:list", number=case.number)
    values = {"case": case, "form": form, "key": uuid4().hex}
    status = INVALID if form.errors else HTTPStatus.OK
    return render(request, "handover/add.html", values, status=status)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def item(request: UserRequest, number: str, item_id: int) -> HttpResponse:
    """One thing: tracking number, photos, handed over."""
    case = _case(request, number)
    one = _item(case, item_id)
    form = GiveForm(_typed(request), initial={"waybill": one.waybill})
    if request.method == "POST" and form.is_valid():
        uploads = _uploads(request)
        if request.POST.get("then") == "photos":
            actions.add_photos(one, uploads, by=request.user, at=clock.now())
        else:
            waybill = form.cleaned_data["waybill"]
            actions.give(one, by=request.user, at=clock.now(), waybill=waybill, uploads=uploads)
        return redirect("handover:list", number=case.number)
    sheet = pages.of(case)
    row = next(row for row in sheet.rows if row.item.pk == one.pk)
    values = {"case": case, "sheet": sheet, "row": row, "form": form}
    status = INVALID if form.errors else HTTPStatus.OK
    return render(request, "handover/item.html", values, status=status)


@login_required
@require_POST
def give(request: UserRequest, number: str, item_id: int) -> HttpResponse:
    """这样交了: one press."""
    case = _case(request, number)
    actions.give(_item(case, item_id), by=request.user, at=clock.now())
    return redirect("handover:list", number=case.number)


@login_required
@require_POST
def take_back(request: UserRequest, number: str, item_id: int) -> HttpResponse:
    """Not handed over yet after all."""
    case = _case(request, number)
    actions.take_back(_item(case, item_id), by=request.user, at=clock.now())
    return redirect("handover:list", number=case.number)


def _case(request: UserRequest, number: str) -> Case:
    mine = questions.OWN.first(user=request.user.pk, number=number)
    if mine is None:
        raise Http404
    return mine


def _item(case: Case, item_id: int) -> Item:
    one = get_object_or_404(rules.items_of(case), pk=item_id)
    one.case = case
    return one


def _uploads(request: UserRequest) -> list[Upload]:
    """Those that the page has sent in parts by their keys, and whole files without script."""
    keys = [key for text in request.POST.getlist("photos") if (key := _key(text))]
    sent = Upload.objects.filter(pk__in=keys, user=request.user, purpose=photos.PURPOSE)
    return [*sent, *_whole_files(request)]


def _whole_files(request: UserRequest) -> Iterable[Upload]:
    for file in request.FILES.getlist("photos"):
        data = file.read(MOST_BYTES + 1)
        if data:
            yield documents.receive(
                request.user, purpose=photos.PURPOSE, name=file.name or "", data=data
            )


def _key(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _typed(request: UserRequest) -> QueryDict | None:
    """What was sent, even when all of it is empty."""
    return request.POST if request.method == "POST" else None
