"""The cases of one reduction of staff (劳动合同法 41): of one company, explained on one day.

Nothing but the cases themselves says that it is one; only HR is told, each of the own branches.
"""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from lizhi.accounts.models import User
from lizhi.cases.models import Case
from lizhi.people.models import LegalEntity, roles_of

SAME = ("affected", "employed", "explained_on", "reported_on")
"""What is said once for all of them, as it is called in `openings.Opening`."""
MOST = 200
KEY = "explained_on"


@dataclass(frozen=True)
class Reduction:
    """One that has begun, in the words of its newest case."""

    day: str
    """On which it was explained to the union or all staff: what it is known by."""
    said: dict[str, Any]
    cases: int


def of_company(entity: LegalEntity, user: User) -> list[Reduction]:
    """The newest first; a case that was begun joins the one that was explained on its day."""
    found: dict[str, list[dict[str, Any]]] = {}
    for case in _cases(entity, user).order_by("-pk")[:MOST]:
        said = case.data.get("opening", {})
        if said.get(KEY):
            found.setdefault(said[KEY], []).append(said)
    return [
        Reduction(day, {name: every[0].get(name) for name in SAME}, len(every))
        for day, every in found.items()
    ]


def beside(case: Case, user: User) -> list[Case]:
    """The other cases of the same reduction, for HR; of any other way there are none."""
    day = case.data.get("opening", {}).get(KEY)
    if case.way != Case.Way.LAYOFF or not day:
        return []
    same = _cases(case.entity, user).filter(**{f"data__opening__{KEY}": day})
    people = same.exclude(pk=case.pk).select_related("employment__person__user", "branch")
    return list(people.order_by("pk")[:MOST])


def _cases(entity: LegalEntity, user: User) -> QuerySet[Case]:
    cases = Case.objects.filter(way=Case.Way.LAYOFF, entity=entity)
    branches = roles_of(user).hr_branches
    return cases if branches is None else cases.filter(branch__in=branches)
