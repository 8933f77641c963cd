"""Look after keys and certificates of the house: rotate, revoke, take the root off line.

Each leaves a line that says who did it and when. Nothing is ever dropped from the ledger.
"""

import datetime as dt
from functools import partial

from cryptography import x509
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    PrivateFormat,
    load_pem_private_key,
)
from django.db import transaction
from django.utils.translation import gettext as _

from lizhi.common.refusals import Refused
from lizhi.people.models import LegalEntity
from lizhi.signing import ca, ledger, profiles
from lizhi.signing.models import Certificate, KeyEvent, RevocationList
from lizhi.signing.profiles import Issuer

ROOT_LIST_LASTS = profiles.YEAR
"""The list that a root leaves behind when it goes off line must do until it is asked again."""
SHORTEST = 12
"""Characters of a passphrase: the file may fall into anybody's hands."""
MAKE = {
    "issuing": ca.issuing,
    "stamp": ca.stamp,
    "installation": ca.installation,
}
What = KeyEvent.What


@transaction.atomic
def rotate(slot: str, *, by: str, at: dt.datetime) -> Issuer:
    """From now on another key does this; what the old one has signed stays good."""
    old = Certificate.objects.select_for_update().filter(slot=slot).first()
    if old is None or slot == "root":
        raise Refused(
            _("There is no key in use as “%s” that could be followed by a new one.") % slot
        )
    Certificate.objects.filter(pk=old.pk).update(slot=None)
    fresh = _make(slot, at)
    KeyEvent.objects.create(certificate=old, what=What.ROTATED, at=at, by=by)
    return fresh


def _make(slot: str, at: dt.datetime) -> Issuer:
    kind, _colon, key = slot.partition(":")
    if kind == "seal":
        return ca.seal(LegalEntity.objects.get(pk=key), at)
    return MAKE[slot](at)


@transaction.atomic
def revoke(serial: str, *, because: str, by: str, at: dt.datetime) -> Certificate:
    """The next lists name it, with the reason; whoever held its place is followed by a new one.

    What it has signed with a stamp from before stays good: that is what stamps are for.
    """
    row = Certificate.objects.select_for_update().filter(serial=serial.lower()).first()
    if row is None:
        raise Refused(_("The ledger knows no certificate of this number."))
    if row.kind == Certificate.Kind.ROOT:
        raise Refused(_("Nobody can take a root back but those who trust it."))
    if row.revoked_at:
        raise Refused(_("It was taken back already."))
    row.revoked_at, row.revoked_because = at, Certificate.Reason(because)
    row.save(update_fields=["revoked_at", "revoked_because"])
    KeyEvent.objects.create(certificate=row, what=What.REVOKED, at=at, by=by, reason=because)
    return row


@transaction.atomic
def take_root_out(passphrase: str, *, by: str, at: dt.datetime) -> bytes:
    """The root's key and certificate as a file that only the passphrase opens; here it is gone.

    What needs the root is made before, and a list that does for a year. Other processes that have
    opened the key forget it when they are started anew.
    """
    if len(passphrase) < SHORTEST:
        raise Refused(_("The passphrase needs %d characters or more.") % SHORTEST)
    row = Certificate.objects.select_for_update().get(slot="root")
    if row.wrapped_key is None:
        raise Refused(_("The key of the root is off line already."))
    for make in (ca.issuing, ca.stamp):
        make(at)
    root = ledger.opened(row.serial)
    file = _locked(root, passphrase)
    if open_root(file, passphrase).key.private_numbers() != root.key.private_numbers():
        raise RuntimeError("the file does not give the key back")
    keep_list(row, ca.revocations(root, at, lasts=ROOT_LIST_LASTS))
    row.wrapped_key = None
    row.save(update_fields=["wrapped_key"])
    KeyEvent.objects.create(certificate=row, what=What.TAKEN_OUT, at=at, by=by)
    transaction.on_commit(partial(ledger.opened.cache_clear))
    return file


def _locked(root: Issuer, passphrase: str) -> bytes:
    lock = BestAvailableEncryption(passphrase.encode())
    key = root.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, lock)
    return root.certificate.public_bytes(Encoding.PEM) + key


def open_root(file: bytes, passphrase: str) -> Issuer:
    """Certificate and key out of such a file; refused when the passphrase is another."""
    try:
        certificate = x509.load_pem_x509_certificate(file)
        key = load_pem_private_key(file[file.index(b"-----BEGIN ENCRYPTED") :], passphrase.encode())
    except ValueError:
        raise Refused(_("This is no file of a root, or the passphrase is another.")) from None
    return Issuer(certificate, key)  # type: ignore[arg-type]


def keep_list(authority: Certificate, data: bytes) -> RevocationList:
    """What an authority off line has signed; given out until there is a newer one."""
    told = x509.load_der_x509_crl(data)
    begins, ends = told.last_update_utc, told.next_update_utc
    if ends is None:
        raise ValueError("a list without an end")
    return RevocationList.objects.create(authority=authority, data=data, begins=begins, ends=ends)
