"""Finance: a month of settlements, what stands in vouchers, and what the ledger calls them."""

import datetime as dt
from collections.abc import Callable
from http import HTTPStatus
from typing import Any
from uuid import uuid4

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from lizhi.accounts.http import UserRequest
from lizhi.accounts.rules import check_fresh_code
from lizhi.common import clock
from lizhi.common.refusals import NotPermitted
from lizhi.people.models import LegalEntity
from lizhi.settlement import actions
from lizhi.settlement.forms import BookForm, LedgerForm
from lizhi.settlement.models import AccountTable, Voucher
from lizhi.settlement.views.entered import entity_of, month_of, taken
from lizhi.settlement.vouchers import ended, files, questions, rules
from lizhi.settlement.vouchers.ended import Row

INVALID = HTTPStatus.UNPROCESSABLE_ENTITY
MOST = 200
"""Rows on a page; the rest is in the files, and found by the filters."""
SHOW: dict[str, Callable[[Row], bool]] = {
    "all": lambda row: True,
    "book": lambda row: row.payable is not None and not row.is_booked,
    "pay": lambda row: row.can_be_paid,
    "look": lambda row: row.wants_a_look,
}


@login_required
@require_safe
def books(request: UserRequest) -> HttpResponse:
    """The companies whose books this person keeps."""
    mine = list(rules.entities_of(request.user))
    if not mine:
        raise NotPermitted(_("Only finance can open vouchers and payments."))
    check_fresh_code(request, clock.now())
    if len(mine) == 1:
        return redirect("settlement:month", key=mine[0].pk)
    return render(request, "settlement/books/companies.html", {"companies": mine})


@login_required
@require_safe
def month(request: UserRequest, key: int) -> HttpResponse:
    """Everybody whose contract ended in it: booked, paid, or what is missing."""
    entity = entity_of(request, key)
    return _page(request, entity, month_of(request))


@login_required
@require_POST
def book(request: UserRequest, key: int) -> HttpResponse:
    """Whatever is not booked yet goes into a voucher."""
    entity = entity_of(request, key)
    form = BookForm(request.POST)
    if not form.is_valid():
        known = form.cleaned_data.get("month") or clock.today().replace(day=1)
        rules.check_period(known, clock.today())
        return _page(request, entity, known, form=form, status=INVALID)
    period = form.cleaned_data["month"]
    day = form.cleaned_data["booked_on"]
    actions.book(entity, period, by=request.user, at=clock.now(), booked_on=day)
    return to_month(entity, period, "vouchers")


@login_required
@require_POST
def voucher_file(request: UserRequest, key: int, voucher: str, form: str) -> HttpResponse:
    """A voucher in one of its forms; the same bytes to everybody, and it stays who took it."""
    entity = entity_of(request, key)
    found = get_object_or_404(Voucher, entity=entity, voucher_id=voucher)
    if form not in files.FORMS:
        raise Http404
    how = files.FORMS[form]
    data = how.write(found.body)
    return taken(request, entity, what=voucher, form=how.ending, kind=how.kind, data=data)


@login_required
@require_POST
def ledger_number(request: UserRequest, key: int, voucher: str) -> HttpResponse:
    """What the ledger calls it."""
    entity = entity_of(request, key)
    found = get_object_or_404(Voucher, entity=entity, voucher_id=voucher)
    form = LedgerForm(request.POST)
    if not form.is_valid():
        return _page(request, entity, found.period, noting={voucher: form}, status=INVALID)
    number = form.cleaned_data["number"]
    actions.note_ledger_number(found, number=number, by=request.user, at=clock.now())
    return to_month(entity, found.period, "vouchers")


def to_month(entity: LegalEntity, period: dt.date, part: str = "") -> HttpResponse:
    """Back to the page of the month."""
    address = f"{reverse('settlement:month', args=[entity.pk])}?month={period:%Y-%m}"
    return redirect(f"{address}#{part}" if part else address)


def _page(
    request: UserRequest,
    entity: LegalEntity,
    period: dt.date,
    *,
    form: BookForm | None = None,
    noting: dict[str, LedgerForm] | None = None,
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    rows = ended.of(entity, period, request.user)
    show = request.GET.get("show", "all")
    show = show if show in SHOW else "all"
    chosen = [row for row in rows if SHOW[show](row)]
    vouchers = questions.vouchers_of(entity, period)
    values: dict[str, Any] = {
        "entity": entity,
        "companies": list(rules.entities_of(request.user)),
        "period": period,
        "month": f"{period:%Y-%m}",
        "rows": chosen[:MOST],
        "found": len(chosen),
        "most": MOST,
        "show": show,
        "counts": _counts(rows),
        "table": rules.table_of(entity.pk),
        "proposed": AccountTable.objects.filter(entity=entity, state="proposed").exists(),
        "vouchers": [(one, (noting or {}).get(one.voucher_id) or LedgerForm()) for one in vouchers],
        "forms": files.FORMS,
        "batches": questions.batches_of(entity, period),
        "form": form or BookForm(initial={"month": period}),
        "key": uuid4().hex,
    }
    return render(request, "settlement/books/month.html", values, status=status)


def _counts(rows: list[Row]) -> dict[str, int]:
    found = {name: sum(fits(row) for row in rows) for name, fits in SHOW.items()}
    return {**found, "paid": sum(row.is_paid for row in rows)}
