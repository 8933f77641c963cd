"""How far whoever brings a roster in reaches: whose record may change, and whose way to sign in."""

from dataclasses import dataclass

from lizhi.accounts.models import User
from lizhi.people.models import RoleGrant, roles_of

HR, GROUP_HR, ADMINISTRATOR = range(3)


@dataclass(frozen=True)
class Reach:
    """Which branches, and up to which level the phone that somebody signs in with may change."""

    branches: frozenset[int] | None = None
    """None is everywhere."""
    level: int = ADMINISTRATOR

    def covers(self, branch_id: int | None) -> bool:
        """Whether this branch is looked after."""
        return self.branches is None or branch_id in self.branches


EVERYTHING = Reach()
"""Of administrators, and of the command: whoever starts it has the whole machine."""


def of(user: User | None) -> Reach:
    """What this person's roles give at this moment."""
    if user is None:
        return EVERYTHING
    roles = roles_of(user)
    if roles.is_administrator:
        return EVERYTHING
    return Reach(roles.hr_branches, GROUP_HR if roles.group_hr else HR)


def levels() -> dict[int, int]:
    """User → the level that it takes to give this login another phone.

    A phone is all that it takes to sign in, so nobody gets at more than he holds himself. Roles of
    people who have left count: they return with the next employment. Without a role: not in here.
    """
    found: dict[int, int] = {}
    for user, role in RoleGrant.objects.values_list("user", "role"):
        needed = ADMINISTRATOR if role == RoleGrant.Role.ADMINISTRATOR else GROUP_HR
        found[user] = max(found.get(user, HR), needed)
    return found
