"""Take a batch back: old values return, new people go, unless something has happened since."""

import datetime as dt
import json
from dataclasses import dataclass, field

from django.db import models, transaction
from django.utils.translation import gettext as _

from lizhi.accounts.models import User
from lizhi.common.refusals import AlreadyDone, Refused
from lizhi.people.models import (
    Branch,
    Department,
    Employment,
    ImportBatch,
    LegalEntity,
    MonthlyWage,
    Person,
)
from lizhi.people.roster import differences, restoring
from lizhi.people.roster.holding import pointed_at
from lizhi.people.roster.places import name_heads
from lizhi.people.roster.planning import in_parts

KEPT_FOR = dt.timedelta(days=7)
OWN = frozenset({Person, Employment, MonthlyWage, Department})
"""What a new person brings along; anything else that points to him is a reason to stay."""


@dataclass(frozen=True)
class Staying:
    """Somebody whom the undo does not touch, and why."""

    employment: Employment
    reason: str
    is_new: bool = False


@dataclass
class Undo:
    """What an undo does, or would do."""

    restored: list[Employment] = field(default_factory=list)
    removed: list[Employment] = field(default_factory=list)
    staying: list[Staying] = field(default_factory=list)

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


def preview(batch: ImportBatch) -> Undo:
    """Who would be restored, who would go, who stays and why. Writes nothing."""
    result = Undo()
    changes = batch.changes.select_related(
        "employment__person__user", "employment__entity", "employment__branch",
        "employment__department", "employment__reports_to",
    ).prefetch_related("employment__wages")  # fmt: skip
    for change in changes:
        if _changed_since(change.employment, json.loads(change.values)):
            result.staying.append(Staying(change.employment, _("changed since the import")))
        else:
            result.restored.append(change.employment)
    new = list(batch.employments.select_related("person__user"))
    reasons = _reasons(new)
    for employment in new:
        if reason := reasons.get(employment.pk):
            result.staying.append(Staying(employment, reason, is_new=True))
        else:
            result.removed.append(employment)
    return result


@transaction.atomic
def undo(batch: ImportBatch, *, by: User | None, reason: str, at: dt.datetime) -> Undo:
    """Put the old values back and remove whom nothing holds; the batch says that it is undone."""
    locked = ImportBatch.objects.select_for_update().get(pk=batch.pk)
    check_can_undo(locked, at)
    result = preview(locked)
    touched = restoring.restore(locked, {employment.pk for employment in result.restored})
    touched |= _remove(locked, result.removed)
    _remove_places(locked)
    name_heads(touched)
    locked.state = ImportBatch.State.UNDONE
    locked.undone_at, locked.undone_by, locked.undo_reason = at, by, reason[:200]
    staying = [
        {"number": s.employment.number, "name": s.employment.name, "reason": s.reason}
        for s in result.staying
    ]
    locked.report = {**locked.report, "staying": staying}
    locked.save()
    return result


def _changed_since(employment: Employment, values: differences.Values) -> bool:
    return any(
        differences.words(differences.present(employment, name)) != new
        for name, (_old, new) in values.items()
    )


def _reasons(employments: list[Employment]) -> dict[int, str]:
    """Employment → why it stays: somebody signed in, or something in the house points to it."""
    found: dict[int, str] = {}
    for part in in_parts(employments):
        persons = {e.person_id: e.pk for e in part}
        users = {e.user.pk: e.pk for e in part}
        own = {e.pk: e.pk for e in part}
        for model, keys in ((Employment, own), (Person, persons), (User, users)):
            for key in pointed_at(model, keys, besides=OWN):
                found[keys[key]] = _("something was done with this person since")
        for employment in part:
            if employment.user.last_login is not None:
                found[employment.pk] = _("has signed in since")
    return found


def _remove(batch: ImportBatch, employments: list[Employment]) -> set[int]:
    """People that only this batch knew; whoever was here before keeps person and login."""
    touched = {employment.department_id for employment in employments}
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
    return touched


def _remove_places(batch: ImportBatch) -> None:
    """Departments, branches and companies that the batch had added and in which nothing is left."""
    levels: tuple[tuple[str, type[models.Model]], ...] = (
        ("departments", Department),
        ("branches", Branch),
        ("entities", LegalEntity),
    )
    for name, model in levels:
        keys = set(batch.before.get(name, []))
        models.QuerySet(model).filter(pk__in=keys - pointed_at(model, keys)).delete()
