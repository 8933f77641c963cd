"""A token in a slot of this machine (PKCS#11): an HSM, a card, a USB key.

Needs the extra `pkcs11`. Only one thread at a time speaks with the token; the PIN is in no message
and no log. A wrong PIN is never tried twice by itself: tokens lock after a few.
"""

import hashlib
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from asn1crypto import pem
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from django.conf import settings
from django.utils.translation import gettext as _

from lizhi.signing.providers.failing import ServiceNotSetUp, ServiceSilent

if TYPE_CHECKING:
    import pkcs11

T = TypeVar("T")
MEND = frozenset(
    {
        *("PinIncorrect", "PinInvalid", "PinLenRange", "PinExpired", "PinLocked"),
        *("UserPinNotInitialized", "NoSuchToken", "MultipleTokensReturned", "NoSuchKey"),
        *("MultipleObjectsReturned", "MechanismInvalid", "KeyTypeInconsistent"),
    }
)
"""What does not pass by itself; anything else of a token may: it was unplugged, or is busy."""
_one_at_a_time = threading.Lock()


class TokenHolder:
    """The key and its certificate bear the same label on the token."""

    def certificates(self, key: str) -> list[bytes]:
        """The one of this label, then whatever else is on the token or in the settings' file."""
        return _asked(lambda session: _certificates(session, key))

    def sign(self, key: str, signed: bytes, algorithm: str) -> bytes:
        """The token signs; the key never leaves it."""
        return _asked(lambda session: _sign(session, key, signed, algorithm))


def _certificates(session: "pkcs11.Session", key: str) -> list[bytes]:
    from pkcs11 import Attribute, ObjectClass

    found = session.get_objects({Attribute.CLASS: ObjectClass.CERTIFICATE})
    told = [(one[Attribute.LABEL] != key, bytes(one[Attribute.VALUE])) for one in found]
    own = [der for is_other, der in told if not is_other]
    if not own:
        words = _("On the token there is no certificate of this label.")
        raise ServiceNotSetUp("no certificate", words)
    return [*own, *(der for is_other, der in told if is_other), *_above()]


def _above() -> Iterator[bytes]:
    """Tokens often hold the certificate of the key only."""
    if settings.PKCS11_CERTIFICATES:
        content = Path(settings.PKCS11_CERTIFICATES).read_bytes()
        for _kind, _headers, der in pem.unarmor(content, multiple=True):
            yield der


def _sign(session: "pkcs11.Session", key: str, signed: bytes, algorithm: str) -> bytes:
    from pkcs11 import KeyType, Mechanism, ObjectClass

    if algorithm not in {"SHA256withRSA", "SHA256withECDSA"}:
        words = _("Tokens are not asked for SM2: each vendor has a way of its own.")
        raise ServiceNotSetUp("no SM2", words)
    is_rsa = algorithm == "SHA256withRSA"
    kind = KeyType.RSA if is_rsa else KeyType.EC
    private = session.get_key(ObjectClass.PRIVATE_KEY, kind, label=key)
    if is_rsa:
        return bytes(private.sign(signed, mechanism=Mechanism.SHA256_RSA_PKCS))  # type: ignore[attr-defined]
    digest = hashlib.sha256(signed).digest()
    both = bytes(private.sign(digest, mechanism=Mechanism.ECDSA))  # type: ignore[attr-defined]
    half = len(both) // 2  # r and s one behind the other; CMS wants them as a sequence
    return encode_dss_signature(int.from_bytes(both[:half]), int.from_bytes(both[half:]))


def _asked(asking: Callable[["pkcs11.Session"], T]) -> T:
    with _one_at_a_time, _session() as session:
        return asking(session)


@contextmanager
def _session() -> "Iterator[pkcs11.Session]":
    try:
        import pkcs11
        from pkcs11.exceptions import PKCS11Error
    except ImportError:
        words = _("To speak with a token python-pkcs11 is needed: pip install 'lizhi[pkcs11]'.")
        raise ServiceNotSetUp("no python-pkcs11", words) from None
    if not (settings.PKCS11_MODULE and settings.PKCS11_TOKEN and settings.PKCS11_PIN):
        names = "LIZHI_PKCS11_MODULE, LIZHI_PKCS11_TOKEN, LIZHI_PKCS11_PIN"
        raise ServiceNotSetUp("not set", _("Not set: %(names)s.") % {"names": names})
    try:
        module = pkcs11.lib(settings.PKCS11_MODULE)
    except RuntimeError:
        raise _unread() from None
    try:
        token = module.get_token(token_label=settings.PKCS11_TOKEN)
        with token.open(user_pin=settings.PKCS11_PIN) as session:
            yield session
    except PKCS11Error as error:
        raise _failed(type(error).__name__) from None
    except OSError:
        raise _unread() from None


def _unread() -> ServiceNotSetUp:
    words = _("The module or the file of certificates of the token cannot be read.")
    return ServiceNotSetUp("no module", words)


def _failed(name: str) -> Exception:
    if name not in MEND:
        return ServiceSilent(name)
    words = _("The token refuses (%(why)s): its label, the PIN or the label of the key is another.")
    return ServiceNotSetUp(name, words % {"why": name})
