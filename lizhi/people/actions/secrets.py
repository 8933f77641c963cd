"""One full number for a moment, and a line that says who looked."""

import datetime as dt

from django.db import transaction

from lizhi.accounts.models import User
from lizhi.people.models import Employment, Reveal

SAME_LOOK = dt.timedelta(minutes=10)


@transaction.atomic
def wage_was_seen(employment: Employment, *, by: User, at: dt.datetime) -> None:
    """Somebody has had before the eyes what this person earns: a line says who and when.

    Who asks again within ten minutes, by a second press or a program that tries again, has looked
    once.
    """
    User.objects.select_for_update(no_key=True).get(pk=by.pk)  # two presses stand in a row
    looked = Reveal.objects.filter(by=by, employment=employment, field=Reveal.Field.WAGE)
    if looked.filter(created_at__gt=at - SAME_LOOK).exists():
        return
    Reveal.objects.create(by=by, employment=employment, field=Reveal.Field.WAGE, created_at=at)


@transaction.atomic
def reveal(employment: Employment, field: str, *, by: User, at: dt.datetime) -> str:
    """The full value, and the record of having seen it: both or neither."""
    Reveal.objects.create(by=by, employment=employment, field=field, created_at=at)
    values = {
        Reveal.Field.PHONE: employment.user.phone,
        Reveal.Field.ID_NUMBER: employment.person.id_number,
        Reveal.Field.BANK_ACCOUNT: employment.bank_account,
    }
    return values[Reveal.Field(field)]
