"""What an ending would cost: worked out and shown, never kept; who looked at a wage is."""

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from lizhi.accounts.models import User
from lizhi.common import clock
from lizhi.common.refusals import Refused
from lizhi.people import actions as people
from lizhi.people.models import Employment
from lizhi.settlement import workdays
from lizhi.settlement.cities import books
from lizhi.settlement.law import parameters
from lizhi.settlement.whatif import knowing, one, scope
from lizhi.settlement.whatif.one import Scenario
from lizhi.settlement.whatif.terms import NOTHING_TOLD, Terms

if TYPE_CHECKING:
    from lizhi.settlement.whatif.many import Together


@transaction.atomic
def suppose_one(
    employment: Employment,
    *,
    days: Sequence[dt.date],
    by: User,
    at: dt.datetime,
    terms: Terms = NOTHING_TOLD,
) -> list[Scenario]:
    """One person's ending on each of these days; a line says who has seen what is earned.

    Refused where nobody knows an average, and for days before the first one of work.
    """
    scope.check_can_suppose(by)
    scope.check_days(days, today=clock.local(at).date())
    if not scope.people_of(by).filter(pk=employment.pk).exists():
        raise Refused(_("Nobody in your hands has this number or name."))
    known = knowing.know(employment, min(days), clock.local(at).date())
    if known.average is None:
        raise Refused(
            _("The roster has no wages of the last 12 months for this person. Please add them.")
        )
    if min(days) < known.hired_on:
        raise Refused(_("This day lies before the first day of work."))
    people.wage_was_seen(employment, by=by, at=at)
    kind_of = workdays.Announced().kind_of
    with parameters.using(books.whole_book()):
        return [one.suppose(known, day, terms, kind_of) for day in days]


def suppose_many(
    place: str,
    *,
    days: Sequence[dt.date],
    by: User,
    at: dt.datetime,
    terms: Terms = NOTHING_TOLD,
) -> "list[Together]":
    """Everybody of a place, ending on each of these days; `place` is a key of `scope.places_of`.

    Sums and bands of five people at least: nobody's wage is shown.
    """
    from lizhi.settlement.whatif import crowd, many  # NumPy, which no other page needs

    scope.check_can_suppose(by)
    scope.check_days(days, today=clock.local(at).date())
    those = scope.people_in(by, place)
    found = crowd.read(those, min(days), clock.local(at).date())
    kind_of, others = workdays.Announced().kind_of, _("Other branches")
    with parameters.using(books.whole_book()):
        return [
            many.suppose(
                found,
                crowd.years(those, found, day),
                day,
                kind_of=kind_of,
                others=others,
                terms=terms,
            )
            for day in days
        ]
