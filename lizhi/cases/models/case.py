"""A case: what lists and rules need of it as columns, and who was given it to read."""

import datetime as dt
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lizhi.accounts.models import User
from lizhi.common.models import TimestampedModel
from lizhi.people.models import Branch, Employment, LegalEntity


class CaseQuerySet(models.QuerySet["Case"]):
    """Questions about cases. Who may see which is asked in `rules.visible_to`."""

    def running(self) -> Self:
        """Not yet ended."""
        return self.filter(status=Case.Status.RUNNING)

    def on_boards(self) -> Self:
        """The same, said as the indexes of a branch and of an employer have it.

        By its status PostgreSQL would rather read all that run anywhere, whoever asks.
        """
        return self.filter(ended_at=None)

    def of(self, user: User) -> Self:
        """In which this person leaves."""
        return self.filter(employment__person__user=user)


class Case(TimestampedModel):
    """One ending of one employment. Everything a list shows is a column here."""

    class Status(models.TextChoices):
        RUNNING = "running", _("Running")
        WITHDRAWN = "withdrawn", _("Ended; the employment goes on")
        CLOSED = "closed", _("Closed")

    class Reason(models.TextChoices):
        """A resignation needs none; the codes feed statistics only."""

        FAMILY = "family", _("Caring for family")
        RELOCATION = "relocation", _("Settling elsewhere")
        CAREER = "career", _("Own development")
        HEALTH = "health", _("Health")
        OTHER = "other", _("Something else")
        UNSAID = "unsaid", _("Rather not say")

    class Hardest(models.TextChoices):
        """Which part of leaving took most out of somebody."""

        APPLICATION = "application", _("Filling in the application")
        ANSWER = "answer", _("Waiting for an answer")
        SIGNING = "signing", _("Signing")
        HANDOVER = "handover", _("Handing over")
        SETTLEMENT = "settlement", _("The settlement")
        NOTHING = "nothing", _("All was fine")

    class Way(models.TextChoices):
        """How an employment ends; each has a process of its own (劳动合同法 36–44)."""

        RESIGNATION = "resignation", _("Resigning")
        MUTUAL = "mutual", _("Mutual agreement")
        TERM_END = "term_end", _("End of the term")
        PROBATION = "probation", _("Ended by the company in probation")
        DISMISSAL = "dismissal", _("Dismissal without notice")
        NOTICE = "notice", _("Ended by the company with notice")
        LAYOFF = "layoff", _("Reduction of staff")
        RETIREMENT = "retirement", _("Retirement")
        DEATH = "death", _("Death")
        UNREACHABLE = "unreachable", _("Somebody who cannot be reached")
        CLOSURE = "closure", _("The company is bankrupt or closes")
        FORCED = "forced", _("Ended by the employee for a fault of the company")
        PROPOSAL = "proposal", _("Mutual agreement, proposed by the employee")

    GOES_ON = frozenset(
        (
            *("withdrawn", "not_agreed", "not_served", "returned", "called_off", "overtaken"),
            *("kept_on", "renewed", "taken_back"),
        )
    )
    """Outcomes after which nothing has ended: the contract is as it was before the case."""

    TOGETHER = frozenset({Way.MUTUAL, Way.PROPOSAL})
    """Ways that need both signatures; who proposed decides about compensation (36, 46)."""

    number = models.CharField(max_length=20, unique=True)
    way = models.CharField(max_length=20, choices=Way, default=Way.RESIGNATION)
    ground = models.CharField(max_length=8, default="37")
    """Code of the statutory ground: 36-E, 36-W, 37, 39, 40-1 … (facts of law, table of grounds)."""
    employment = models.ForeignKey(Employment, on_delete=models.PROTECT, related_name="cases")
    branch = models.ForeignKey(Branch, on_delete=models.PROTECT, related_name="cases")
    entity = models.ForeignKey(LegalEntity, on_delete=models.PROTECT, related_name="cases")
    status = models.CharField(max_length=12, choices=Status, default=Status.RUNNING)
    rev = models.PositiveIntegerField(default=0)
    """Grows by one with every action; a page that was read at another rev is stale."""

    arrived_at = models.DateTimeField()
    """The notice entered the designated system: from here the statutory days run."""
    notice_end = models.DateField()
    """The statutory end of notice: arrival plus 30 days, 3 in probation (劳动合同法 37)."""
    wished_day = models.DateField()
    contract_end = models.DateField()
    """The statutory end until both sides have agreed another date."""
    last_working_day = models.DateField(null=True, blank=True)
    pay_end = models.DateField(null=True, blank=True)
    access_end = models.DateField(null=True, blank=True)
    in_probation = models.BooleanField(default=False)
    binding_at = models.DateTimeField(null=True, blank=True)
    """Since when an ending other than a resignation is certain: both have signed, the notice was
    served, or the law ends it by itself. None: nothing has ended, and nothing ends by silence."""
    return_by = models.DateField(null=True, blank=True)
    """By when somebody who cannot be reached is asked to call or to come back."""

    reason = models.CharField(max_length=12, choices=Reason, default=Reason.UNSAID)
    place = models.CharField(max_length=40, blank=True)
    """The city where the person is; empty: where the work is."""
    contact_times: models.JSONField[Any, Any] = models.JSONField(default=list)
    """Of `morning`, `noon`, `afternoon`, `evening`, `sms_only`."""

    label = models.CharField(max_length=60, blank=True)
    """The step that the case is shown to stand at: the most urgent open one of a person."""
    holder = models.CharField(max_length=60, blank=True)
    """The name of whoever has to act at `label`."""
    holder_user = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="held_cases"
    )
    with_leaver = models.BooleanField(default=False)
    """Whoever leaves has to act at `label`."""
    due_at = models.DateTimeField(null=True, blank=True)
    steps_done = models.PositiveSmallIntegerField(default=0)
    pressed = models.PositiveSmallIntegerField(default=0)
    """How often a late handler of the present step has been pressed."""
    withdrawal_asked_at = models.DateTimeField(null=True, blank=True)
    """Since when the company owes an answer to whether the leaver may stay."""
    disputed_at = models.DateTimeField(null=True, blank=True)
    """Since when finance owes an answer about a line of the settlement, the oldest of them."""
    day_asked_at = models.DateTimeField(null=True, blank=True)
    """Since when the company owes an answer to another last day that the leaver has proposed."""
    voiding_asked_at = models.DateTimeField(null=True, blank=True)
    """Since when HR owes an answer to whether the signed agreement is to be void."""
    suspended_at = models.DateTimeField(null=True, blank=True)
    suspended_until = models.DateTimeField(null=True, blank=True)
    """Until when nobody is reminded; what the law asks for goes on meanwhile."""
    ended_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=30, blank=True)
    rating = models.PositiveSmallIntegerField(null=True, blank=True)
    hardest = models.CharField(max_length=12, choices=Hardest, blank=True)

    data: models.JSONField[Any, Any] = models.JSONField(default=dict)
    """What the steps' forms collected: codes, dates, numbers; words go into events, encrypted."""
    data_key = models.BinaryField(null=True)
    """Opens the personal words of this case, wrapped by the installation's key (decision D17)."""
    started_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, related_name="started_cases"
    )

    objects = models.Manager.from_queryset(CaseQuerySet)()

    class Meta:
        indexes: ClassVar = [
            models.Index(
                fields=("branch", "due_at"), condition=Q(ended_at=None), name="running_of_branch"
            ),
            models.Index(
                fields=("entity", "due_at"), condition=Q(ended_at=None), name="running_of_entity"
            ),
            models.Index(fields=("status", "due_at")),
            models.Index(fields=("status", "-arrived_at", "-id")),
            models.Index(fields=("due_at",), condition=Q(ended_at=None), name="running_by_due"),
            models.Index(
                fields=("holder_user", "due_at"),
                condition=Q(ended_at=None),
                name="running_by_holder",
            ),
            models.Index(
                fields=("ended_at", "branch"),
                condition=Q(withdrawal_asked_at__isnull=False),
                name="asked_to_stay",
            ),
            models.Index(
                fields=("ended_at", "entity"),
                condition=Q(disputed_at__isnull=False),
                name="asked_about_money",
            ),
            models.Index(
                fields=("ended_at", "branch"),
                condition=Q(day_asked_at__isnull=False),
                name="asked_for_a_day",
            ),
            models.Index(
                fields=("ended_at", "branch"),
                condition=Q(voiding_asked_at__isnull=False),
                name="asked_to_void",
            ),
            models.Index(
                fields=("ended_at",), condition=Q(ended_at__isnull=False), name="ended_cases"
            ),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=("employment",),
                condition=Q(status="running"),
                name="one_running_case_an_employment",
            )
        ]

    def __str__(self) -> str:
        return self.number

    def is_suspended(self, now: dt.datetime) -> bool:
        """Whether its process stands still at this moment."""
        return self.suspended_until is not None and now < self.suspended_until

    @property
    def is_offer(self) -> bool:
        """A proposal to end it together that both have not signed: whoever says no, stays."""
        return self.way in self.TOGETHER and self.binding_at is None

    @property
    def leaver(self) -> User:
        """The login of the person who leaves."""
        return self.employment.person.user


class Counter(models.Model):
    """The last case number of a year; whoever opens a case waits here for whoever came first."""

    year = models.PositiveSmallIntegerField(primary_key=True)
    last = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.year} {self.last}"


class Copy(TimestampedModel):
    """Somebody was given the case to read: nothing waits for that, and it gives no paper."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="copies")
    reader = models.ForeignKey(User, on_delete=models.PROTECT, related_name="copies")
    given_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("case", "reader"), name="one_copy_a_reader")
        ]

    def __str__(self) -> str:
        return f"{self.case} for {self.reader}"
