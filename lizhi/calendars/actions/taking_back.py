"""An official list that should not have been loaded is taken back."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from lizhi.accounts.models import User
from lizhi.calendars import rules, trial
from lizhi.calendars.actions.lists import recount_later, write
from lizhi.calendars.models import HolidayList
from lizhi.common.refusals import Refused


@transaction.atomic
def take_back(loaded: HolidayList, *, reason: str, by: User, at: dt.datetime) -> None:
    """The year is a guess again, and every time that hangs on it is counted anew and told.

    Where the program itself brought days of this year, these count again. Twice is once.
    """
    rules.check_can_look_after_calendars(by)
    known = HolidayList.objects.select_for_update().get(pk=loaded.pk)
    if known.taken_back_at is not None:
        return
    if not known.is_current:
        raise Refused(_("Another list has taken its place. Please look at that one."))
    HolidayList.objects.filter(pk=known.pk).update(
        is_current=False, taken_back_at=at, taken_back_by=by, reason=reason
    )
    write(trial.shipped(known.year), known.year)
    why = _("%(document)s, taken back") % {"document": known.document}
    recount_later(f"taken_back:{known.pk}", since=dt.date(known.year, 1, 1), why=why, at=at)
