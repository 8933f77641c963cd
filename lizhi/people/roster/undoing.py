"""Take a batch back: old values return, new people go, unless something has happened since."""

import datetime as dt
from dataclasses import dataclass, field

from django.db import models, transaction
from django.utils.translation import gettext as _

from lizhi.accounts.models import User
from lizhi.common.refusals import AlreadyDone, Refused
from lizhi.people.models import (
    Branch,
    Department,
    Employment,
    Group,
    ImportBatch,
    LegalEntity,
    Person,
)
from lizhi.people.roster import differences, reach, reasons, restoring, telling
from lizhi.people.roster.differences import Kept
from lizhi.people.roster.holding import pointed_at
from lizhi.people.roster.places import name_heads
from lizhi.people.roster.planning import in_parts
from lizhi.people.roster.reach import Reach
from lizhi.people.signals import roster_changed

KEPT_FOR = dt.timedelta(days=7)
WITH = ("person__user", "entity", "branch", "department", "reports_to")


@dataclass(frozen=True)
class Staying:
    """Somebody whom the undo does not touch, and why."""

    employment: Employment
    reason: str
    is_new: bool = False

    def line(self) -> dict[str, str]:
        """As the report of the batch keeps it."""
        one = self.employment
        return {"number": one.number, "name": one.name, "reason": self.reason}


@dataclass
class Undo:
    """What an undo does, or would do."""

    restored: list[Employment] = field(default_factory=list)
    removed: list[Employment] = field(default_factory=list)
    staying: list[Staying] = field(default_factory=list)
    kept: dict[int, Kept] = field(default_factory=dict)
    """Employment → what it was like before."""
    keys: set[int] = field(default_factory=set)
    """Employments that the batch had added."""

    @property
    def new(self) -> int:
        """How many people the batch had brought in."""
        return len(self.removed) + self.new_staying

    @property
    def new_staying(self) -> int:
        """How many of the new people stay."""
        return sum(1 for stays in self.staying if stays.is_new)


def check_can_undo(batch: ImportBatch, at: dt.datetime) -> None:
    """Once, within seven days, while it stands."""
    if batch.undone_at is not None:
        raise AlreadyDone(_("This batch has been undone already."))
    if batch.committed_at is None:
        raise Refused(_("This batch has not been brought in."))
    if at - batch.committed_at > KEPT_FOR:
        raise Refused(_("Seven days have passed; this batch can no longer be undone."))


def preview(batch: ImportBatch, undoer: Reach = reach.EVERYTHING) -> Undo:
    """Who would be restored, who would go, who stays and why. Writes nothing."""
    changes = batch.changes.select_related(*(f"employment__{name}" for name in WITH))
    changes = changes.order_by("employment__number")
    result = Undo()
    changed = []
    for change in changes.prefetch_related("employment__wages"):
        result.kept[change.employment_id] = differences.kept(change.values)
        changed.append(change.employment)
    new = list(batch.employments.select_related("person__user").order_by("number"))
    result.keys = {one.pk for one in new}
    made_at = batch.committed_at or batch.created_at
    found = reasons.of_new(batch, new, made_at)
    found.update(reasons.of_changes(changed, result.kept, undoer, reach.levels()))
    found.update(reasons.of_lines(found, changed, result.kept, result.keys))
    for one in (*(one for one in changed if one.pk not in result.keys), *new):
        is_new = one.pk in result.keys
        if reason := found.get(one.pk):
            result.staying.append(Staying(one, reason, is_new=is_new))
        else:
            (result.removed if is_new else result.restored).append(one)
    return result


@transaction.atomic
def undo(batch: ImportBatch, *, by: User | None, reason: str, at: dt.datetime) -> Undo:
    """Put the old values back and remove whom nothing holds; the batch says that it is undone."""
    locked = ImportBatch.objects.select_for_update().get(pk=batch.pk)
    check_can_undo(locked, at)
    list(Group.objects.select_for_update().order_by("pk"))  # no import meanwhile
    result = preview(locked, reach.of(by))
    phones = {one.pk: one.user.phone for one in (*result.restored, *result.removed)}
    touched: set[int] = set()
    for one in result.restored:
        touched |= restoring.restore(one, result.kept[one.pk])
    for one in result.removed:
        touched.add(one.department_id)
        if kept := result.kept.get(one.pk):
            restoring.restore_person(one, kept)
    for one in (*result.restored, *result.removed):
        if one.user.phone != phones[one.pk]:
            telling.phone_changed(phones[one.pk], one.user, key=f"{locked.pk}:undo", by=by, at=at)
    _remove(locked, result.removed)
    _remove_places(locked, at)
    name_heads(touched)
    locked.state = ImportBatch.State.UNDONE
    locked.undone_at, locked.undone_by, locked.undo_reason = at, by, reason[:200]
    locked.report = {**locked.report, "staying": [stays.line() for stays in result.staying]}
    locked.save()
    roster_changed.send(sender=ImportBatch, batch=locked, at=at)
    return result


def _remove(batch: ImportBatch, employments: list[Employment]) -> None:
    """People that only this batch knew; whoever was here before keeps person and login."""
    made_at = batch.committed_at or batch.created_at
    for part in in_parts(employments):
        persons = [e.person for e in part]
        Employment.objects.filter(pk__in=[e.pk for e in part]).delete()
        made = Person.objects.filter(
            pk__in=[p.pk for p in persons], created_at=made_at, employments=None
        )
        users = list(made.values_list("user", flat=True))
        made.delete()
        User.objects.filter(pk__in=users, joined_at=made_at).delete()


def _remove_places(batch: ImportBatch, at: dt.datetime) -> None:
    """Departments, branches and companies that the batch had added and in which nothing is left.

    A department that people of another batch have moved out of stays while that can be undone.
    """
    levels: tuple[tuple[str, type[models.Model]], ...] = (
        ("departments", Department),
        ("branches", Branch),
        ("entities", LegalEntity),
    )
    others = ImportBatch.objects.filter(undone_at=None, committed_at__gte=at - KEPT_FOR)
    needed = {
        key
        for before in others.exclude(pk=batch.pk).values_list("before", flat=True)
        for key in before.get("left", [])
    }
    for name, model in levels:
        keys = set(batch.before.get(name, []))
        if model is Department:
            keys -= needed
        models.QuerySet(model).filter(pk__in=keys - pointed_at(model, keys)).delete()
