"""A duty moves to whoever takes it over: once confirmed, at the latest when the employment ends."""

import datetime as dt
from collections.abc import Callable

from django.db import transaction
from django.db.models import QuerySet

from lizhi.accounts.models import User
from lizhi.cases.actions import Entry
from lizhi.cases.models import Case
from lizhi.common import clock, rows
from lizhi.common.prepared import read_again
from lizhi.common.refusals import AlreadyDone
from lizhi.handover import actions as handover
from lizhi.handover import kinds
from lizhi.handover.models import Item
from lizhi.handover.passing import HIGHEST, ROLE, grant_of
from lizhi.jobs.models import Outbox
from lizhi.offboarding import for_others, questions
from lizhi.people import absences
from lizhi.people.models import Absence, Department, Employment, RoleGrant
from lizhi.people.rules import NobodyNamed, employment_of, manager_of
from lizhi.workflow import actions as workflow
from lizhi.workflow import kinds as engine
from lizhi.workflow import owners, standing_in
from lizhi.workflow.engine import parts
from lizhi.workflow.models import Task

TOPIC = "duties.move"


def queue_item(item: int, case: Case, *, at: dt.datetime) -> None:
    """The receiver of this line has confirmed it."""
    workflow.queue(TOPIC, {"item": item}, dedupe=f"item:{item}:moves", at=at, case=case)


def queue_rest(case: Case, *, at: dt.datetime) -> None:
    """The employment has ended: everything that has not moved yet."""
    key = f"case:{case.pk}:duties"
    workflow.queue(TOPIC, {"case": case.pk}, dedupe=key, at=at, case=case)


def move(row: Outbox) -> None:
    """One line, or all that are left of a case; done twice, nothing happens twice."""
    if "case" in row.payload:
        _list_the_rest(Case.objects.get(pk=row.payload["case"]))
    wanted = {"pk": row.payload["item"]} if "item" in row.payload else {"case": row.payload["case"]}
    left = Item.objects.filter(**wanted, moved_at=None).exclude(duty="").order_by("pk")
    for item in left.select_related("receiver", "case__employment__person__user"):
        if item.case.status != Case.Status.WITHDRAWN:
            _move(item, clock.now())


def _list_the_rest(case: Case) -> None:
    """Where no handover was asked for, as after a death, nothing stays with whoever is gone."""
    if questions.LAST_OUTCOME.first(case=case.pk, step="handover") is None:
        handover.list_duties(case, for_others.of(case), at=clock.now())


def _move(item: Item, at: dt.datetime) -> None:
    to = _taker(item)
    if to is not None and may_take(item, to):
        act = MOVES[ROLE if item.duty.startswith(ROLE) else item.duty]
        handover.note_moved(item, to=to, count=act(item, to, at), at=at)


def _taker(item: Item) -> User | None:
    """Whoever was named, while he is here; else whoever stands above the leaver."""
    if absences.may_do(item.receiver) and item.receiver != item.case.leaver:
        return item.receiver
    grant = grant_of(item)
    try:
        if grant is not None:
            return for_others.next_holder(grant, item.case)
        return manager_of(item.case.employment)
    except NobodyNamed:
        return None


def may_take(item: Item, to: User) -> bool:
    """The highest roles come only to whoever holds them, or has been named by an administrator."""
    grant = grant_of(item)
    if grant is None or grant.role not in HIGHEST:
        return True
    if RoleGrant.objects.in_force().filter(user=to, role=grant.role).exists():
        return True
    named = item.case.events.filter(kind=kinds.ITEM_RECEIVER_CHANGED)
    return any((one.facts["item"], one.facts["to"]) == (item.pk, to.pk) for one in named)


def _move_steps(item: Item, to: User, at: dt.datetime) -> int:
    leaver = item.case.leaver
    moved = sum(_move_step(task, to, at) for task in _whole(for_others.steps(leaver)))
    return moved + sum(_move_first(task, to, at) for task in _whole(for_others.delegated(leaver)))


def _whole(tasks: QuerySet[Task]) -> list[Task]:
    related = tasks.select_related("assignee", "on_behalf_of", "case", "run__version")
    return list(related.defer("run__version__body"))


@transaction.atomic
def _move_step(task: Task, to: User, at: dt.datetime) -> bool:
    """Of one case; its own leaver never gets it, nor who has a part: the owner rule is asked."""
    case = workflow.lock(task.case)
    taken = parts.taken(task.run)
    besides = {task.assignee_id, case.leaver.pk, *taken}
    others = [to, *owners.resolve("superior:1", case), *owners.resolve("hr_of_branch", case)]
    found = [user for user in others if user.pk not in besides]
    if not found:
        return False
    (doer,) = standing_in.instead(found[:1], case, at=at, besides=taken)
    if task.on_behalf_of and doer != task.on_behalf_of:
        doer = standing_in.put(doer, task.on_behalf_of)
    try:
        workflow.reassign(task, to=doer, by=None, at=at)
    except AlreadyDone:
        return False
    return True


@transaction.atomic
def _move_first(task: Task, to: User, at: dt.datetime) -> bool:
    """Whoever does it for the leaver does it for the taker from now on; the taker for himself."""
    case = workflow.lock(task.case)
    read_again(task, "state", "assignee", "on_behalf_of")
    if task.state != Task.State.OPEN or task.on_behalf_of is None:
        return False
    gone, doer = task.on_behalf_of_id, task.assignee
    task.on_behalf_of = None if to in {doer, case.leaver} else to
    rows.update(task, "on_behalf_of")
    pair = {"in_place_of": {str(doer.pk): to.pk}} if task.on_behalf_of else {}
    facts = {"from": [gone], "to": [doer.pk], "channel": "time", **pair}
    parts.note(task.run, Entry(engine.TASK_REASSIGNED, task.run.step, facts=facts), at=at)
    return True


@transaction.atomic
def _move_standing_in(item: Item, to: User, at: dt.datetime) -> int:
    """Nobody stands in for himself: there whoever stands above is asked, as for one who is gone."""
    mine = for_others.stood_in(item.case.leaver).exclude(user=to)
    return Absence.objects.filter(pk__in=list(mine.values_list("pk", flat=True))).update(
        substitute=to
    )


@transaction.atomic
def _move_people(item: Item, to: User, at: dt.datetime) -> int:
    """They report to the taker, the taker to whoever stood above the leaver; nobody in a circle."""
    leaver, boss = item.case.employment, employment_of(to)
    led = list(for_others.led_by(item.case.leaver).filter(reports_to__isnull=False))
    above = leaver.reports_to
    for one in led:
        one.reports_to = above if boss is None or _stands_under(boss, one) else boss
    Employment.objects.bulk_update(led, ["reports_to"])
    heads = Department.objects.filter(head__person__user=item.case.leaver)
    return len(led) + heads.update(head=boss)


def _stands_under(boss: Employment, one: Employment) -> bool:
    """The taker himself, and whoever the taker reports to."""
    key: int | None = boss.pk
    for _level in range(50):
        if key is None or key == one.pk:
            return key == one.pk
        key = Employment.objects.values_list("reports_to", flat=True).get(pk=key)
    return True


@transaction.atomic
def _move_role(item: Item, to: User, at: dt.datetime) -> int:
    """Whoever holds the very same role already needs it not twice."""
    grant = grant_of(item)
    if grant is None or grant.user != item.case.leaver:
        return 0
    same = RoleGrant.objects.filter(
        user=to, role=grant.role, branch=grant.branch, entity=grant.entity
    )
    if same.exists():
        grant.delete()
    else:
        grant.user = to
        grant.save(update_fields=["user"])
    return 1


MOVES: dict[str, Callable[[Item, User, dt.datetime], int]] = {
    for_others.TASKS: _move_steps,
    for_others.STANDS_IN: _move_standing_in,
    for_others.REPORTS: _move_people,
    ROLE: _move_role,
}
