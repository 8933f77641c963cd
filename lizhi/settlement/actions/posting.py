"""Book the settlements of a month: each version once, a newer one after the older is taken back."""

import datetime as dt
import hashlib
from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from lizhi.accounts.models import User
from lizhi.common import clock
from lizhi.common.refusals import Refused
from lizhi.people.models import LegalEntity
from lizhi.settlement.models import PaymentBatch, Posting, Settlement, TakenFile, Voucher
from lizhi.settlement.vouchers import entries as booked
from lizhi.settlement.vouchers import neutral, questions, rules
from lizhi.settlement.vouchers.accounts import Table
from lizhi.settlement.vouchers.booking import Booking, NoAccount, Settled
from lizhi.settlement.vouchers.entries import Entry
from lizhi.settlement.vouchers.records import AccountTable

Kind = Voucher.Kind
MOST_TEXT = 40
PAYMENT = Kind.PAYMENT.label
Details = list[dict[str, Any]]


@transaction.atomic
def book(
    entity: LegalEntity,
    period: dt.date,
    *,
    by: User,
    at: dt.datetime,
    booked_on: dt.date | None = None,
) -> list[Voucher]:
    """What employees have been sent for this month goes into vouchers; disputes hold nothing up.

    All vouchers of the month come back, those of before too: doing it again changes nothing. What
    was booked and has been replaced is taken back in red, to the fen, and the new version booked.
    `booked_on` puts it into a later month, where the own one is closed; else the month's last day,
    or today while it runs.
    """
    rules.check_keeps_books(entity.pk, by)
    today = clock.local(at).date()
    rules.check_period(period, today)
    day = booked_on or min(questions.month_end(period), today)
    rules.check_booking_day(day, period, today)
    entity = LegalEntity.objects.select_for_update().get(pk=entity.pk)
    table = rules.table_to_book_by(entity)
    made = _Making(entity, period, table, day, by, at)
    ended = questions.not_own(questions.ended_in(entity, period), by)
    _take_back(made, ended.values("case"))
    _post(made, questions.settled(questions.not_booked(ended)))
    return questions.vouchers_of(entity, period)


@transaction.atomic
def note_ledger_number(voucher: Voucher, *, number: str, by: User, at: dt.datetime) -> Voucher:
    """The ledger has taken it under this number; from then on it is found by either."""
    voucher = Voucher.objects.select_for_update().get(pk=voucher.pk)
    if voucher.ledger_number and voucher.ledger_number == number.strip():
        return voucher
    rules.check_can_note(voucher, by)
    if not number.strip() or len(number.strip()) > MOST_TEXT:
        raise Refused(_("Please write the number under which the ledger has booked it."))
    voucher.ledger_number, voucher.ledger_by, voucher.ledger_at = number.strip(), by, at
    voucher.save(update_fields=["ledger_number", "ledger_by", "ledger_at"])
    return voucher


@transaction.atomic
def book_payment(batch: PaymentBatch, *, by: User, at: dt.datetime) -> PaymentBatch:
    """A paid batch clears what was owed, in the month of the payment; once, however often asked.

    `NoAccount` where the account table does not say how, or there is none.
    """
    rules.check_keeps_books(batch.entity_id, by)
    entity = LegalEntity.objects.select_for_update().get(pk=batch.entity_id)
    batch = PaymentBatch.objects.select_for_update().get(pk=batch.pk)
    if batch.voucher_id or batch.paid_on is None:
        return batch
    table = rules.table_of(entity.pk)
    if table is None:
        raise NoAccount([(str(PAYMENT), entity.name, _("account table"))])
    made = _Making(entity, batch.paid_on.replace(day=1), table, batch.paid_on, by, at)
    paid = dict(batch.payments.values_list("settlement", "amount"))
    settled = questions.settled(
        Settlement.objects.filter(pk__in=batch.payments.values("settlement"))
    )
    booking = Booking(made.table, made.period)
    entries = [entry for one in settled for entry in booking.paid(one, paid[one.key])]
    if booking.gaps:
        raise NoAccount(booking.gaps)
    details = [
        {"case_id": one.case, "version": one.version, "net": f"{paid[one.key]:.2f}"}
        for one in settled
    ]
    batch.voucher = made.make(Kind.PAYMENT, entries, details)
    batch.save(update_fields=["voucher"])
    return batch


@transaction.atomic
def note_taken(
    entity: LegalEntity, *, what: str, form: str, data: bytes, by: User, at: dt.datetime
) -> TakenFile:
    """Somebody of finance takes a file with money in it; who, which and when stays."""
    rules.check_keeps_books(entity.pk, by)
    digest = hashlib.sha256(data).hexdigest()
    values = {"what": what[:MOST_TEXT], "form": form, "sha256": digest, "created_at": at}
    return TakenFile.objects.create(by=by, entity=entity, **values)


class _Making:
    """Makes vouchers of one entity and one month, each under the next number."""

    def __init__(
        self,
        entity: LegalEntity,
        period: dt.date,
        table: AccountTable,
        booked_on: dt.date,
        by: User,
        at: dt.datetime,
    ) -> None:
        self.entity, self.period, self.record = entity, period, table
        self.table = Table.of(table.body)
        self._booked_on, self.by, self._at = booked_on, by, at

    def make(
        self,
        kind: Kind,
        entries: Sequence[Entry],
        details: Details,
        reverses: Sequence[str] = (),
    ) -> Voucher:
        """One voucher; balanced, or nothing at all."""
        number = self._next()
        voucher_id = f"LZ{self.entity.pk:04d}-{self.period:%Y%m}-{number:04d}"
        body = neutral.body(
            booked.together(entries),
            voucher_id=voucher_id,
            kind=kind,
            period=self.period,
            booked_on=self._booked_on,
            org_name=self.entity.name,
            table=self.table,
            table_number=self.record.number,
            reverses=reverses,
            details=details,
        )
        return Voucher.objects.create(
            voucher_id=voucher_id,
            entity=self.entity,
            period=self.period,
            number=number,
            kind=kind,
            table=self.record,
            booked_on=self._booked_on,
            body=body,
            made_by=self.by,
            created_at=self._at,
        )

    def _next(self) -> int:
        mine = Voucher.objects.filter(entity=self.entity, period=self.period)
        return (mine.aggregate(last=Max("number"))["last"] or 0) + 1


def _take_back(made: _Making, cases: Any) -> None:
    """In red, with the accounts of then: what the table says today does not matter for it."""
    found = questions.overtaken(made.entity, made.period, cases, made.by).select_related(
        "voucher", "settlement__case"
    )
    old = sorted(found, key=lambda one: (one.settlement.case.number, one.settlement.number))
    if not old:
        return
    entries = [[Entry.of(one).reversed() for one in posting.entries] for posting in old]
    details = [
        {
            "case_id": one.settlement.case.number,
            "version": one.settlement.number,
            "net": f"{-_net(one.entries):.2f}",
        }
        for one in old
    ]
    names = sorted({one.voucher.voucher_id for one in old})
    flat = [one for some in entries for one in some]
    voucher = made.make(Kind.REVERSAL, flat, details, names)
    Posting.objects.bulk_create(
        Posting(
            voucher=voucher,
            settlement=one.settlement,
            kind=Posting.Kind.REVERSED,
            entries=[entry.as_json() for entry in some],
        )
        for one, some in zip(old, entries, strict=True)
    )


def _net(stored: list[dict[str, Any]]) -> Any:
    """What was left to pay, from what was booked."""
    every = [Entry.of(one) for one in stored]
    signed = {"net": 1, "owed": -1}
    return sum((one.amount * signed[one.kind] for one in every if one.kind in signed), booked.ZERO)


def _post(made: _Making, settled: Sequence[Settled]) -> None:
    booking = Booking(made.table, made.period)
    each = [(one, booking.entries(one)) for one in settled]
    if booking.gaps:
        raise NoAccount(booking.gaps)
    each = [(one, entries) for one, entries in each if entries]
    if not each:
        return
    details = [
        {"case_id": one.case, "version": one.version, "net": f"{one.net:.2f}"} for one, _ in each
    ]
    flat = [entry for _, entries in each for entry in entries]
    voucher = made.make(Kind.SETTLEMENT, flat, details)
    Posting.objects.bulk_create(
        Posting(
            voucher=voucher,
            settlement_id=one.key,
            kind=Posting.Kind.POSTED,
            entries=[entry.as_json() for entry in entries],
        )
        for one, entries in each
    )
