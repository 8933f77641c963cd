"""Owner rules by name; the conductor says what each means."""

from collections.abc import Callable

from django.utils.translation import gettext as _

from lizhi.accounts.models import User
from lizhi.cases.models import Case
from lizhi.common.refusals import Refused

Rule = Callable[[Case], User | list[User]]
OWNERS: dict[str, Rule] = {}
OWNER = "owner"
"""In `to` of a rule of time: whoever has the step by then."""


def resolve(name: str, case: Case, *, fallback: str = "") -> list[User]:
    """Whoever this rule names for this case, each once; nobody: the fallback's."""
    found = OWNERS[name](case)
    users = found if isinstance(found, list) else [found]
    if not users and fallback:
        return resolve(fallback, case)
    if not users:
        raise Refused(_("Nobody is named for the next step. Please tell HR."))
    return list({user.pk: user for user in users}.values())
