"""The things that pass from the leaver to others."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from lizhi.accounts.models import User
from lizhi.cases.models import Case
from lizhi.common.models import TimestampedModel
from lizhi.documents.models import StoredFile, Upload


class ItemQuerySet(models.QuerySet["Item"]):
    """Questions about what passes on."""

    def for_pages(self) -> Self:
        """What waits for the leaver first, with receivers and the number of photos."""
        waits = Q(state__in=(Item.State.OPEN, Item.State.MISSING))
        ready = Count("photos", filter=Q(photos__file__isnull=False))
        counted = self.select_related("receiver").annotate(photo_count=ready)
        return counted.alias(waits=models.ExpressionWrapper(waits, models.BooleanField())).order_by(
            "-waits", "pk"
        )


class Item(TimestampedModel):
    """One thing, confirmed by both sides: given, then received."""

    class Kind(models.TextChoices):
        WORK = "work", _("Work")
        DOCUMENT = "document", _("Documents")
        ASSET = "asset", _("Things")
        ACCOUNT = "account", _("Logins and accounts")
        DUTIES = "duties", _("Duties and roles")

    class State(models.TextChoices):
        OPEN = "open", _("To be handed over")
        GIVEN = "given", _("Handed over")
        RECEIVED = "received", _("Received")
        MISSING = "missing", _("Something is missing")
        DISPUTED = "disputed", _("Not settled")

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="handover_items")
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.WORK)
    duty = models.CharField(max_length=40, blank=True)
    """Of a duty: what the machine moves once it is received, or at the end of the employment."""
    moved_at = models.DateTimeField(null=True, blank=True)
    """Since when the duty is the receiver's."""
    title = models.CharField(max_length=80)
    note = models.CharField(max_length=200, blank=True)
    receiver = models.ForeignKey(User, on_delete=models.PROTECT, related_name="handover_items")
    waybill = models.CharField(max_length=30, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    given_at = models.DateTimeField(null=True, blank=True)
    received_at = models.DateTimeField(null=True, blank=True)

    objects = models.Manager.from_queryset(ItemQuerySet)()

    class Meta:
        indexes: ClassVar = [models.Index(fields=("receiver", "state"))]

    def __str__(self) -> str:
        return self.title


class Photo(TimestampedModel):
    """A picture of a thing that was handed over; it is shown once it has been checked."""

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="photos")
    upload = models.OneToOneField(
        Upload, on_delete=models.SET_NULL, null=True, related_name="handover_photo"
    )
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, related_name="+")
    """None while the upload is on its way or being checked."""

    def __str__(self) -> str:
        return f"photo of {self.item_id}"
