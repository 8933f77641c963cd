"""The same for several cases: each in a transaction of its own, so that one refused stops none."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from lizhi.accounts.models import User
from lizhi.cases.models import Case
from lizhi.common import clock
from lizhi.common.refusals import Refused
from lizhi.offboarding import stand_ins, takers
from lizhi.offboarding.actions.pressing import hand_on, press
from lizhi.workflow.models import Task

Refusals = list[tuple[Case, str]]
NOT_THEIRS = _("%(name)s may not take this step. Please choose somebody of that role.")


def press_all(cases: Iterable[Case], *, by: User, said: str = "") -> Refusals:
    """Remind whoever holds each of these cases up; those where it was refused, and why."""
    refused: Refusals = []
    for case in cases:
        try:
            press(case, by=by, said=said)
        except Refused as no:
            refused.append((case, str(no.reason)))
    return refused


def hand_all_on(tasks: Iterable[Task], *, to: User, by: User, key: str) -> Refusals:
    """Give these steps to somebody of the right role; those where it was refused, and why.

    The same `key` again changes nothing.
    """
    refused: Refusals = []
    for task in tasks:
        try:
            takers.check(task.case, to, today=clock.today())
            if to not in stand_ins.of(task):
                raise Refused(NOT_THEIRS % {"name": to.name})
            hand_on(task, to=to, by=by, key=f"hand_on:{task.pk}:{key}")
        except Refused as no:
            refused.append((task.case, str(no.reason)))
    return refused
