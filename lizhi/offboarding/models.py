"""What somebody keeps of the board for the next day."""

from typing import ClassVar

from django.db import models

from lizhi.accounts.models import User
from lizhi.common.models import TimestampedModel
from lizhi.common.prepared import Prepared, given


class SavedFilter(TimestampedModel):
    """A view of the board that somebody comes back to; nobody else sees it."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="saved_filters")
    name = models.CharField(max_length=20)
    query = models.CharField(max_length=300)
    """As it stands in the address: which chip, branch and words."""

    class Meta:
        ordering = ("pk",)
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("user", "name"), name="one_filter_of_a_name")
        ]

    def __str__(self) -> str:
        return self.name


OF_USER = Prepared(lambda: SavedFilter.objects.filter(user=given("user")).order_by("pk"))
