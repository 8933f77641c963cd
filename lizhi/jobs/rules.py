"""Who looks after what the machine does, and what nobody may give up."""

from django.utils.translation import gettext_lazy as _

from lizhi.accounts.models import User
from lizhi.common.refusals import NotPermitted
from lizhi.people.models import roles_of


def check_can_look_after_jobs(user: User) -> None:
    """Administrators: they see case numbers here, and nobody's name."""
    if not roles_of(user).is_administrator:
        raise NotPermitted(_("Only administrators look after what the machine does."))
