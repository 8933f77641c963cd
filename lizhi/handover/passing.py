"""Who may say to whom a role passes: a handover is no way to come by power."""

from django.utils.translation import gettext_lazy as _

from lizhi.accounts.models import User
from lizhi.common.refusals import NotPermitted
from lizhi.handover.models import Item
from lizhi.people.models import RoleGrant, roles_of

ROLE = "role:"
HIGHEST = frozenset({RoleGrant.Role.ADMINISTRATOR, RoleGrant.Role.GROUP_HR})


def check_can_pass(item: Item, receiver: User, by: User) -> None:
    """A role goes to whom group HR or an administrator names, theirs only by an administrator.

    Whoever holds the same role already may be named by everybody who arranges the handover.
    """
    grant = grant_of(item)
    if grant is None or RoleGrant.objects.in_force().filter(user=receiver, role=grant.role):
        return
    roles = roles_of(by)
    of_the_top = grant.role in HIGHEST
    if not roles.is_administrator and (of_the_top or not roles.group_hr):
        raise NotPermitted(
            _("Only an administrator can pass this role to somebody new.")
            if of_the_top
            else _("Only group HR or an administrator can pass this role to somebody new.")
        )


def grant_of(item: Item) -> RoleGrant | None:
    """The role that such a line is about, while somebody holds it."""
    if not item.duty.startswith(ROLE):
        return None
    return RoleGrant.objects.filter(pk=item.duty.removeprefix(ROLE)).first()
