"""Who works where, on which contract, for which wage."""

import datetime as dt
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lizhi.accounts.models import User
from lizhi.common import encryption
from lizhi.common.fields import EncryptedTextField, masked
from lizhi.common.models import TimestampedModel
from lizhi.people.models.company import Branch, Department, LegalEntity
from lizhi.people.models.persons import Person
from lizhi.people.models.roles import roles_of


def bank_index(account: str) -> str:
    """The index under which a bank account is found."""
    return encryption.blind_index("bank", account)


class EmploymentQuerySet(models.QuerySet["Employment"]):
    """Questions about who works here."""

    def active(self) -> Self:
        """Whoever has not left."""
        return self.filter(left_on=None)

    def of_user(self, user: User) -> Self:
        """Somebody's own employments, past ones too."""
        return self.filter(person__user=user)

    def visible_to(self, user: User) -> Self:
        """Whose record somebody may open: oneself, one's people, and what a role reaches.

        HR sees branches, finance legal entities, group HR and administrators everything. A keeper
        of assets meets people only in a handover.
        """
        roles = roles_of(user)
        if roles.hr_branches is None or roles.is_administrator or roles.finance_entities is None:
            return self
        led = list(Employment.objects.of_user(user).active().values_list("pk", flat=True))
        return self.filter(
            Q(person__user=user)
            | Q(reports_to__in=led)
            | Q(department__head__in=led)
            | Q(branch__in=roles.hr_branches)
            | Q(entity__in=roles.finance_entities)
        )

    def in_hands_of(self, user: User) -> Self:
        """Whom somebody looks after as HR: the list of staff, and what an import may touch."""
        roles = roles_of(user)
        if roles.hr_branches is None or roles.is_administrator:
            return self
        return self.filter(branch__in=roles.hr_branches)

    def with_names(self) -> Self:
        """Everything a list shows, in one query."""
        return self.select_related(
            "person__user", "entity", "branch", "department__head__person", "reports_to__person"
        )


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

    @property
    def masked_account(self) -> str:
        """The bank account as screens show it."""
        return masked(self.bank_account, head=4, tail=4)

    @property
    def term_end(self) -> dt.date | None:
        """The last day of a contract for a fixed term; None where there is no such day."""
        return self.contract_end if self.contract_kind == self.Contract.FIXED else None

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
