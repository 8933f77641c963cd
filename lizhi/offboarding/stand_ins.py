"""Who could take a step over from whoever has it: people of the same role first."""

from lizhi.accounts.models import User
from lizhi.common import clock
from lizhi.offboarding import colleagues, takers
from lizhi.offboarding.progress import OF_HR
from lizhi.people import rules as people
from lizhi.people.models import RoleGrant
from lizhi.workflow.models import Task

Role = RoleGrant.Role


def of(task: Task) -> list[User]:
    """At most some twenty people, here and staying, never the leaver or whoever has it."""
    case = task.case
    if task.run.step in OF_HR:
        found = [*_holding(Role.HR, branch=case.branch_id), *_holding(Role.GROUP_HR)]
    elif task.run.step == "settlement":
        found = _holding(Role.FINANCE, entity=case.entity_id)
    else:
        found = [people.superior_of(case.employment), *colleagues.of(case.employment)]
    besides = {task.assignee_id, case.leaver.pk}
    unique = {user.pk: user for user in found if user.pk not in besides}
    return takers.able(unique.values(), today=clock.today())


def _holding(role: str, **place: int) -> list[User]:
    grants = RoleGrant.objects.in_force().filter(role=role)
    if place:
        grants = grants.reaching(**place)
    return [grant.user for grant in grants.select_related("user")]
