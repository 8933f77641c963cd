"""Fields that every row carries, and the calendar that deadlines ask."""

import datetime as dt
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from lizhi.common import clock


class TimestampedModel(models.Model):
    """A row that knows when it was made."""

    created_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        abstract = True


class Calendar(TimestampedModel):
    """A company's or a branch's own: its week and shift. Its days lie over the official ones."""

    code = models.SlugField(max_length=60, unique=True)
    title = models.CharField(max_length=60)
    week = models.CharField(max_length=7, default="1111100")
    """Monday to Sunday, 1 where people work."""
    opens = models.TimeField(default=dt.time(9))
    closes = models.TimeField(default=dt.time(18))
    noon_from = models.TimeField(null=True, blank=True)
    noon_to = models.TimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.title

    @property
    def spans(self) -> tuple[tuple[dt.time, dt.time], ...]:
        """The hours of a working day, without the break at noon."""
        if self.noon_from is None or self.noon_to is None:
            return ((self.opens, self.closes),)
        return ((self.opens, self.noon_from), (self.noon_to, self.closes))


class CalendarDay(models.Model):
    """One day that differs from the plain week, or that somebody has to know about.

    `calendar` is "cn" for the official one, or the code of a company's or branch's own, whose days
    win. A year without official days is provisional: its working days are guessed by the week.
    """

    class Kind(models.TextChoices):
        WORKING = "working", _("Working day")
        REST = "rest", _("Day off")
        STATUTORY = "statutory", _("Statutory holiday")

    class Source(models.TextChoices):
        OFFICIAL = "official", _("Announced by the State Council")
        COMPANY = "company", _("Set by the company")

    calendar = models.CharField(max_length=60, default="cn")
    day = models.DateField()
    kind = models.CharField(max_length=10, choices=Kind)
    source = models.CharField(max_length=10, choices=Source, default=Source.OFFICIAL)
    name = models.CharField(max_length=60, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("calendar", "day"), name="one_kind_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.calendar} {self.day} {self.kind}"
