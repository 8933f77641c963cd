"""What a stranger needs to check our signatures: the root, and the lists of what was taken back."""

import datetime as dt

from lizhi.common import clock
from lizhi.signing import ca, ledger, lists
from lizhi.signing.models import Certificate


def root_pem() -> bytes:
    """The installation's root as PEM; it is made when nothing has been signed yet."""
    if pem := find_root_pem():
        return pem  # its key may be elsewhere
    ca.root(clock.now())
    return find_root_pem() or b""


def find_root_pem() -> bytes | None:
    """The root as the ledger has it, if there is one yet. Writes nothing."""
    pem = Certificate.objects.filter(slot="root").values_list("pem", flat=True).first()
    return pem.encode() if pem else None


def find_revocations(serial: str, at: dt.datetime) -> bytes | None:
    """The list of one of our authorities as DER, if this is the serial of one. Writes nothing."""
    authorities = Certificate.objects.filter(kind__in=lists.AUTHORITIES, serial=serial)
    authority = authorities.first()
    try:
        return ca.newest_list(authority, at) if authority else None
    except ledger.KeyElsewhere:
        return None
