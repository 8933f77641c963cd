"""A company's own week, hours and days; a branch follows one of them, or the official one."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from lizhi.accounts.models import User
from lizhi.calendars import rules
from lizhi.calendars.actions.lists import recount_later
from lizhi.calendars.reading import Row
from lizhi.common import calendar_days, clock
from lizhi.common.models import Calendar, CalendarDay
from lizhi.common.refusals import Refused
from lizhi.people.models import Branch


@transaction.atomic
def save(
    code: str, *, values: dict[str, Any], days: Iterable[Row], by: User, at: dt.datetime
) -> Calendar:
    """Its own days win over the official ones; times that are still to come are counted anew."""
    rules.check_can_look_after_calendars(by)
    own, _made = Calendar.objects.select_for_update().update_or_create(
        code=code, defaults=values, create_defaults={**values, "created_at": at}
    )
    CalendarDay.objects.filter(calendar=code).delete()
    CalendarDay.objects.bulk_create(
        CalendarDay(calendar=code, day=day, kind=kind, name=name, source=CalendarDay.Source.COMPANY)
        for day, kind, name in days
    )
    transaction.on_commit(calendar_days.forget)
    _recount(f"calendar:{own.pk}", own.title, at)
    return own


@transaction.atomic
def choose(branch: Branch, code: str, *, by: User, at: dt.datetime) -> None:
    """Steps of this branch that count by "the branch's own" follow this calendar from now on."""
    rules.check_can_look_after_calendars(by)
    if code != calendar_days.OFFICIAL and not Calendar.objects.filter(code=code).exists():
        raise Refused(_("There is no such calendar."))
    chosen = Branch.objects.select_for_update().get(pk=branch.pk)
    if chosen.calendar == code:
        return
    Branch.objects.filter(pk=branch.pk).update(calendar=code)
    branch.calendar = code
    _recount(f"branch:{branch.pk}:{code}", branch.name, at)


def _recount(key: str, name: str, at: dt.datetime) -> None:
    since = clock.local(at).date()
    why = _("calendar of %(name)s") % {"name": name}
    recount_later(f"{key}:{at.isoformat()}", since=since, why=why, at=at)
