"""Keys that are kept elsewhere, one module each; a setting says which company seals by which.

Only the job worker comes here. A holder is given what is to be signed and gives a signature back:
no paper leaves the house. Copy `remote` to speak with another firm's service.
"""

from dataclasses import dataclass
from typing import Protocol

from django.conf import settings
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from lizhi.people.models import LegalEntity
from lizhi.signing.providers import entities
from lizhi.signing.providers.failing import ServiceNotSetUp


class Holder(Protocol):
    """Whoever holds keys: a service on the line, a token in a slot.

    What fails for now raises `ServiceSilent`, what somebody has to mend `ServiceRefuses`.
    """

    def certificates(self, key: str) -> list[bytes]:
        """DER: the certificate of this key, and whatever the holder knows to stand above it."""

    def sign(self, key: str, signed: bytes, algorithm: str) -> bytes:
        """A signature over these bytes by this algorithm, as CMS has it.

        SHA256withECDSA, SHA256withRSA, or SM3withSM2 where it has such a key.
        """


@dataclass(frozen=True)
class Place:
    """Where the key of one company is."""

    name: str
    """Of the holder, as the settings know it."""
    key: str

    @property
    def holder(self) -> Holder:
        """Ready to be asked."""
        found: Holder = import_string(settings.KEY_HOLDERS[self.name])()
        return found


def place_of(entity: LegalEntity, setting: str = "SEAL_KEYS") -> Place | None:
    """Where the key of this company's seal is kept; None: here, with us, or nowhere.

    `setting` is `SEAL_KEYS`, or `SM2_KEYS` for the signature that lies beside a paper.
    """
    known = dict(entities.read(one) for one in getattr(settings, setting))
    company = known.get(entity.credit_code) or known.get("")
    if company is None:
        return None
    if company.ref not in settings.KEY_HOLDERS or not company.seal:
        raise ServiceNotSetUp(
            "no holder",
            _("%(setting)s names no holder and key that there are for this company.")
            % {"setting": f"LIZHI_{setting}"},
        )
    return Place(company.ref, company.seal)
