"""Who may bring figures of payroll and attendance in, and take them back."""

import datetime as dt

from django.utils.translation import gettext as _

from lizhi.accounts.models import User
from lizhi.common.refusals import AlreadyDone, NotPermitted, Refused
from lizhi.people.models import roles_of
from lizhi.settlement.models import PayBatch
from lizhi.settlement.payroll.keeping import KEPT_FOR

State = PayBatch.State


def check_brings_in(user: User) -> None:
    """Finance for money, HR for attendance."""
    roles = roles_of(user)
    hr = roles.hr_branches is None or bool(roles.hr_branches)
    if not hr and not roles.has("finance"):
        raise NotPermitted(_("Only finance and HR bring figures of payroll and attendance in."))


def check_open(batch: PayBatch) -> None:
    """Not brought in yet, and not being brought in."""
    if batch.state in {State.DONE, State.UNDONE}:
        raise AlreadyDone(_("This file has been brought in already."))
    if batch.state == State.WRITING:
        raise Refused(_("These figures are being brought in at this moment."))


def check_can_undo(batch: PayBatch, at: dt.datetime) -> None:
    """Within a week, once it is written."""
    if batch.state == State.WRITING:
        raise Refused(
            _("These figures are being brought in. Please stop it, or wait until it is done.")
        )
    if batch.state != State.DONE or batch.committed_at is None:
        raise Refused(_("There is nothing to undo: these figures were not brought in."))
    if at > batch.committed_at + KEPT_FOR:
        raise Refused(
            _("The week in which it could be undone is over. Please send a corrected one.")
        )
