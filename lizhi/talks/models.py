"""A talk of one case, and what each who had it has noted."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lizhi.accounts.models import User
from lizhi.cases.models import Case
from lizhi.common.models import TimestampedModel


class Cause(models.TextChoices):
    """Why people go, as they say themselves; statistics know nothing but these codes."""

    PAY = "pay", _("Pay")
    GROWTH = "growth", _("Chances to grow")
    LOAD = "load", _("Too much work")
    LEAD = "lead", _("How I was led")
    TEAM = "team", _("How we get on")
    PLACE = "place", _("Where the work is")
    HOME = "home", _("Family or health")
    OFFER = "offer", _("Another offer")
    OTHER = "other", _("Something else")


class Talk(TimestampedModel):
    """Whether, how and when whoever leaves would like to talk. Nothing waits for it."""

    class Form(models.TextChoices):
        PHONE = "phone", _("By telephone")
        VIDEO = "video", _("By video")
        WRITING = "writing", _("I would rather write")

    class State(models.TextChoices):
        ASKED = "asked", _("Asked for")
        OFFERED = "offered", _("Another hour was offered")
        FIXED = "fixed", _("Fixed")
        HELD = "held", _("Has taken place")
        WRITTEN = "written", _("Was written")
        OFF = "off", _("Called off")

    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="talk")
    form = models.CharField(max_length=8, choices=Form)
    state = models.CharField(max_length=8, choices=State)
    partner = models.ForeignKey(User, on_delete=models.PROTECT, related_name="talks")
    """Whom the leaver has chosen to talk to."""
    at = models.DateTimeField(null=True, blank=True)
    """The hour on the table: picked, offered or fixed."""
    place = models.CharField(max_length=200, blank=True)
    """Where to dial in; for a telephone call the partner calls."""
    causes: models.JSONField[list[str], list[str]] = models.JSONField(default=list)
    """Codes of `Cause`."""
    words = models.BinaryField(default=bytes)
    """What the leaver wrote, under the key of the case; for the partner alone."""

    class Meta:
        indexes: ClassVar = [
            models.Index(
                fields=("partner", "at"), condition=Q(state="asked"), name="talks_to_answer"
            )
        ]

    def __str__(self) -> str:
        return f"talk of {self.case}"


class TalkNote(TimestampedModel):
    """What somebody who talked wants to remember. The leaver's manager never reads HR's."""

    talk = models.ForeignKey(Talk, on_delete=models.PROTECT, related_name="notes")
    author = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    for_hr = models.BooleanField(default=False)
    """HR of the branch reads it as well; else its author alone."""
    words: models.BinaryField[Any, Any] = models.BinaryField()

    def __str__(self) -> str:
        return f"note to {self.talk}"
