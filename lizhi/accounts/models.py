"""A login is a phone number. It outlives every employment and every company account."""

from typing import Any, ClassVar, Self

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _

from lizhi.common import clock, encryption, rows
from lizhi.common.fields import EncryptedTextField, masked
from lizhi.common.models import TimestampedModel
from lizhi.common.prepared import Prepared, given


def phone_index(phone: str) -> str:
    """The index under which this number (11 digits, no country code) is found."""
    return encryption.blind_index("phone", phone)


class UserManager(BaseUserManager["User"]):
    """Find and make logins by their phone number."""

    def by_phone(self, phone: str) -> "User | None":
        """Whoever signs in with this number, if anybody does."""
        return BY_PHONE.first(index=phone_index(phone))

    def with_phone(self, phone: str, **values: Any) -> "User":
        """A new login. No password exists, so none can be guessed."""
        user = self.model(phone=phone, **values)
        user.set_unusable_password()
        user.save()
        return user


class User(AbstractBaseUser):
    """Somebody who can sign in. What they may do follows from `people`, never from flags here."""

    name = models.CharField(_("name"), max_length=60)
    phone = EncryptedTextField(_("phone"))
    phone_index = models.CharField(max_length=32, unique=True, editable=False)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(default=clock.now, editable=False)

    objects = UserManager()

    USERNAME_FIELD = "phone_index"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the index true to the number. Every sign-in writes its moment and nothing else."""
        if kwargs.get("update_fields") == ["last_login"]:
            rows.update(self, "last_login")
            return
        self.phone_index = phone_index(self.phone)
        super().save(*args, **kwargs)

    @property
    def masked_phone(self) -> str:
        """As screens show it: 138****2046."""
        return masked(self.phone)


BY_PHONE = Prepared(lambda: User.objects.filter(phone_index=given("index")))


class InvitationQuerySet(models.QuerySet["Invitation"]):
    """One-time links that have not been used."""

    def open(self) -> Self:
        """Still to be used; the reader checks the hour."""
        return self.filter(used_at=None)


class Invitation(TimestampedModel):
    """A one-time link by which the first administrator comes in. Only its hash is stored."""

    token_hash = models.CharField(max_length=64, unique=True)
    phone = EncryptedTextField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    objects = models.Manager.from_queryset(InvitationQuerySet)()

    def __str__(self) -> str:
        return f"invitation {self.pk}"


class Allowance(models.Model):
    """How often somebody asked for something lately. The key tells nobody who that was.

    A row of our own and not a counter in a cache: it is locked while it is counted, follows the
    house's clock, and holds for all hosts.
    """

    key = models.CharField(max_length=64, unique=True)
    """What is counted and the blind index of a number or an address: `code:…`."""
    moments: models.JSONField[list[float], list[float]] = models.JSONField(default=list)
    last_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"{self.key.partition(':')[0]}: {len(self.moments)}"


class ConsentQuerySet(models.QuerySet["Consent"]):
    """Questions about what people agreed to."""

    def standing(self) -> Self:
        """Not taken back."""
        return self.filter(revoked_at=None)


class Consent(TimestampedModel):
    """Somebody agreed to a text, whose words are kept by their hash and version (PIPL 14, 29)."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="consents")
    kind = models.CharField(max_length=40)
    """What was agreed to: `electronic_signature`, `face_check`, `sensitive_proof`."""
    version = models.CharField(max_length=60)
    text_hash = models.CharField(max_length=64)
    about = models.CharField(max_length=80, blank=True)
    """A case number or another name of what it was for."""
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = models.Manager.from_queryset(ConsentQuerySet)()

    def __str__(self) -> str:
        return f"{self.kind} {self.version} by {self.user}"


class TextShown(TimestampedModel):
    """Somebody was told a text that nobody has to agree to, word for word by its hash (PIPL 17)."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="texts_shown")
    kind = models.CharField(max_length=40)
    """What was told: `privacy`."""
    version = models.CharField(max_length=60)
    text_hash = models.CharField(max_length=64)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("user", "kind", "text_hash"), name="told_once")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.version} told to {self.user}"


class ApiToken(TimestampedModel):
    """A program of the firm that acts for one person, within scopes. Only its hash is stored."""

    name = models.CharField(max_length=80)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="api_tokens")
    token_hash = models.CharField(max_length=64, unique=True)
    scopes: models.JSONField[list[str], list[str]] = models.JSONField(default=list)
    """`room:read` and `room:write`, for instance `cases:read`."""
    expires_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.name
