"""Who may say no to what the company has begun, and until when the company may take it back."""

import datetime as dt

from django.utils.translation import gettext as _

from lizhi.accounts.models import User
from lizhi.cases.models import Case
from lizhi.common.refusals import NotPermitted, Refused
from lizhi.offboarding import over, rules, ways


def check_can_object(case: Case, user: User) -> None:
    """The person, as long as the case runs; a resignation of one's own needs no objection."""
    if user != case.leaver:
        raise NotPermitted(_("Only the person whom it is about can object."))
    rules.check_running(case)
    if ways.of(case).by_employee:
        raise Refused(_("This was your own wish. If you would like to stay, please ask HR."))


def check_can_call_off(case: Case, user: User, *, agreed: bool, today: dt.date) -> None:
    """HR of the branch, before the contract has ended."""
    rules.check_is_hr(case, user)
    rules.check_running(case)
    if ways.of(case).binds == "arrival":
        raise Refused(_("A resignation is the employee's: the company cannot call it off."))
    if not ways.is_certain(case):
        return
    if over.is_over(case, today) and case.way != Case.Way.DEATH:
        raise Refused(_("The contract has ended; what is wrong with it is put right otherwise."))
    if needs_consent(case) and not agreed:
        raise Refused(
            _("It has taken effect. To undo it the employee has to agree; please say so here.")
        )


def needs_consent(case: Case) -> bool:
    """What has reached the person, or both have signed, one side cannot undo alone (民法典 141)."""
    return ways.is_certain(case) and ways.of(case).binds in {"service", "signatures"}
