"""Finance: batches for the bank, when they were paid, and who took which file."""

from http import HTTPStatus

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from lizhi.accounts.http import UserRequest
from lizhi.common import clock
from lizhi.common.refusals import Refused
from lizhi.people.models import LegalEntity
from lizhi.settlement import actions
from lizhi.settlement.forms import MonthForm, PaidForm, UndoForm
from lizhi.settlement.models import PaymentBatch, TakenFile
from lizhi.settlement.views.arriving import key_of
from lizhi.settlement.views.entered import entity_of, taken
from lizhi.settlement.vouchers import bank, ended, questions, rules

INVALID = HTTPStatus.UNPROCESSABLE_ENTITY


@login_required
@require_POST
def make_batch(request: UserRequest, key: int) -> HttpResponse:
    """Those that are ticked, or everybody of the month who can be paid now."""
    entity = entity_of(request, key)
    numbers = request.POST.getlist("case")
    typed = key_of(request)
    if request.POST.get("all"):
        known = questions.made_with(entity, typed, request.user)
        numbers = [] if known else _all(request, entity)
    made = actions.make_batch(entity, numbers, by=request.user, at=clock.now(), key=typed)
    return redirect("settlement:batch", key=entity.pk, batch=made.number)


@login_required
@require_safe
def batch(request: UserRequest, key: int, batch: str) -> HttpResponse:
    """Who is in it, with masked accounts, and what has become of it."""
    entity = entity_of(request, key)
    return _page(request, entity, _batch(entity, batch))


@login_required
@require_POST
def batch_file(request: UserRequest, key: int, batch: str, form: str) -> HttpResponse:
    """The file for the bank: here alone stand whole accounts."""
    entity = entity_of(request, key)
    found = _batch(entity, batch)
    if form not in bank.FORMS:
        raise Http404
    if found.state == PaymentBatch.State.UNDONE:
        raise Refused(_("This batch was taken back. Please make a new one."))
    ending, kind, write = bank.FORMS[form]
    data = write(questions.payments_of(found))
    return taken(request, entity, what=batch, form=ending, kind=kind, data=data)


@login_required
@require_POST
def batch_paid(request: UserRequest, key: int, batch: str) -> HttpResponse:
    """The bank has paid it; everybody in it reads so."""
    entity = entity_of(request, key)
    found = _batch(entity, batch)
    form = PaidForm(request.POST)
    if not form.is_valid():
        return _page(request, entity, found, paid=form, status=INVALID)
    try:
        actions.mark_paid(found, **form.cleaned_data, by=request.user, at=clock.now())
    except Refused as refusal:
        if found.state != PaymentBatch.State.MADE:
            raise
        form.add_error("paid_on", str(refusal.reason))
        return _page(request, entity, found, paid=form, status=INVALID)
    return redirect("settlement:batch", key=entity.pk, batch=batch)


@login_required
@require_POST
def batch_undo(request: UserRequest, key: int, batch: str) -> HttpResponse:
    """Not paid, and not to be paid like this."""
    entity = entity_of(request, key)
    found = _batch(entity, batch)
    form = UndoForm(request.POST)
    if not form.is_valid():
        return _page(request, entity, found, undo=form, status=INVALID)
    actions.undo_batch(found, **form.cleaned_data, by=request.user, at=clock.now())
    return redirect("settlement:batch", key=entity.pk, batch=batch)


@login_required
@require_POST
def batch_booked(request: UserRequest, key: int, batch: str) -> HttpResponse:
    """The voucher that clears what was owed, where it could not be made at once."""
    entity = entity_of(request, key)
    actions.book_payment(_batch(entity, batch), by=request.user, at=clock.now())
    return redirect("settlement:batch", key=entity.pk, batch=batch)


def _batch(entity: LegalEntity, number: str) -> PaymentBatch:
    related = PaymentBatch.objects.select_related("made_by", "paid_by", "undone_by", "voucher")
    return get_object_or_404(related, entity=entity, number=number)


def _all(request: UserRequest, entity: LegalEntity) -> list[str]:
    month = MonthForm.of(request.POST, clock.today())
    if month is None:
        raise Refused(_("There is no such month. Please choose one like 2026-11."))
    rules.check_period(month, clock.today())
    rows = ended.of(entity, month, request.user)
    return [row.case.number for row in rows if row.can_be_paid]


def _page(
    request: UserRequest,
    entity: LegalEntity,
    found: PaymentBatch,
    *,
    paid: PaidForm | None = None,
    undo: UndoForm | None = None,
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    payments = questions.payments_of(found)
    values = {
        "entity": entity,
        "batch": found,
        "payments": payments,
        "first": min((one.due_on for one in payments), default=None),
        "newer": [one for one in payments if one.settlement.state == "replaced"],
        "paid_form": paid or PaidForm(initial={"paid_on": clock.today()}),
        "undo_form": undo or UndoForm(),
        "forms": bank.FORMS,
        "taken": TakenFile.objects.filter(what=found.number).select_related("by").order_by("-pk"),
        "can_pay": found.state == PaymentBatch.State.MADE,
        "months": sorted({one.settlement.case.contract_end.replace(day=1) for one in payments}),
    }
    return render(request, "settlement/books/batch.html", values, status=status)
