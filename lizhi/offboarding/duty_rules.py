"""Who may say that a duty of the law is met, and who hears when one is late."""

import datetime as dt

from django.utils.translation import gettext_lazy as _

from lizhi.accounts.models import User
from lizhi.cases import access
from lizhi.cases.models import Case
from lizhi.common import clock
from lizhi.common.refusals import AlreadyDone, NotPermitted, Refused
from lizhi.offboarding.models import Duty

BY_ITSELF = frozenset({Duty.Kind.CERTIFICATE, Duty.Kind.CONTRACT_TEXTS})
"""Nobody says so: the step issues the one, the archive keeps the other."""


def check_is_for_company(case: Case, user: User) -> None:
    """HR of the branch and finance of the employer, and never whoever leaves."""
    reach = access.of(case, user)
    if reach.leaver or not (reach.hr or reach.finance):
        raise NotPermitted(_("Only HR of this branch or finance can say that it is done."))


def check_can_say_done(case: Case, kind: str, user: User) -> Duty:
    """The duty, still open."""
    check_is_for_company(case, user)
    if kind in BY_ITSELF:
        raise Refused(_("The machine sees to this one by itself."))
    duty = Duty.objects.filter(case=case, kind=kind).first()
    if duty is None or case.status == Case.Status.WITHDRAWN:
        raise Refused(_("Nothing is owed here: the employee stays."))
    if duty.done_on is not None:
        raise AlreadyDone(_("Somebody has said already that this is done."))
    return duty


def said_by_hand(duty: Duty) -> bool:
    """Whether a person has said that it is done, who may have been wrong."""
    return duty.done_by_id is not None and duty.kind not in BY_ITSELF


def check_can_say_undone(case: Case, kind: str, user: User) -> Duty:
    """The duty, which somebody has said to be done: it is owed again."""
    check_is_for_company(case, user)
    duty = Duty.objects.filter(case=case, kind=kind).first()
    if duty is None or case.status == Case.Status.WITHDRAWN:
        raise Refused(_("Nothing is owed here: the employee stays."))
    if duty.done_on is None:
        raise AlreadyDone(_("Nobody says that this is done."))
    if not said_by_hand(duty):
        raise Refused(_("The machine sees to this one by itself."))
    return duty


def check_day(case: Case, on: dt.date, *, today: dt.date) -> None:
    """A day from the arrival of the notice to today."""
    if on > today:
        raise Refused(_("This day has not come yet."))
    if on < clock.local(case.arrived_at).date():
        raise Refused(_("This day lies before the notice."))


def next_to_hear(duty: Duty, case: Case, *, today: dt.date) -> tuple[str, str] | None:
    """The event that tells the next one above, and the column that remembers it."""
    owed = duty.done_on is None and case.status != Case.Status.WITHDRAWN
    if not owed or duty.due is None or duty.due >= today:
        return None
    if duty.raised_at is None:
        return "duty_late", "raised_at"
    if duty.raised_higher_at is None and clock.local(duty.raised_at).date() < today:
        return "duty_raised", "raised_higher_at"
    return None
