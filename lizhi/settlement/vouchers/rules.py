"""Who keeps the books of an entity, and for which month. In silence, or refused with a reason."""

import datetime as dt

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from lizhi.accounts.models import User
from lizhi.common.refusals import AlreadyDone, NotPermitted, Refused
from lizhi.people import rules as people
from lizhi.people.models import LegalEntity, RoleGrant
from lizhi.settlement.vouchers.records import AccountTable, PaymentBatch, Voucher

State = AccountTable.State
FIRST_YEAR = 2008
"""劳动合同法 is in force since; nobody settles by this product for a month before."""


def entities_of(user: User) -> QuerySet[LegalEntity]:
    """Whose money is in these hands: neither HR, managers nor administrators have any."""
    reach = people.roles_of(user).finance_entities
    every = LegalEntity.objects.order_by("name")
    return every if reach is None else every.filter(pk__in=reach)


def check_keeps_books(entity_id: int, user: User) -> None:
    """Finance of this entity, or of the group."""
    if not people.roles_of(user).is_finance_of(entity_id):
        raise NotPermitted(_("Only finance of this company can do this."))


def check_period(period: dt.date, today: dt.date) -> None:
    """A month that has begun."""
    if period > today.replace(day=1):
        raise Refused(_("This month has not begun yet. Please choose an earlier one."))
    if period.year < FIRST_YEAR:
        raise Refused(_("Please choose a month from %(year)d on.") % {"year": FIRST_YEAR})


def check_booking_day(booked_on: dt.date, period: dt.date, today: dt.date) -> None:
    """From the first of the month to today: a closed month is booked into an open one."""
    if booked_on < period:
        raise Refused(_("The booking day lies before the month that it is about."))
    if booked_on > today:
        raise Refused(_("The booking day has not come yet."))


def table_of(entity_id: int) -> AccountTable | None:
    """The account table in force."""
    return AccountTable.objects.filter(entity=entity_id, state=State.IN_FORCE).first()


def table_to_book_by(entity: LegalEntity) -> AccountTable:
    """The same, without which nothing is booked."""
    found = table_of(entity.pk)
    if found is None:
        words = _(
            "%(company)s has no confirmed account table yet. Please fill it in first;"
            " the proposal of the house has to be confirmed by you."
        )
        raise Refused(words % {"company": entity.name})
    return found


def is_alone(entity_id: int, user: User) -> bool:
    """Whether nobody else is in finance of this entity."""
    grants = RoleGrant.objects.in_force().filter(role=RoleGrant.Role.FINANCE).exclude(user=user)
    return not grants.reaching(entity=entity_id).exists()


def check_can_decide(table: AccountTable, user: User) -> None:
    """Another person than the one who made it; the same only where nobody else is in finance."""
    check_keeps_books(table.entity_id, user)
    if table.state != State.PROPOSED:
        raise AlreadyDone(_("This account table has been decided about already."))
    if table.made_by_id == user.pk and not is_alone(table.entity_id, user):
        raise Refused(_("You have made this table yourself. Please ask a colleague of finance."))


def check_can_note(voucher: Voucher, user: User) -> None:
    """The number that the ledger has given, written down once."""
    check_keeps_books(voucher.entity_id, user)
    if voucher.ledger_number:
        raise AlreadyDone(_("The number in the ledger has been written down already."))


def check_can_pay(batch: PaymentBatch, user: User) -> None:
    """A batch that stands and is not paid yet."""
    check_keeps_books(batch.entity_id, user)
    if batch.state == PaymentBatch.State.PAID:
        raise AlreadyDone(_("This batch has been marked as paid already."))
    if batch.state == PaymentBatch.State.UNDONE:
        raise Refused(_("This batch was taken back. Please make a new one."))
