"""What the books ask of settlements: always in a few queries, however many people there are."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import islice
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from lizhi.accounts.models import User
from lizhi.cases.models import Case
from lizhi.common.prepared import Prepared, given
from lizhi.people.models import LegalEntity
from lizhi.settlement.models import Line, Payment, PaymentBatch, Posting, Settlement, Voucher
from lizhi.settlement.vouchers import vocabulary
from lizhi.settlement.vouchers.booking import Amount, Settled

PART = 500
"""Keys in one query: SQLite takes no more than some."""
SEALED = ("id_number", "email")
"""Of a person: opening each costs time, and nobody here needs them."""
FIELDS = (
    *("pk", "number", "case__number", "case__branch__name", "case__employment__department__name"),
    *("case__employment__number", "case__employment__person__name"),
)


def month_end(period: dt.date) -> dt.date:
    """The last day of the month."""
    return (period.replace(day=28) + dt.timedelta(days=4)).replace(day=1) - dt.timedelta(days=1)


def ended_in(entity: LegalEntity, period: dt.date) -> QuerySet[Settlement]:
    """What employees have before them, of contracts that ended in this month."""
    within = (period, month_end(period))
    shown = Settlement.objects.shown().filter(case__entity=entity, case__contract_end__range=within)
    return shown.exclude(case__status=Case.Status.WITHDRAWN)


def vouchers_of(entity: LegalEntity, period: dt.date) -> list[Voucher]:
    """Of this month, in the order in which they were made."""
    mine = Voucher.objects.filter(entity=entity, period=period)
    return list(mine.select_related("made_by", "ledger_by", "table").order_by("number"))


def payments_of(batch: PaymentBatch) -> list[Payment]:
    """With their cases, by number."""
    mine = batch.payments.select_related("settlement__case").defer("settlement__inputs")
    return list(mine.order_by("settlement__case__number"))


def key_of(entity: LegalEntity, key: str, by: User) -> str:
    """Under what key a batch is kept: that of the form, of this person and company."""
    return f"{entity.pk}:{by.pk}:{key}"


def made_with(entity: LegalEntity, key: str, by: User) -> PaymentBatch | None:
    """The batch that this form, or this call of a program, has made already."""
    return PaymentBatch.objects.filter(key=key_of(entity, key, by)).first()


def batches_of(entity: LegalEntity, period: dt.date) -> list[PaymentBatch]:
    """Those with somebody in them whose contract ended in this month, the newest first."""
    within = (period, month_end(period))
    ended = Payment.objects.filter(settlement__case__contract_end__range=within)
    mine = PaymentBatch.objects.filter(entity=entity, pk__in=ended.values("batch"))
    return list(mine.select_related("made_by", "paid_by", "undone_by", "voucher").order_by("-pk"))


PAID = Prepared(
    lambda: (
        Payment.objects.filter(
            settlement__case=given("case"), stands=True, batch__state=PaymentBatch.State.PAID
        )
        .select_related("batch")
        .only("amount", "batch__paid_on")
        .order_by("batch__paid_on", "pk")
    )
)


def paid_to(case: Case) -> tuple[Decimal, dt.date] | None:
    """How much has left the bank for this person, and the last day; None while nothing has."""
    found = PAID.all(case=case.pk)
    days = [one.batch.paid_on for one in found if one.batch.paid_on]
    return (sum((one.amount for one in found), Decimal(0)), max(days)) if days else None


def not_own(settlements: QuerySet[Settlement], user: User) -> QuerySet[Settlement]:
    """Nobody books or pays for himself; a colleague does."""
    return settlements.exclude(case__employment__person__user=user)


def not_booked(settlements: QuerySet[Settlement]) -> QuerySet[Settlement]:
    """Versions that stand in no voucher yet."""
    return settlements.filter(~Exists(_postings(Posting.Kind.POSTED)))


def overtaken(
    entity: LegalEntity, period: dt.date, cases: QuerySet[Any], user: User
) -> QuerySet[Posting]:
    """Booked and not taken back, though another version holds now, or nothing has ended.

    Of this month's vouchers, and of these cases, wherever they were booked.
    """
    gone = ~Q(settlement__state__in=(Settlement.State.SENT, Settlement.State.ANSWERED))
    gone |= Q(settlement__case__status=Case.Status.WITHDRAWN)
    booked = Posting.objects.filter(kind=Posting.Kind.POSTED, voucher__entity=entity)
    here = Q(voucher__period=period) | Q(settlement__case__in=cases)
    taken_back = Posting.objects.filter(
        settlement=OuterRef("settlement"), kind=Posting.Kind.REVERSED
    )
    own = Q(settlement__case__employment__person__user=user)
    return booked.filter(gone & here & ~Exists(taken_back)).exclude(own)


def _postings(kind: str) -> QuerySet[Posting]:
    return Posting.objects.filter(settlement=OuterRef("pk"), kind=kind)


def settled(settlements: QuerySet[Settlement]) -> list[Settled]:
    """Each with its lines, in the order of case numbers."""
    heads = list(settlements.order_by("case__number", "number").values_list(*FIELDS))
    amounts = _amounts([head[0] for head in heads])
    return [
        Settled(key, case, version, branch, department, staff_number, name, amounts[key])
        for key, version, case, branch, department, staff_number, name in heads
    ]


def _amounts(keys: list[int]) -> dict[int, tuple[Amount, ...]]:
    found: dict[int, list[Amount]] = defaultdict(list)
    by_hand = _by_hand(keys)
    for key, name, title, side, amount in lines_of(keys):
        kind = vocabulary.kind_of(name, by_hand.get(key, {}))
        plain = title.partition("，")[0]
        found[key].append(Amount(kind, plain, side == Line.Side.DUE, amount))
    return {key: tuple(found[key]) for key in keys}


def lines_of(keys: list[int]) -> Iterator[tuple[int, str, str, str, Decimal]]:
    """Lines without an amount count for nothing until they have one."""
    for part in in_parts(keys):
        lines = Line.objects.filter(settlement__in=part).order_by("settlement", "position")
        for key, name, title, side, amount in lines.values_list(
            "settlement", "key", "title", "side", "amount"
        ):
            if amount is not None:
                yield key, name, title, side, amount


def _by_hand(keys: list[int]) -> dict[int, dict[str, str]]:
    found: dict[int, dict[str, str]] = {}
    for part in in_parts(keys):
        with_some = Line.objects.filter(settlement__in=part, by_hand=True).values("settlement")
        inputs = Settlement.objects.filter(pk__in=with_some).values_list("pk", "inputs")
        found.update((key, vocabulary.kinds_by_hand(one)) for key, one in inputs)
    return found


def kinds_of(entity: LegalEntity) -> dict[str, str]:
    """Kinds that the house knows, and those that stand in settlements of this company besides."""
    mine = Line.objects.filter(settlement__case__entity=entity, by_hand=False)
    others = mine.exclude(key__in=vocabulary.KINDS).values_list("key", "title").distinct()
    found = {vocabulary.kind_of(key, {}): title.partition("，")[0] for key, title in others[:PART]}
    return {**found, **vocabulary.KINDS}


def in_parts(keys: Iterable[int]) -> Iterator[list[int]]:
    """So many at a time."""
    left = iter(keys)
    while part := list(islice(left, PART)):
        yield part
