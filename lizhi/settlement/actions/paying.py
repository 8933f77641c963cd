"""Pay what was sent: a file for the bank, then the day on which the money left it."""

import datetime as dt
from collections.abc import Iterable, Sequence
from contextlib import suppress

from django.db import transaction
from django.utils.translation import gettext as _

from lizhi.accounts.models import User
from lizhi.cases import actions as cases
from lizhi.common import clock
from lizhi.common.refusals import AlreadyDone, Refused
from lizhi.people.models import LegalEntity
from lizhi.settlement import kinds
from lizhi.settlement.actions.posting import book_payment
from lizhi.settlement.models import Payment, PaymentBatch
from lizhi.settlement.signals import settlement_paid
from lizhi.settlement.vouchers import payable, questions, rules
from lizhi.settlement.vouchers.booking import NoAccount
from lizhi.settlement.vouchers.payable import Payable
from lizhi.workflow import actions as workflow

State = PaymentBatch.State
MOST_NAMED = 5
MOST_REFERENCE, MOST_REASON = 60, 200


@transaction.atomic
def make_batch(
    entity: LegalEntity, numbers: Iterable[str], *, by: User, at: dt.datetime, key: str
) -> PaymentBatch:
    """One file for these cases; a dispute holds no payment up, disputed lines are paid as sent.

    Somebody without an account, with nothing left to pay or without a settlement is named, and
    nothing is made. `key` is that of the form: pressed twice, it is one batch; with somebody else
    ticked it is refused, so that nobody takes the old batch for a new one.
    """
    rules.check_keeps_books(entity.pk, by)
    entity = LegalEntity.objects.select_for_update().get(pk=entity.pk)
    wanted = sorted(set(numbers))
    if known := questions.made_with(entity, key, by):
        _check_same(known, wanted)
        return known
    found = payable.of_cases(entity, wanted)
    _check(wanted, found, by)
    batch = PaymentBatch.objects.create(
        number=_number(entity, at),
        entity=entity,
        key=questions.key_of(entity, key, by),
        count=len(found),
        total=sum(one.amount for one in found),
        made_by=by,
        created_at=at,
    )
    Payment.objects.bulk_create(_payment(batch, one) for one in found)
    return batch


@transaction.atomic
def mark_paid(
    batch: PaymentBatch, *, paid_on: dt.date, reference: str, by: User, at: dt.datetime
) -> PaymentBatch:
    """The bank has paid it: everybody in it reads so, with the day, and what was owed is cleared.

    Marked again with the same day and reference, nothing changes.
    """
    batch = PaymentBatch.objects.select_for_update().get(pk=batch.pk)
    reference = reference.strip()
    if batch.state == State.PAID and (batch.paid_on, batch.bank_reference) == (paid_on, reference):
        return batch
    rules.check_can_pay(batch, by)
    _check_paid(batch, paid_on, reference, today=clock.local(at).date())
    batch.state, batch.paid_on, batch.bank_reference = State.PAID, paid_on, reference
    batch.paid_by, batch.paid_at = by, at
    batch.save(update_fields=["state", "paid_on", "bank_reference", "paid_by", "paid_at"])
    for payment in questions.payments_of(batch):
        _tell(payment, batch, paid_on, by, at)
    with suppress(NoAccount):  # paid is paid; the page says that its voucher is still to be made
        return book_payment(batch, by=by, at=at)
    return batch


@transaction.atomic
def undo_batch(batch: PaymentBatch, *, reason: str, by: User, at: dt.datetime) -> PaymentBatch:
    """Not paid yet, and not to be paid like this: everybody in it may stand in another batch."""
    batch = PaymentBatch.objects.select_for_update().get(pk=batch.pk)
    if batch.state == State.UNDONE:
        return batch
    rules.check_can_pay(batch, by)
    if not reason.strip():
        raise Refused(_("Please write why; whoever looks at the batch later reads it."))
    batch.state, batch.undone_by, batch.undone_at = State.UNDONE, by, at
    batch.undo_reason = reason.strip()[:MOST_REASON]
    batch.save(update_fields=["state", "undone_by", "undone_at", "undo_reason"])
    batch.payments.update(stands=False)
    return batch


def _check(wanted: Sequence[str], found: Sequence[Payable], by: User) -> None:
    if not wanted:
        raise Refused(_("Please choose whom to pay."))
    known = {one.case.number for one in found}
    problems = [
        (number, _("has not been sent a settlement")) for number in wanted if number not in known
    ]
    problems += [(one.case.number, one.problem) for one in found if one.problem]
    own = _("is your own settlement; a colleague pays it")
    problems += [(one.case.number, own) for one in found if one.case.leaver == by]
    if not problems:
        return
    named = "; ".join(f"{number} {words}" for number, words in problems[:MOST_NAMED])
    words = _("Nothing was made. Please look at: %(named)s.") % {"named": named}
    if all(one.batch for one in found) and len(known) == len(wanted):
        raise AlreadyDone(words)
    raise Refused(words)


def _check_same(known: PaymentBatch, wanted: Sequence[str]) -> None:
    inside = set(known.payments.values_list("settlement__case__number", flat=True))
    if not inside.issuperset(wanted):
        raise AlreadyDone(
            _(
                "This form has made batch %(number)s already, without some of those that are"
                " chosen now. Please open the month again and choose there."
            )
            % {"number": known.number}
        )


def _check_paid(batch: PaymentBatch, paid_on: dt.date, reference: str, *, today: dt.date) -> None:
    if paid_on > today:
        raise Refused(_("This day has not come yet."))
    if paid_on < clock.local(batch.created_at).date():
        raise Refused(_("This day lies before the one on which the file was made."))
    if not reference or len(reference) > MOST_REFERENCE:
        raise Refused(_("Please write the reference that the bank has given."))


def _number(entity: LegalEntity, at: dt.datetime) -> str:
    start = f"FK{entity.pk:04d}-{clock.local(at):%Y%m%d}-"
    today = PaymentBatch.objects.filter(number__startswith=start).count()
    return f"{start}{today + 1:02d}"


def _payment(batch: PaymentBatch, one: Payable) -> Payment:
    employment, end = one.case.employment, one.case.contract_end
    return Payment(
        batch=batch,
        settlement=one.settlement,
        amount=one.amount,
        payee=employment.person.name,
        account=employment.bank_account,
        bank=employment.bank_name,
        purpose=f"{end.year}年{end.month}月离职结算",
        due_on=one.due_on,
    )


def _tell(
    payment: Payment, batch: PaymentBatch, paid_on: dt.date, by: User, at: dt.datetime
) -> None:
    settlement = payment.settlement
    case = settlement.case = workflow.lock(settlement.case)
    day, version = paid_on.isoformat(), settlement.number
    facts = {"version": version, "day": day, "batch": batch.number}
    cases.record_all(case, [cases.Entry(kinds.SETTLEMENT_PAID, by=by, facts=facts)], at=at)
    settlement_paid.send(
        type(settlement), settlement=settlement, day=paid_on, batch=batch.number, by=by
    )
