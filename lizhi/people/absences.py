"""Who is not there on a day, and who does meanwhile what would wait for him."""

import datetime as dt
from collections.abc import Callable

from django.db.models import DateField
from django.utils.translation import gettext_lazy as _

from lizhi.accounts.models import User
from lizhi.common.prepared import Prepared, given
from lizhi.common.refusals import AlreadyDone, NotPermitted, Refused
from lizhi.people import rules
from lizhi.people.models import Absence, Employment

DAY = DateField()
LONGEST_DAYS = 366

_ON = Prepared(
    lambda: (
        Absence.objects.standing()
        .filter(
            user=given("user"), first_day__lte=given("day", DAY), last_day__gte=given("day", DAY)
        )
        .select_related("substitute", "user")[:1]
    )
)


def of(user: User, day: dt.date) -> Absence | None:
    """Whether this person is away on this day; two absences never hold at once."""
    return _ON.first(user=user.pk, day=day)


def substitute(user: User, day: dt.date, *, fits: Callable[[User], bool]) -> User | None:
    """Who does it on this day instead of somebody who is away: see `follow`."""

    def instead(somebody: User) -> User | None:
        absence = of(somebody, day)
        return absence.substitute if absence else None

    return follow(user, instead, fits)


def follow(
    user: User, instead: Callable[[User], User | None], fits: Callable[[User], bool]
) -> User | None:
    """From one to the other until somebody is there; nobody where it goes round or does not fit.

    `instead` names the substitute of whoever is away, and nobody for whoever is there.
    """
    met: set[int] = set()
    while user.pk not in met:
        met.add(user.pk)
        following = instead(user)
        if following is None:
            return user if fits(user) else None
        user = following
    return None


def may_do(user: User) -> bool:
    """Somebody who can sign in and works here; an outside administrator counts."""
    return user.is_active and rules.works_here(user)


def check_can_enter(user: User, by: User) -> None:
    """The person, or for somebody who is ill HR of the branch."""
    if user != by:
        check_is_hr(user, by)
    if not may_do(user):
        raise Refused(_("%(name)s does not work here any more.") % {"name": user.name})


def check_is_hr(user: User, by: User) -> None:
    """Somebody of the own branch; group HR and administrators look after everybody."""
    if not Employment.objects.in_hands_of(by).of_user(user).active().exists():
        raise NotPermitted(_("Only the person and HR of the own branch can do this."))


def check_substitute(user: User, instead: User) -> None:
    """A colleague who is here, and somebody else."""
    if instead == user:
        raise Refused(_("Please choose somebody else: nobody can stand in for himself."))
    if not may_do(instead):
        raise Refused(_("This person does not work here any more. Please choose another."))


def check_days(user: User, first: dt.date, last: dt.date, *, today: dt.date) -> None:
    """Days to come, in order, a year at most, and none that is taken by another absence."""
    if last < first:
        raise Refused(_("The last day comes before the first one."))
    if last < today:
        raise Refused(_("These days are over. Please choose days from today on."))
    if (last - first).days > LONGEST_DAYS:
        raise Refused(_("At most a year. Please choose an earlier last day."))
    taken = Absence.objects.standing().filter(user=user, first_day__lte=last, last_day__gte=first)
    if taken.exists():
        raise Refused(_("Some of these days are entered already. Please end that entry first."))


def entered(user: User, instead: User, first: dt.date, last: dt.date) -> Absence | None:
    """The very same entry, where it stands already: a button was pressed twice."""
    same = Absence.objects.standing().filter(user=user, substitute=instead)
    return same.filter(first_day=first, last_day=last).first()


def check_can_end(absence: Absence, by: User, *, today: dt.date) -> None:
    """The person, or HR of the branch, while it is not over."""
    if absence.user != by:
        check_is_hr(absence.user, by)
    if absence.ended_at is not None or absence.last_day < today:
        raise AlreadyDone(_("This entry has ended already."))
