"""Which official lists were loaded, by whom, under which document."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from lizhi.accounts.models import User
from lizhi.common.models import TimestampedModel


class HolidayList(TimestampedModel):
    """One loaded list of a year. A corrected one follows it; the days themselves are elsewhere."""

    year = models.PositiveSmallIntegerField()
    document = models.CharField(max_length=80)
    """国办发明电〔2026〕7号."""
    digest = models.CharField(max_length=64)
    """Of the days in one spelling: the same list again is the same list."""
    days: models.JSONField[Any, Any] = models.JSONField()
    """As it was loaded: day, kind, name."""
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    is_current = models.BooleanField(default=True)
    taken_back_at = models.DateTimeField(null=True)
    """It counts no more, and no other has followed it: its year is a guess again."""
    taken_back_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=200, blank=True)
    """Why it was taken back."""

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=("year",), condition=Q(is_current=True), name="one_current_list_a_year"
            )
        ]

    def __str__(self) -> str:
        return f"{self.year} {self.document}"
