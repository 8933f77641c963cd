"""Lists of what authorities outside the house have taken back, fetched where certificates say.

Only the job worker comes here. A list is good when the authority itself has signed it, it has not
ended, and it is no older than what it is asked about; without one nothing is sealed or finished.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

import httpx
from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from django.core.cache import caches
from django.utils.translation import gettext as _

from lizhi.signing.providers import wire
from lizhi.signing.providers.failing import ServiceNotSetUp, ServiceSilent

KEPT_SECONDS = 600
"""Many papers are sealed in one go: each list is fetched once for them."""
LARGEST = 8 * 1024 * 1024
"""It stands in every finished paper: an authority with larger lists divides them."""
ODD = (ValueError, TypeError, InvalidSignature, UnsupportedAlgorithm)


class ListTooOld(ServiceSilent):
    """The authority has not published a list since the signature was made: it will."""


def of(
    path: Iterable[tuple[x509.Certificate, x509.Certificate]],
    at: dt.datetime,
    *,
    since: dt.datetime | None = None,
) -> list[bytes]:
    """The lists (DER) about each certificate of (certificate, issuer), good at this moment.

    With `since` they are no older than that; `ServiceSilent` when one cannot be had yet.
    """
    return [_about(certificate, issuer, at, since) for certificate, issuer in path]


def names(data: bytes, certificate: x509.Certificate) -> bool:
    """Whether this list takes the certificate back, from whatever moment on."""
    told = x509.load_der_x509_crl(data)
    return told.get_revoked_certificate_by_serial_number(certificate.serial_number) is not None


def _about(
    certificate: x509.Certificate,
    issuer: x509.Certificate,
    at: dt.datetime,
    since: dt.datetime | None,
) -> bytes:
    addresses = [*_addresses(certificate)]
    if not addresses:
        words = _("A certificate of the licensed authority names no revocation list.")
        raise ServiceNotSetUp("no list named", words)
    why: ServiceSilent | None = None
    for url in addresses:
        try:
            return _good(url, issuer, at, since)
        except ServiceSilent as error:
            why = error
    raise why or ServiceSilent("no list")


def _good(url: str, issuer: x509.Certificate, at: dt.datetime, since: dt.datetime | None) -> bytes:
    kept = None if since else caches["local"].get(_key(url))
    if kept and _fault(kept, issuer, at, since) is None:
        return bytes(kept)
    fresh = _fetched(url)
    if fault := _fault(fresh, issuer, at, since):
        raise fault
    caches["local"].set(_key(url), fresh, KEPT_SECONDS)
    return fresh


def _fault(
    data: bytes, issuer: x509.Certificate, at: dt.datetime, since: dt.datetime | None
) -> ServiceSilent | None:
    try:
        told = x509.load_der_x509_crl(data)
        is_theirs = told.issuer == issuer.subject and told.is_signature_valid(
            issuer.public_key()  # type: ignore[arg-type]  # of an authority
        )
    except ODD:
        return ServiceSilent("no list")
    ends = told.next_update_utc
    if not is_theirs or ends is None or ends <= at:
        return ServiceSilent("a list of somebody else" if not is_theirs else "the list has ended")
    if since and told.last_update_utc < since:
        return ListTooOld("the list is older than the signature")
    return None


def _fetched(url: str) -> bytes:
    try:
        with wire.client() as line, line.stream("GET", url) as answer:
            if not answer.is_success:
                raise ServiceSilent(f"HTTP {answer.status_code}")
            kept = bytearray()
            for part in answer.iter_bytes():
                kept += part
                if len(kept) > LARGEST:
                    raise ServiceSilent("the list is too large")
            return bytes(kept)
    except httpx.HTTPError as error:
        raise ServiceSilent(type(error).__name__) from None


def _addresses(certificate: x509.Certificate) -> Iterator[str]:
    """The names of one point are places of one list; lists by LDAP are not fetched."""
    try:
        kind = x509.CRLDistributionPoints
        points = certificate.extensions.get_extension_for_class(kind).value
    except x509.ExtensionNotFound:
        return
    for point in points:
        for name in point.full_name or ():
            is_address = isinstance(name, x509.UniformResourceIdentifier)
            if is_address and urlsplit(name.value).scheme in {"http", "https"}:
                yield str(name.value)


def _key(url: str) -> str:
    return f"foreign-list:{url}"
