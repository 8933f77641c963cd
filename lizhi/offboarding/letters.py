"""The days of a letter that HR registers: when it can have come, and what it can wish for."""

import datetime as dt

from django.utils.translation import gettext as _

from lizhi.common import clock, wording
from lizhi.common.refusals import Refused
from lizhi.people.models import Employment

FOUND_WITHIN = dt.timedelta(days=366)
"""How late a letter may be found and still be registered.

Claims lapse a year after the person knew of them (劳动争议调解仲裁法 27). Whoever has worked on for
longer than that after giving notice has, by what both sides did, gone on with the contract: that
has to be cleared up with the person, and is no matter of entering a day.
"""
WISHED_WITHIN = dt.timedelta(days=366)
"""As far as somebody who hands it in here may wish."""


def check_days(
    employment: Employment, *, arrived_at: dt.datetime, wished_day: dt.date, now: dt.datetime
) -> None:
    """Both days can be true. A wished day that has passed by now is fine: HR found it late."""
    problem = arrival_problem(employment, arrived_at, now=now)
    problem = problem or wish_problem(wished_day, arrived=clock.local(arrived_at).date())
    if problem:
        raise Refused(problem)


def arrival_problem(employment: Employment, arrived_at: dt.datetime, *, now: dt.datetime) -> str:
    """Why it cannot have come then, in a sentence for HR; empty when it can."""
    if arrived_at > now:
        return _("A letter cannot have arrived in the future.")
    if arrived_at < now - FOUND_WITHIN:  # first: days at the edge of the calendar have no local day
        return _(
            "This is more than a year ago. Please check the day; an older letter has to be cleared "
            "up with the person first."
        )
    if clock.local(arrived_at).date() < employment.hired_on:
        hired = wording.day(employment.hired_on, "full")
        return _("This is before the person was hired, on %(day)s.") % {"day": hired}
    return ""


def wish_problem(wished_day: dt.date, *, arrived: dt.date) -> str:
    """Why a letter of that day cannot mean this last day; empty when it can."""
    if wished_day < arrived:
        return _("This is before the letter arrived.")
    if wished_day > arrived + WISHED_WITHIN:
        return _("Please choose a day within twelve months of the letter's arrival.")
    return ""
