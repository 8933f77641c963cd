"""A role is taken from somebody: what he had in hand by that role goes to whoever holds it now."""

import datetime as dt
from typing import Any

from django.db.models import Q
from django.db.models.signals import post_delete
from django.dispatch import receiver

from lizhi.accounts.models import User
from lizhi.cases.models import Case
from lizhi.common import clock
from lizhi.common.refusals import AlreadyDone
from lizhi.jobs.models import Outbox
from lizhi.people.models import RoleGrant
from lizhi.workflow import actions as workflow
from lizhi.workflow import kinds, owners, standing_in
from lizhi.workflow.engine import trees
from lizhi.workflow.models import Task

TOPIC = "owners.revoked"
Role = RoleGrant.Role
BY_RULE: dict[str, str] = {
    "hr_of_branch": Role.HR,
    "group_hr": Role.GROUP_HR,
    "finance_of_entity": Role.FINANCE,
    "keeper_of_branch": Role.KEEPER,
}
BY_HAND = (kinds.TASK_REASSIGNED, kinds.HANDLER_ADDED)


@receiver(post_delete, sender=RoleGrant)
def revoked(sender: object, instance: RoleGrant, **kwargs: Any) -> None:
    """Whoever takes it away need think of nothing else."""
    payload = {"user": instance.user_id, "role": instance.role}
    workflow.queue(TOPIC, payload, dedupe=f"grant:{instance.pk}:revoked", at=clock.now())


def hand_on(row: Outbox) -> None:
    """His open steps that the role had brought; what somebody handed to him by hand stays."""
    user, role = User.objects.get(pk=row.payload["user"]), row.payload["role"]
    open_ones = Task.objects.open().filter(assignee=user, case__status=Case.Status.RUNNING)
    mine = open_ones.select_related("run__version", "case__employment__person__user")
    for task in list(mine.select_related("case__branch", "case__entity").order_by("pk")):
        rule = trees.of(task.run.version).steps[task.run.step]["owner"]
        if _role_of(rule) == role and not _still(user, role, task.case) and not _by_hand(task):
            _hand(task, rule, clock.now())


def _role_of(rule: str) -> str:
    name, argument = owners.split(rule)
    return argument if name == "role" else BY_RULE.get(name, "")


def _still(user: User, role: str, case: Case) -> bool:
    here = Q(branch=case.branch) | Q(entity=case.entity) | Q(branch=None, entity=None)
    roles = {role, Role.GROUP_HR} if role == Role.HR else {role}
    return RoleGrant.objects.in_force().filter(here, user=user, role__in=roles).exists()


def _by_hand(task: Task) -> bool:
    events = task.case.events.filter(kind__in=BY_HAND, step=task.run.step)
    given = [event for event in events if task.assignee_id in event.facts["to"]]
    return bool(given) and max(given, key=lambda one: one.seq).facts["channel"] == "person"


def _hand(task: Task, rule: str, at: dt.datetime) -> None:
    named = standing_in.instead(owners.resolve(rule, task.case), task.case, at=at)
    if named and task.assignee not in named:
        try:
            workflow.reassign(task, to=named[0], by=None, at=at)
        except AlreadyDone:
            return
