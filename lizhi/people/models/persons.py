"""A person: outlives every employment, and is found by phone or identity number."""

from django.db import models

from lizhi.accounts.models import User
from lizhi.common import encryption
from lizhi.common.fields import EncryptedTextField, masked
from lizhi.common.models import TimestampedModel


def id_index(number: str) -> str:
    """The index under which an identity number is found."""
    return encryption.blind_index("id", number)


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
