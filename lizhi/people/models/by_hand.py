"""What somebody of HR did to people of the roster by hand."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from lizhi.accounts.models import User
from lizhi.common.models import TimestampedModel
from lizhi.people.models.employments import Employment


class ByHand(TimestampedModel):
    """One thing done to one person's record, and by whom; never changed."""

    class Deed(models.TextChoices):
        MANAGER = "manager", _("The manager was changed")
        ENDING = "ending", _("The manager was reminded that the contract ends")

    deed = models.CharField(max_length=10, choices=Deed)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    employment = models.ForeignKey(Employment, on_delete=models.CASCADE, related_name="by_hand")
    before = models.ForeignKey(Employment, on_delete=models.SET_NULL, null=True, related_name="+")
    """Who was the manager; empty: nobody of his own."""
    told = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    """Who was written to."""

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=("employment", "deed", "created_at"), name="by_hand_to_whom"),
        ]

    def __str__(self) -> str:
        return f"{self.deed}: {self.employment}"
