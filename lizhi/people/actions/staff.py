"""What HR does to several people of the list at once."""

import datetime as dt
from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from lizhi.accounts.models import User
from lizhi.common.refusals import NotPermitted
from lizhi.people import leading
from lizhi.people.models import ByHand, Employment


def check_in_hands(people: Sequence[Employment], by: User) -> None:
    """Each of them is somebody whom this person looks after."""
    keys = {one.pk for one in people}
    if Employment.objects.in_hands_of(by).filter(pk__in=keys).count() != len(keys):
        raise NotPermitted(_("These people are not in your hands."))


@transaction.atomic
def change_manager(
    people: Sequence[Employment], boss: Employment | None, *, by: User, at: dt.datetime
) -> int:
    """From now on they report to this person, or with None to whoever leads their department.

    What waits for the former manager in cases that run stays there. How many have changed.
    """
    check_in_hands(people, by)
    keys = [one.pk for one in people]
    fresh = list(Employment.objects.select_for_update().filter(pk__in=keys).order_by("pk"))
    changing = [one for one in fresh if one.reports_to_id != (boss.pk if boss else None)]
    if boss is not None:
        leading.check_can_lead(boss, changing)
    deed, kept = ByHand.Deed.MANAGER, {"by": by, "created_at": at}
    ByHand.objects.bulk_create(
        ByHand(deed=deed, employment=one, before_id=one.reports_to_id, **kept) for one in changing
    )
    Employment.objects.filter(pk__in=[one.pk for one in changing]).update(reports_to=boss)
    return len(changing)
