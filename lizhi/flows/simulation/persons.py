"""Who is meant in a scenario: a part in the case, a staff number, or a name."""

from collections.abc import Callable

from django.db.models import Q
from django.utils.translation import gettext as _

from lizhi.accounts.models import User
from lizhi.common.refusals import Refused
from lizhi.people import rules as people
from lizhi.people.models import Employment

PARTS: dict[str, Callable[[Employment], User]] = {
    "leaver": lambda leaver: leaver.user,
    "manager": people.manager_of,
    "superior": people.superior_of,
    "hr": lambda leaver: people.hr_of(leaver.branch, besides=leaver.user),
    "finance": lambda leaver: people.finance_of(leaver.entity, besides=leaver.user),
    "group_hr": lambda leaver: people.group_hr(besides=leaver.user),
}


def find(words: str, leaver: Employment) -> User:
    """Refused where nobody is called so, or several are."""
    if part := PARTS.get(words):
        return part(leaver)
    same = Q(number=words) | Q(person__name=words, branch=leaver.branch_id)
    found = list(Employment.objects.active().filter(same).select_related("person__user")[:2])
    if len(found) == 1:
        return found[0].user
    said = _("“%(who)s” is nobody here, or several people: please take the staff number.")
    raise Refused(said % {"who": words})
