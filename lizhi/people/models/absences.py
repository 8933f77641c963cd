"""When somebody is not there, and who does what would wait for him."""

import datetime as dt
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q

from lizhi.accounts.models import User
from lizhi.common.models import TimestampedModel
from lizhi.common.prepared import given


class AbsenceQuerySet(models.QuerySet["Absence"]):
    """Questions about who is not there."""

    def standing(self) -> Self:
        """Not cancelled and not ended early."""
        return self.filter(ended_at=None)

    def on(self, day: dt.date) -> Self:
        """Those that hold on this day."""
        return self.standing().filter(first_day__lte=day, last_day__gte=day)

    def from_day(self, day: dt.date | given) -> Self:
        """Those that hold on this day, and those to come."""
        return self.standing().filter(last_day__gte=day)


class Absence(TimestampedModel):
    """Somebody is away from one day to another, both included; a colleague does it meanwhile."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="absences")
    substitute = models.ForeignKey(User, on_delete=models.PROTECT, related_name="stands_in_for")
    first_day = models.DateField()
    last_day = models.DateField()
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    """The person, or HR for somebody who is ill."""
    ended_at = models.DateTimeField(null=True, blank=True)
    """Taken back, or over before its last day."""
    ended_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    objects = models.Manager.from_queryset(AbsenceQuerySet)()

    class Meta:
        indexes: ClassVar = [
            models.Index(
                fields=("user", "last_day"), condition=Q(ended_at=None), name="absences_of_person"
            ),
            models.Index(
                fields=("substitute", "last_day"),
                condition=Q(ended_at=None),
                name="absences_by_substitute",
            ),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(last_day__gte=F("first_day")), name="absence_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=~Q(user=F("substitute")), name="nobody_is_his_own_substitute"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.first_day} {self.last_day}"
