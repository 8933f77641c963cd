"""The lists of what our authorities have taken back, as they stand at one moment."""

import datetime as dt
from collections.abc import Iterable, Iterator
from functools import lru_cache

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from lizhi.signing import ca, ledger
from lizhi.signing.models import Certificate

AUTHORITIES = (Certificate.Kind.ROOT, Certificate.Kind.ISSUING)


class Lists:
    """Fresh lists of this moment, each made once, however many papers ask for it.

    Of an authority whose key is off line it is the one that was signed there last.
    """

    def __init__(self, at: dt.datetime) -> None:
        self.at = at
        rows = Certificate.objects.filter(kind__in=AUTHORITIES, not_after__gt=at).order_by("pk")
        self._authorities = {_own_key(ledger.certificate_of(row)): row for row in rows}
        self._made: dict[bytes, bytes] = {}

    def above(self, certificates: Iterable[bytes]) -> list[bytes]:
        """The authorities of ours on the way from these certificates to the root, as DER."""
        return [_der(self._authorities[key]) for key in self._keys_above(certificates)]

    def about(self, certificates: Iterable[bytes]) -> list[bytes]:
        """The lists, as DER, in which these certificates and those above them would stand.

        Of certificates that others have issued nothing is known here.
        """
        return [self._list_of(key) for key in self._keys_above(certificates)]

    def all(self) -> list[bytes]:
        """The list of every authority that has not ended, as DER."""
        return [self._list_of(key) for key in self._authorities]

    def _keys_above(self, certificates: Iterable[bytes]) -> Iterator[bytes]:
        seen: set[bytes] = set()
        waiting = list(certificates)
        while waiting:
            key = _key_above(waiting.pop())
            if key not in seen and key in self._authorities:
                seen.add(key)
                yield key
                waiting.append(_der(self._authorities[key]))

    def _list_of(self, key: bytes) -> bytes:
        if key not in self._made:
            self._made[key] = ca.newest_list(self._authorities[key], self.at)
        return self._made[key]


def _der(row: Certificate) -> bytes:
    return ledger.certificate_of(row).public_bytes(Encoding.DER)


@lru_cache(maxsize=256)
def _key_above(certificate: bytes) -> bytes:
    """The identifier of the key that has signed this certificate; empty when it names none."""
    extensions = x509.load_der_x509_certificate(certificate).extensions
    try:
        named = extensions.get_extension_for_class(x509.AuthorityKeyIdentifier).value
    except x509.ExtensionNotFound:
        return b""
    return named.key_identifier or b""


def _own_key(certificate: x509.Certificate) -> bytes:
    return certificate.extensions.get_extension_for_class(x509.SubjectKeyIdentifier).value.digest
