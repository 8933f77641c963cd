"""What a company has found for its own cities, who has checked it, and what became of it."""

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lizhi.accounts.models import User
from lizhi.common.models import TimestampedModel


class CityFigureQuerySet(models.QuerySet["CityFigure"]):
    """Questions about added figures."""

    def confirmed(self) -> Self:
        """Settlements are made with these."""
        return self.filter(state=CityFigure.State.CONFIRMED)

    def waiting(self) -> Self:
        """A second person has not looked at them yet."""
        return self.filter(state=CityFigure.State.WAITING)

    def of(self, city: str, name: str) -> Self:
        """All versions of one figure in one city."""
        return self.filter(city=city, name=name)


class CityFigure(TimestampedModel):
    """One figure of a city from one day on. Never edited: another version takes its place."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Waits for a second person")
        CONFIRMED = "confirmed", _("Confirmed")
        DECLINED = "declined", _("Not confirmed")
        WITHDRAWN = "withdrawn", _("Withdrawn")
        REPLACED = "replaced", _("Replaced")

    class Source(models.TextChoices):
        OFFICIAL = "official", _("Read in the original text")
        SECONDARY = "secondary", _("Second hand: quoted elsewhere, or said on the phone")

    city = models.CharField(max_length=40)
    """As it is called, without 市."""
    name = models.CharField(max_length=60)
    """`topic.key` of the catalogue."""
    since = models.DateField()
    """It holds from this day on; of a figure of a year, the first day of that year."""
    value = models.DecimalField(max_digits=16, decimal_places=6, null=True, blank=True)
    brackets: models.JSONField[Any, Any] = models.JSONField(default=dict, blank=True)
    """Of a scale instead of a value: threshold to value, both as text."""
    document = models.CharField(max_length=80, blank=True)
    """Its number: 苏人社发〔2026〕12号."""
    title = models.CharField(max_length=160)
    link = models.CharField(max_length=400, blank=True)
    published = models.DateField()
    source = models.CharField(max_length=10, choices=Source, default=Source.OFFICIAL)
    note = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    checked_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    checked_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    """Declined, withdrawn or replaced: from this moment on no settlement is made with it."""
    replaced_by = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")

    objects = models.Manager.from_queryset(CityFigureQuerySet)()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=("city", "name", "since", "state"),
                condition=Q(state__in=("waiting", "confirmed")),
                name="one_city_figure_a_day",
            )
        ]
        indexes: ClassVar = [models.Index(fields=("city", "name"), name="city_figure_of")]

    def __str__(self) -> str:
        return f"{self.city} {self.name} {self.since} {self.state}"

    @property
    def source_text(self) -> str:
        """How a paper names it."""
        return f"{self.document}《{self.title}》" if self.document else self.title


class FigureDeed(TimestampedModel):
    """Somebody entered, confirmed, declined or withdrew a figure, or took the table away.

    Rows are written once: the database itself refuses to change them.
    """

    class Deed(models.TextChoices):
        ENTERED = "entered", _("entered it")
        CONFIRMED = "confirmed", _("confirmed it")
        DECLINED = "declined", _("did not confirm it")
        WITHDRAWN = "withdrawn", _("withdrew it")
        REPLACED = "replaced", _("confirmed another in its place")
        EXPORTED = "exported", _("took the table away")

    figure = models.ForeignKey(
        CityFigure, on_delete=models.PROTECT, null=True, related_name="deeds"
    )
    """None: the whole table."""
    deed = models.CharField(max_length=10, choices=Deed)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("created_at", "pk")

    def __str__(self) -> str:
        return f"{self.deed}: {self.figure}"
