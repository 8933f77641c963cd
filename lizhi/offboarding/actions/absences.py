"""Somebody is not there: a colleague does meanwhile what would wait for him."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from lizhi.accounts.models import User
from lizhi.common import calendar, clock
from lizhi.common.refusals import NotPermitted
from lizhi.offboarding import absence_texts, substituting
from lizhi.people import absences
from lizhi.people.models import Absence
from lizhi.workflow import actions as workflow


@transaction.atomic
def be_away(
    user: User, instead: User, first: dt.date, last: dt.date, *, by: User, at: dt.datetime
) -> Absence:
    """From the first day to the last what comes for this person comes to the substitute.

    What waits for him already moves on the first day; where that is today, at once. What he has
    signed or answered stays his. Sent twice, it is entered once.
    """
    absences.check_can_enter(user, by)
    absences.check_substitute(user, instead)
    User.objects.select_for_update().get(pk=user.pk)  # whoever enters another one waits here
    if known := absences.entered(user, instead, first, last):
        return known
    today = clock.local(at).date()
    absences.check_days(user, first, last, today=today)
    absence = Absence.objects.create(
        user=user, substitute=instead, first_day=first, last_day=last, made_by=by, created_at=at
    )
    if first <= today:
        key = f"absence:{absence.pk}:begins"
        workflow.queue("owners.stand_in", {"user": user.pk}, dedupe=key, at=at)
    _tell(absence, "entered", at)
    return absence


@transaction.atomic
def be_back(absence: Absence, *, by: User, at: dt.datetime) -> None:
    """From now on new things come to the person again; what the substitute has stays there.

    He can take back what is not done: see `take_over_again`.
    """
    fresh = Absence.objects.select_for_update(of=("self",)).get(pk=absence.pk)
    absences.check_can_end(fresh, by, today=clock.local(at).date())
    fresh.ended_at, fresh.ended_by = at, by
    fresh.save(update_fields=["ended_at", "ended_by"])
    _tell(fresh, "ended", at)


def take_over_again(user: User, *, by: User, at: dt.datetime) -> int:
    """Everything that others still have in his place comes back to him; how much that was."""
    if user != by:
        raise NotPermitted(_("Only the person can take the own steps back."))
    return substituting.take_back(user, at=at)


def _tell(absence: Absence, what: str, at: dt.datetime) -> None:
    workflow.queue(
        absence_texts.TOPIC,
        {"absence": absence.pk, "what": what},
        dedupe=f"absence:{absence.pk}:{what}",
        at=calendar.quiet(at),
    )
