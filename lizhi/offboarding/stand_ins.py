"""Who could take a step over from whoever has it: people of the same role first."""

from collections.abc import Iterable

from django.db.models import Count

from lizhi.accounts.models import User
from lizhi.cases.models import Case
from lizhi.common import clock
from lizhi.offboarding import colleagues, own_steps, takers
from lizhi.offboarding.progress import OF_HR
from lizhi.people import rules as people
from lizhi.people.models import RoleGrant
from lizhi.workflow.models import Task

Role = RoleGrant.Role
ROLES_OF_HR = frozenset({"hr_of_branch", "group_hr"})
"""Owners of steps, also of those that HR has added."""


def of(task: Task) -> list[User]:
    """At most some twenty people, here and staying, never the leaver or whoever has it."""
    case = task.case
    owner = own_steps.step_of(task.run).get("owner")
    if task.run.step in OF_HR or owner in ROLES_OF_HR:
        found = [*_holding(Role.HR, branch=case.branch_id), *_holding(Role.GROUP_HR)]
    elif task.run.step == "settlement" or owner == "finance_of_entity":
        found = _holding(Role.FINANCE, entity=case.entity_id)
    else:
        found = [people.superior_of(case.employment), *colleagues.of(case.employment)]
    besides = {task.assignee_id, case.leaver.pk}
    unique = {user.pk: user for user in found if user.pk not in besides}
    return takers.able(unique.values(), today=clock.today())


def in_hand(people: Iterable[User]) -> dict[int, int]:
    """How many open steps each of them has, by the key of the person."""
    tasks = Task.objects.open().filter(assignee__in=[user.pk for user in people])
    counted = tasks.filter(case__status=Case.Status.RUNNING).values_list("assignee")
    return dict(counted.annotate(steps=Count("pk")).order_by())


def _holding(role: str, **place: int) -> list[User]:
    grants = RoleGrant.objects.in_force().filter(role=role)
    if place:
        grants = grants.reaching(**place)
    return [grant.user for grant in grants.select_related("user")]
