"""Owner rules that are told one thing more: a level, a role, a person."""

from lizhi.accounts.models import User
from lizhi.cases.models import Case
from lizhi.people import climbing
from lizhi.people.rules import works_here
from lizhi.workflow.owners import Argued


def superior(case: Case, level: str) -> User:
    """So many levels above the leaver: 1 is the manager."""
    return climbing.superior(case.employment, int(level))


def role(case: Case, name: str) -> list[User]:
    """Everybody with this role for the leaver's branch or employer, else those everywhere."""
    return climbing.holders(name, case.branch, besides=case.leaver)


def person(case: Case, key: str) -> list[User]:
    """Somebody by name, while he is here; never the leaver."""
    user = User.objects.filter(pk=int(key)).first()
    is_here = user is not None and user.is_active and works_here(user)
    return [user] if user and is_here and user != case.leaver else []


ARGUED: dict[str, Argued] = {"superior": superior, "role": role, "person": person}
