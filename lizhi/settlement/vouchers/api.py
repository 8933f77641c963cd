"""Vouchers and payments for programs of finance: the same actions as the pages call."""

import datetime as dt
from decimal import Decimal
from typing import Annotated, Any, Literal

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Field, Router, Schema

from lizhi.cases.api import user_of
from lizhi.cases.sent import Key, Words
from lizhi.common import clock
from lizhi.people.models import LegalEntity
from lizhi.settlement import actions
from lizhi.settlement.models import PaymentBatch, Voucher
from lizhi.settlement.vouchers import bank, ended, files, questions, rules

router = Router(tags=["vouchers"])
Month = Annotated[str, Field(pattern=r"^20[0-9]{2}-(0[1-9]|1[0-2])$", examples=["2026-11"])]
Number = Annotated[str, Field(max_length=40, pattern=r"^[0-9A-Za-z-]+$")]


class VoucherOut(Schema):
    """One voucher; `files` says under which names it can be taken."""

    voucher_id: str
    kind: str
    period: str
    booked_on: dt.date
    debit: Decimal
    credit: Decimal
    reverses: list[str]
    settlements: int
    ledger_number: str
    files: list[str]
    unverified: dict[str, list[str]] = Field(
        description="What nobody has tried yet about a form: read it before the first import."
    )


class BookIn(Schema):
    """Book what is not booked yet."""

    month: Month
    booked_on: dt.date | None = Field(None, description="A later day, where the month is closed.")


class LedgerIn(Schema):
    """The number under which the ledger has taken it."""

    number: Words = Field(max_length=40)


class BatchOut(Schema):
    """One payment batch; no account and no name stands in it."""

    number: str
    state: str
    count: int
    total: Decimal
    paid_on: dt.date | None
    bank_reference: str
    voucher_id: str
    cases: list[str]


class BatchIn(Schema):
    """Whom to pay: these cases, or everybody of the month who can be paid."""

    key: Key
    month: Month | None = None
    cases: list[Number] = Field([], max_length=5000)


class PaidIn(Schema):
    """The bank has paid it."""

    paid_on: dt.date
    reference: Words = Field(max_length=60)


class UndoIn(Schema):
    """It was not paid, and is not to be paid like this."""

    reason: Words = Field(max_length=200)


VoucherForm = Literal["xlsx", "csv", "json", "kingdee", "u8", "u8-text"]
BankForm = Literal["xlsx", "csv"]


@router.get("/{int:entity}", response=list[VoucherOut], summary="Vouchers of a month")
def vouchers(request: HttpRequest, entity: int, month: Month | None = None) -> list[VoucherOut]:
    """Of this month where none is named; 404 for whoever is not in finance of this company."""
    asked = month or f"{clock.today():%Y-%m}"
    found = questions.vouchers_of(_entity(request, entity), _month(asked))
    return [_voucher(one) for one in found]


@router.post("/{int:entity}", response=list[VoucherOut], summary="Book a month")
def book(request: HttpRequest, entity: int, content: BookIn) -> list[VoucherOut]:
    """All vouchers of the month come back; asked again, the same ones with the same numbers."""
    found = actions.book(
        _entity(request, entity),
        _month(content.month),
        by=user_of(request),
        at=clock.now(),
        booked_on=content.booked_on,
    )
    return [_voucher(one) for one in found]


@router.post("/{int:entity}/of/{voucher}/{form}", summary="Take a voucher")
def voucher_file(
    request: HttpRequest, entity: int, voucher: Number, form: VoucherForm
) -> HttpResponse:
    """The same bytes every time. A POST, because it is written down who took it."""
    mine = _entity(request, entity)
    found = get_object_or_404(Voucher, entity=mine, voucher_id=voucher)
    how = files.FORMS[form]
    data = how.write(found.body)
    return _taken(request, mine, voucher, form, how.kind, data)


@router.post("/{int:entity}/ledger/{voucher}", response=VoucherOut, summary="Its number there")
def ledger(request: HttpRequest, entity: int, voucher: Number, content: LedgerIn) -> VoucherOut:
    """Written down once; the same number again changes nothing."""
    mine = _entity(request, entity)
    found = get_object_or_404(Voucher, entity=mine, voucher_id=voucher)
    by, now = user_of(request), clock.now()
    return _voucher(actions.note_ledger_number(found, number=content.number, by=by, at=now))


@router.post("/{int:entity}/payments", response=BatchOut, summary="Make a payment batch")
def make_batch(request: HttpRequest, entity: int, content: BatchIn) -> BatchOut:
    """The same `key` again answers with the batch that it made."""
    mine, by = _entity(request, entity), user_of(request)
    numbers, key = list(content.cases), f"api:{content.key}"
    if content.month and not numbers and not questions.made_with(mine, key, by):
        rows = ended.of(mine, _month(content.month), by)
        numbers = [row.case.number for row in rows if row.can_be_paid]
    made = actions.make_batch(mine, numbers, by=by, at=clock.now(), key=key)
    return _batch(made)


@router.get("/{int:entity}/payments/{batch}", response=BatchOut, summary="A payment batch")
def batch(request: HttpRequest, entity: int, batch: Number) -> BatchOut:
    """Its state and whose cases are in it."""
    return _batch(_found(request, entity, batch))


@router.post("/{int:entity}/payments/{batch}/file/{form}", summary="Take the bank file")
def batch_file(request: HttpRequest, entity: int, batch: Number, form: BankForm) -> HttpResponse:
    """With whole accounts. A POST, because it is written down who took it."""
    found = _found(request, entity, batch)
    if found.state == PaymentBatch.State.UNDONE:
        raise Http404
    _ending, kind, write = bank.FORMS[form]
    data = write(questions.payments_of(found))
    return _taken(request, found.entity, batch, form, kind, data)


@router.post("/{int:entity}/payments/{batch}/paid", response=BatchOut, summary="Mark as paid")
def paid(request: HttpRequest, entity: int, batch: Number, content: PaidIn) -> BatchOut:
    """Everybody in it reads so. The same day and reference again change nothing."""
    found = _found(request, entity, batch)
    return _batch(
        actions.mark_paid(
            found,
            paid_on=content.paid_on,
            reference=content.reference,
            by=user_of(request),
            at=clock.now(),
        )
    )


@router.post("/{int:entity}/payments/{batch}/undo", response=BatchOut, summary="Take it back")
def undo(request: HttpRequest, entity: int, batch: Number, content: UndoIn) -> BatchOut:
    """Before it was paid; whoever was in it may stand in another batch."""
    found = _found(request, entity, batch)
    by, now = user_of(request), clock.now()
    return _batch(actions.undo_batch(found, reason=content.reason, by=by, at=now))


def _entity(request: HttpRequest, key: int) -> LegalEntity:
    return get_object_or_404(rules.entities_of(user_of(request)), pk=key)


def _found(request: HttpRequest, key: int, number: str) -> PaymentBatch:
    mine = PaymentBatch.objects.select_related("entity", "voucher")
    return get_object_or_404(mine, entity=_entity(request, key), number=number)


def _month(month: str) -> dt.date:
    found = dt.date.fromisoformat(f"{month}-01")
    rules.check_period(found, clock.today())
    return found


def _taken(
    request: HttpRequest, entity: LegalEntity, what: str, form: str, kind: str, data: bytes
) -> HttpResponse:
    by = user_of(request)
    actions.note_taken(entity, what=what, form=form, data=data, by=by, at=clock.now())
    return HttpResponse(data, content_type=kind, headers={"Cache-Control": "no-store"})


def _voucher(one: Voucher) -> VoucherOut:
    body: dict[str, Any] = one.body
    return VoucherOut(
        voucher_id=one.voucher_id,
        kind=one.kind,
        period=f"{one.period:%Y-%m}",
        booked_on=one.booked_on,
        debit=Decimal(body["debit"]),
        credit=Decimal(body["credit"]),
        reverses=body["reverses"],
        settlements=len(body["settlements"]),
        ledger_number=one.ledger_number,
        files=list(files.FORMS),
        unverified={
            name: list(form.unverified) for name, form in files.FORMS.items() if form.unverified
        },
    )


def _batch(one: PaymentBatch) -> BatchOut:
    return BatchOut(
        number=one.number,
        state=one.state,
        count=one.count,
        total=one.total,
        paid_on=one.paid_on,
        bank_reference=one.bank_reference,
        voucher_id=one.voucher.voucher_id if one.voucher else "",
        cases=[payment.settlement.case.number for payment in questions.payments_of(one)],
    )
