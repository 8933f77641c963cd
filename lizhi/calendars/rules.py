"""Who looks after working days."""

from django.utils.translation import gettext_lazy as _

from lizhi.accounts.models import User
from lizhi.common.refusals import NotPermitted
from lizhi.people.models import roles_of


def check_can_look_after_calendars(user: User) -> None:
    """Administrators and group HR: every branch's times hang on them."""
    roles = roles_of(user)
    if not (roles.is_administrator or roles.group_hr):
        raise NotPermitted(_("Only administrators and group HR look after calendars."))
