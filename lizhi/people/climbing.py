"""Up the line, and around a role: whom a process can name without knowing anybody."""

from lizhi.accounts.models import User
from lizhi.people import questions, rules
from lizhi.people.models import Branch, Employment


def superior(employment: Employment, level: int) -> User:
    """Whoever stands so many levels above somebody: 1 is the manager, 2 the manager's manager.

    Where the line is shorter, it is whoever stands highest: in the end group HR. Never the person
    himself, whose own leaving it may be about.
    """
    below = employment.user
    user = rules.manager_of(employment)
    met = {below.pk, user.pk}
    for _level in range(level - 1):
        above = _above(user, below, met)
        if above is None:
            return user
        met.add(above.pk)
        user = above
    return user


def _above(user: User, below: User, met: set[int]) -> User | None:
    try:
        found = rules.superior_of(user)
        if found.pk in met:
            found = rules.group_hr(besides=(user, below))
    except rules.NobodyNamed:
        return None
    return None if found.pk in met else found


def holders(role: str, branch: Branch, *, besides: User) -> list[User]:
    """Everybody with this role for the place by name, else those who hold it everywhere.

    Finance is asked by legal entity, all others by branch; nobody where nobody holds it.
    """
    grants = questions.HOLDERS.all(role=role, branch=branch.pk, entity=branch.entity_id)
    others = [grant for grant in grants if grant.user_id != besides.pk]
    named = [one for one in others if one.branch_id or one.entity_id]
    return list({grant.user_id: grant.user for grant in named or others}.values())
