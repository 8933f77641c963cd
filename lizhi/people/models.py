"""Who works where: group, legal entity, branch, department; person and employment."""

import datetime as dt
from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from lizhi.accounts.models import User
from lizhi.common import encryption
from lizhi.common.fields import EncryptedTextField, masked
from lizhi.common.models import TimestampedModel


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
    seal_digest = models.CharField(max_length=64, blank=True)
    """Store digest of the company's own seal picture; empty: a drawn one marked 样章."""

    def __str__(self) -> str:
        return self.name


class Branch(TimestampedModel):
    """A place of work, and the scope of HR officers."""

    entity = models.ForeignKey(LegalEntity, on_delete=models.PROTECT, related_name="branches")
    name = models.CharField(max_length=80)
    city = models.CharField(max_length=40, blank=True)

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


class Person(TimestampedModel):
    """Somebody who has worked here once; stays when every employment has ended."""

    user = models.OneToOneField(User, on_delete=models.PROTECT, related_name="person")
    name = models.CharField(max_length=60)
    id_kind = models.CharField(max_length=40, default="居民身份证")
    id_number = EncryptedTextField(blank=True)
    id_index = models.CharField(max_length=32, blank=True, db_index=True)
    sex = models.CharField(max_length=4, blank=True)
    born_on = models.DateField(null=True, blank=True)
    email = EncryptedTextField(blank=True)

    def __str__(self) -> str:
        return self.name

    @property
    def masked_id(self) -> str:
        """The identity number as screens show it."""
        return masked(self.id_number, head=4, tail=4)


class EmploymentQuerySet(models.QuerySet["Employment"]):
    """Questions about who works here."""

    def active(self) -> Self:
        """Whoever has not left."""
        return self.filter(left_on=None)


class Employment(TimestampedModel):
    """One contract of one person with one legal entity."""

    class Contract(models.TextChoices):
        FIXED = "fixed", _("Fixed term")
        OPEN = "open", _("Open-ended")
        TASK = "task", _("Until a task is done")

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="employments")
    entity = models.ForeignKey(LegalEntity, on_delete=models.PROTECT, related_name="employments")
    branch = models.ForeignKey(Branch, on_delete=models.PROTECT, related_name="employments")
    department = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="employments")
    number = models.CharField(_("staff number"), max_length=40, unique=True)
    post = models.CharField(max_length=80)
    reports_to = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="reports"
    )
    hired_on = models.DateField()
    career_start = models.DateField(null=True, blank=True)
    contract_kind = models.CharField(max_length=10, choices=Contract, default=Contract.FIXED)
    contract_start = models.DateField(null=True, blank=True)
    contract_end = models.DateField(null=True, blank=True)
    probation_end = models.DateField(null=True, blank=True)
    left_on = models.DateField(null=True, blank=True)
    monthly_wage = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    average_wage = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    """Average of twelve months' wages due, as the roster gives it; see `wages` for the months."""
    average_is_given = models.BooleanField(default=False)
    """True: the average came as one figure and nobody has seen the months behind it."""
    work_city = models.CharField(max_length=40, blank=True)
    insurance_city = models.CharField(max_length=40, blank=True)
    insurance_base = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    fund_base = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    fund_rate = models.DecimalField(max_digits=5, decimal_places=4, null=True, blank=True)
    leave_days = models.DecimalField(max_digits=5, decimal_places=1, null=True, blank=True)
    leave_taken = models.DecimalField(max_digits=5, decimal_places=1, null=True, blank=True)
    bank_name = models.CharField(max_length=80, blank=True)
    bank_account = EncryptedTextField(blank=True)
    bank_index = models.CharField(max_length=32, blank=True, db_index=True)
    batch = models.ForeignKey(
        "ImportBatch", on_delete=models.SET_NULL, null=True, blank=True, related_name="employments"
    )

    objects = models.Manager.from_queryset(EmploymentQuerySet)()

    def __str__(self) -> str:
        return f"{self.person.name} {self.number}"

    @property
    def name(self) -> str:
        """Of the person."""
        return self.person.name

    @property
    def user(self) -> User:
        """The login of the person."""
        return self.person.user

    def in_probation(self, day: dt.date) -> bool:
        """Whether three days of notice are enough on this day (劳动合同法 37)."""
        return self.probation_end is not None and day <= self.probation_end


class MonthlyWage(models.Model):
    """Wages due for one month, before tax and insurance."""

    employment = models.ForeignKey(Employment, on_delete=models.CASCADE, related_name="wages")
    month = models.DateField()
    amount = models.DecimalField(max_digits=12, decimal_places=2)
    overtime = models.DecimalField(max_digits=12, decimal_places=2, default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("employment", "month"), name="one_wage_a_month")
        ]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m} {self.amount}"


class RoleGrant(TimestampedModel):
    """Somebody's role beyond being an employee or a manager, and how far it reaches.

    Without branch and entity it reaches everywhere. HR is granted by branch, finance by entity.
    """

    class Role(models.TextChoices):
        HR = "hr", _("HR")
        FINANCE = "finance", _("Finance")
        KEEPER = "keeper", _("Keeper of assets and accounts")
        GROUP_HR = "group_hr", _("Group HR")
        ADMINISTRATOR = "administrator", _("Administrator")

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="grants")
    role = models.CharField(max_length=20, choices=Role)
    branch = models.ForeignKey(Branch, on_delete=models.CASCADE, null=True, blank=True)
    entity = models.ForeignKey(LegalEntity, on_delete=models.CASCADE, null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.user}: {self.role}"


class ImportBatch(TimestampedModel):
    """One roster file on its way in: uploaded, mapped, tried, committed, perhaps undone."""

    class State(models.TextChoices):
        UPLOADED = "uploaded", _("Uploaded")
        MAPPED = "mapped", _("Columns confirmed")
        COMMITTING = "committing", _("Being written")
        DONE = "done", _("Done")
        UNDONE = "undone", _("Undone")

    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="imports")
    filename = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    state = models.CharField(max_length=12, choices=State, default=State.UPLOADED)
    mapping: models.JSONField[dict[str, str], dict[str, str]] = models.JSONField(default=dict)
    report: models.JSONField[dict[str, object], dict[str, object]] = models.JSONField(default=dict)
    rows_done = models.PositiveIntegerField(default=0)
    rows_total = models.PositiveIntegerField(default=0)
    committed_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)
    before: models.JSONField[dict[str, object], dict[str, object]] = models.JSONField(default=dict)
    """What an undo needs: keys of new rows and the old values of changed ones (no numbers)."""

    def __str__(self) -> str:
        return f"{self.filename} {self.state}"


def bank_index(account: str) -> str:
    """The index under which a bank account is found."""
    return encryption.blind_index("bank", account)


def id_index(number: str) -> str:
    """The index under which an identity number is found."""
    return encryption.blind_index("id", number)
