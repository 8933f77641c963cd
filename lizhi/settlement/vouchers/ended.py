"""Everybody whose contract ends in a month: what was sent, booked and paid, in a few queries."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from lizhi.accounts.models import User
from lizhi.cases.models import Case
from lizhi.people.models import LegalEntity
from lizhi.settlement.models import Line, PaymentBatch, Posting, Settlement
from lizhi.settlement.vouchers import payable, questions
from lizhi.settlement.vouchers.payable import Payable

UNREAD = ("employment__bank_account", *(f"employment__person__{n}" for n in questions.SEALED))
NAMES = ("employment__person", "employment__department", "branch")


@dataclass(frozen=True)
class Row:
    """One person: what holds, and what has become of it in the books and at the bank."""

    case: Case
    payable: Payable | None
    """None: no settlement was sent yet."""
    voucher: str = ""
    booked_version: int = 0
    """The version that stands in the voucher: an older one is taken back when it is booked anew."""
    batch_state: str = ""
    is_own: bool = False
    is_asked: bool = False
    """A line is disputed and not answered; nothing waits for that."""

    @property
    def is_booked(self) -> bool:
        """The version that holds stands in a voucher."""
        return self.payable is not None and self.booked_version == self.payable.settlement.number

    @property
    def is_paid(self) -> bool:
        """The version that holds was paid."""
        return self.batch_state == PaymentBatch.State.PAID

    @property
    def wants_a_look(self) -> bool:
        """Nothing was sent yet, or it cannot be paid as it is."""
        if self.payable is None:
            return True
        return bool(self.payable.problem) and not self.payable.batch

    @property
    def can_be_paid(self) -> bool:
        """By this reader, now."""
        return self.payable is not None and not self.is_own and not self.payable.problem


def cases_of(entity: LegalEntity, period: dt.date) -> QuerySet[Case]:
    """Whose contracts end in this month for certain; offers that both have not signed end nothing.

    A case that was withdrawn has ended nothing.
    """
    within = (period, questions.month_end(period))
    mine = Case.objects.filter(entity=entity, contract_end__range=within)
    offers = Q(way__in=Case.TOGETHER, binding_at=None)
    return mine.exclude(status=Case.Status.WITHDRAWN).exclude(offers)


def of(entity: LegalEntity, period: dt.date, user: User) -> list[Row]:
    """By case number, as this person of finance may act on them."""
    cases = list(cases_of(entity, period).select_related(*NAMES).order_by("number").defer(*UNREAD))
    sent = {one.case.pk: one for one in payable.of(entity, period)}
    keys = [case.pk for case in cases]
    in_books, in_question = _booked(keys), asked(keys)
    states = _batch_states([one.batch for one in sent.values() if one.batch])
    return [
        Row(
            case,
            sent.get(case.pk),
            *in_books.get(case.pk, ("", 0)),
            batch_state=states.get(sent[case.pk].batch, "") if case.pk in sent else "",
            is_own=case.employment.person.user_id == user.pk,
            is_asked=case.pk in in_question,
        )
        for case in cases
    ]


def booked(keys: list[int]) -> set[int]:
    """Cases of which something stands in a voucher."""
    return set(_booked(keys))


def _booked(keys: list[int]) -> dict[int, tuple[str, int]]:
    """By case: the newest voucher whose entries were not taken back, and the version in it."""
    found: dict[int, tuple[str, int]] = {}
    for part in questions.in_parts(keys):
        mine = Posting.objects.filter(settlement__case__in=part).order_by("pk")
        for case, version, voucher, kind in mine.values_list(
            "settlement__case", "settlement__number", "voucher__voucher_id", "kind"
        ):
            if kind == Posting.Kind.POSTED:
                found[case] = (voucher, version)
            elif found.get(case, ("", 0))[1] == version:
                del found[case]
    return found


def asked(keys: list[int]) -> set[int]:
    """Cases with a question about a line that finance has not answered."""
    found: set[int] = set()
    shown = (Settlement.State.SENT, Settlement.State.ANSWERED)
    for part in questions.in_parts(keys):
        lines = Line.objects.filter(answer=Line.Answer.DISPUTED, reply="")
        mine = lines.filter(settlement__case__in=part, settlement__state__in=shown)
        found.update(mine.values_list("settlement__case", flat=True))
    return found


def _batch_states(numbers: list[str]) -> dict[str, str]:
    known: dict[str, str] = defaultdict(str)
    known.update(
        PaymentBatch.objects.filter(number__in=set(numbers)).values_list("number", "state")
    )
    return known
