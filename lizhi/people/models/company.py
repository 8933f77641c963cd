"""The group, its legal entities, their branches and departments."""

from decimal import Decimal
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from lizhi.common.models import TimestampedModel

TWO_PERSONS_ABOVE = Decimal(50_000)
"""Last wages and leave of most people stay below it; what has compensation in it does not."""


class Group(TimestampedModel):
    """The group of companies that runs this installation (decision D19: one, no tenants)."""

    name = models.CharField(max_length=120)

    def __str__(self) -> str:
        return self.name


class LegalEntity(TimestampedModel):
    """The employer in law: whose name and seal stand on the papers."""

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="entities")
    name = models.CharField(max_length=120, unique=True)
    credit_code = models.CharField(_("unified social credit code"), max_length=18, blank=True)
    city = models.CharField(max_length=40, blank=True)
    address = models.CharField(max_length=200, blank=True)
    two_persons_above = models.DecimalField(
        max_digits=10, decimal_places=2, default=TWO_PERSONS_ABOVE
    )
    """Yuan due in a settlement; what is more is looked at by a second person of finance."""
    seal_digest = models.CharField(max_length=64, blank=True)
    """Store digest of the company's own seal picture; empty: a drawn one marked 样章."""

    def __str__(self) -> str:
        return self.name


class Branch(TimestampedModel):
    """A place of work, and the scope of HR officers."""

    entity = models.ForeignKey(LegalEntity, on_delete=models.PROTECT, related_name="branches")
    name = models.CharField(max_length=80)
    city = models.CharField(max_length=40, blank=True)
    calendar = models.CharField(max_length=60, default="cn")
    """Whose working days its steps count: "cn", the official ones, or a calendar of the company."""

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("entity", "name"), name="one_branch_name")
        ]

    def __str__(self) -> str:
        return self.name


class Department(TimestampedModel):
    """Part of a branch. Its head is whom most of its members report to."""

    branch = models.ForeignKey(Branch, on_delete=models.PROTECT, related_name="departments")
    name = models.CharField(max_length=80)
    head = models.ForeignKey(
        "Employment", on_delete=models.SET_NULL, null=True, blank=True, related_name="heads"
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("branch", "name"), name="one_department_name")
        ]

    def __str__(self) -> str:
        return self.name
