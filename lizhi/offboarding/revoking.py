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
from lizhi.workflow.tree import Step

TOPIC = "owners.revoked"
Role = RoleGrant.Role
BY_HAND = (kinds.TASK_REASSIGNED, kinds.HANDLER_ADDED)


@receiver(post_delete, sender=RoleGrant)
def revoked(sender: object, instance: RoleGrant, **kwargs: Any) -> None:
    """Whoever takes it away need think of nothing else."""
    payload = {"user": instance.user_id, "role": instance.role}
    workflow.queue(TOPIC, payload, dedupe=f"grant:{instance.pk}:revoked", at=clock.now())


def hand_on(row: Outbox) -> None:
    """His open steps for which their rules name others now; what was handed by hand stays.

    Any rule may have led to the role, where nobody else was there: so each is asked again.
    """
    user, role = User.objects.get(pk=row.payload["user"]), row.payload["role"]
    open_ones = Task.objects.open().filter(assignee=user, case__status=Case.Status.RUNNING)
    mine = open_ones.select_related("run__version", "case__employment__person__user")
    for task in list(mine.select_related("case__branch", "case__entity").order_by("pk")):
        step = trees.of(task.run.version).steps[task.run.step]
        if not _still(user, role, task.case) and not _by_hand(task):
            _hand(task, step, clock.now())


def _still(user: User, role: str, case: Case) -> bool:
    here = Q(branch=case.branch) | Q(entity=case.entity) | Q(branch=None, entity=None)
    roles = {role, Role.GROUP_HR} if role == Role.HR else {role}
    return RoleGrant.objects.in_force().filter(here, user=user, role__in=roles).exists()


def _by_hand(task: Task) -> bool:
    events = task.case.events.filter(kind__in=BY_HAND, step=task.run.step)
    given = [event for event in events if task.assignee_id in event.facts["to"]]
    last = max(given, key=lambda one: one.seq, default=None)
    # Who was added by time is there for having been asked as well: his rule is not the step's.
    return last is not None and (
        last.facts["channel"] == "person" or last.kind == kinds.HANDLER_ADDED
    )


def _hand(task: Task, step: Step, at: dt.datetime) -> None:
    named = standing_in.instead(owners.of(step, task.case), task.case, at=at)
    if named and task.assignee not in named:
        try:
            workflow.reassign(task, to=named[0], by=None, at=at)
        except AlreadyDone:
            return
