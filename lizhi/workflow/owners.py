"""Owner rules by name; the conductor says what each means."""

from collections.abc import Callable

from lizhi.accounts.models import User
from lizhi.cases.models import Case
from lizhi.people.rules import NobodyNamed

Rule = Callable[[Case], User | list[User]]
OWNERS: dict[str, Rule] = {}
OWNER = "owner"
"""In `to` of a rule of time: whoever has the step by then."""


def resolve(name: str, case: Case, *, fallback: str = "") -> list[User]:
    """Whoever this rule names for this case, each once; nobody: the fallback's.

    It may be nobody at all, where no role has been granted: a notice arrives all the same, and the
    step stands without anybody until somebody is named (see `rehoming`).
    """
    try:
        found = OWNERS[name](case)
    except NobodyNamed:
        found = []
    users = found if isinstance(found, list) else [found]
    if not users and fallback:
        return resolve(fallback, case)
    return list({user.pk: user for user in users}.values())
