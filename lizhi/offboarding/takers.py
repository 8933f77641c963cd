"""Whom a step can be given to by hand: somebody who works here, stays, and is not away today."""

import datetime as dt
from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from lizhi.accounts.models import User
from lizhi.cases.models import Case
from lizhi.common import wording
from lizhi.common.prepared import Prepared, given
from lizhi.common.refusals import Refused
from lizhi.offboarding import ways
from lizhi.people import absences
from lizhi.people import rules as people
from lizhi.people.models import Absence

AWAY = _("%(name)s is away until %(day)s, and %(other)s stands in. Please choose somebody else.")

OWN = Prepared(lambda: Case.objects.running().filter(employment__person__user=given("user")))


def check(case: Case, to: User, *, today: dt.date) -> None:
    """Refused with whom to ask instead, where that is known; the own rules of time may still do it.

    What waits for somebody away or leaving is moved by rule: by hand it would only come back.
    """
    check_colleague(case, to)
    if absence := absences.of(to, today):
        until, other = wording.day(absence.last_day, "short"), absence.substitute.name
        away = {"name": to.name, "day": until, "other": other}
        raise Refused(AWAY % away)
    own = next(filter(ways.is_certain, OWN.all(user=to.pk)), None)
    if own is not None:
        gone = {"name": to.name, "day": wording.day(own.contract_end, "short")}
        raise Refused(_("%(name)s leaves on %(day)s. Please choose somebody who stays.") % gone)


def check_colleague(case: Case, to: User) -> None:
    """Somebody who works here and does not leave by this case."""
    if to == case.leaver:
        raise Refused(_("Whoever leaves cannot decide about the own case."))
    if not to.is_active or not people.is_employed(to):
        raise Refused(_("This person does not work here any more. Please choose another."))


def able(users: Iterable[User], *, today: dt.date) -> list[User]:
    """Those of them who are here today and stay, in their order."""
    known = [user for user in users if user.is_active]
    keys = [user.pk for user in known]
    away = set(Absence.objects.on(today).filter(user__in=keys).values_list("user", flat=True))
    gone = away | _leaving(known)
    return [user for user in known if user.pk not in gone]


def _leaving(users: list[User]) -> set[int]:
    """Whose own employment is certain to end."""
    running = Case.objects.running().filter(employment__person__user__in=users)
    cases = running.select_related("employment__person__user")
    return {case.leaver.pk for case in cases if ways.is_certain(case)}
