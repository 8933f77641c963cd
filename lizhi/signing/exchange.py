"""What the house asks of a root off line, and what it gets back: by files that anybody may read.

A new key is made here and stays here, wrapped; only what has to be signed leaves the house.
"""

import datetime as dt
import json
from dataclasses import replace
from typing import Any

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_der_private_key,
)
from django.db import transaction
from django.utils.translation import gettext as _

from lizhi.common import encryption
from lizhi.common.refusals import Refused
from lizhi.signing import ca, keeping, ledger, profiles
from lizhi.signing.models import Certificate, KeyEvent
from lizhi.signing.profiles import Issuer

LIST = "list"
BOUND = "exchange"
ODD = (ValueError, TypeError, KeyError, InvalidSignature)


def ask(what: str, at: dt.datetime) -> bytes:
    """A request: for a new certificate (`issuing`, `stamp`), or for a list of the root's own."""
    body = _list_wanted() if what == LIST else _certificate_wanted(what)
    return json.dumps({"what": what, "asked_at": at.isoformat(), **body}, indent=1).encode()


def _certificate_wanted(what: str) -> dict[str, str]:
    profile = ca.profile_of(what)
    is_authority = profile.authority_over is not None
    key = ec.generate_private_key(ec.SECP384R1() if is_authority else ec.SECP256R1())
    builder = x509.CertificateSigningRequestBuilder().subject_name(profile.name)
    request = builder.sign(key, profiles.digest_for(key))
    der = key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    return {
        "request": request.public_bytes(Encoding.PEM).decode(),
        "wrapped_key": encryption.wrap(der, bound_to=BOUND).hex(),
    }


def _list_wanted() -> dict[str, Any]:
    root = ledger.certificate_of(_root())
    rows = Certificate.objects.exclude(revoked_at=None).filter(kind__in=("issuing", "stamp"))
    return {
        "revoked": [
            {"serial": row.serial, "at": row.revoked_at.isoformat(), "because": row.revoked_because}
            for row in rows
            if row.revoked_at and ledger.certificate_of(row).issuer == root.subject
        ]
    }


def answer(request: bytes, root: Issuer, at: dt.datetime) -> bytes:
    """Where the root is, without a database: what was asked for, signed, as PEM."""
    try:
        told = json.loads(request)
        if told["what"] == LIST:
            return _list(told["revoked"], root, at)
        wanted = x509.load_pem_x509_csr(told["request"].encode())
        if not wanted.is_signature_valid:
            raise ValueError("signature")
        profile = replace(ca.profile_of(told["what"]), name=wanted.subject)
        made = profiles.build(profile, wanted, root, at)  # type: ignore[arg-type]
    except ODD:
        raise Refused(_("This is no request that could be answered.")) from None
    return made.public_bytes(Encoding.PEM)


def _list(revoked: list[dict[str, str]], root: Issuer, at: dt.datetime) -> bytes:
    moment = at.replace(microsecond=0)
    builder = x509.CertificateRevocationListBuilder().issuer_name(root.certificate.subject)
    builder = builder.last_update(moment).next_update(moment + keeping.ROOT_LIST_LASTS)
    own = x509.AuthorityKeyIdentifier.from_issuer_public_key(root.key.public_key())
    builder = builder.add_extension(own, critical=False)
    builder = builder.add_extension(x509.CRLNumber(int(at.timestamp())), critical=False)
    for one in revoked:
        since = dt.datetime.fromisoformat(one["at"])
        builder = builder.add_revoked_certificate(
            ca.entry(int(one["serial"], 16), since, one["because"])
        )
    return builder.sign(root.key, profiles.digest_for(root.key)).public_bytes(Encoding.PEM)


@transaction.atomic
def bring(request: bytes, answered: bytes, *, by: str, at: dt.datetime) -> str:
    """Take the answer in: a new holder of its place, or the list that is given out from now on."""
    root = _root()
    try:
        told = json.loads(request)
        what = str(told["what"])
        if what == LIST:
            _take_list(root, answered)
        else:
            _take_certificate(what, told, answered, root)
    except ODD:
        raise Refused(_("The answer does not fit this request, or is not of our root.")) from None
    KeyEvent.objects.create(certificate=root, what=KeyEvent.What.BROUGHT_BACK, at=at, by=by)
    return what


def _take_list(root: Certificate, answered: bytes) -> None:
    listed = x509.load_pem_x509_crl(answered)
    key = ledger.certificate_of(root).public_key()
    missing = [
        one
        for one in _list_wanted()["revoked"]
        if listed.get_revoked_certificate_by_serial_number(int(one["serial"], 16)) is None
    ]
    if missing or not listed.is_signature_valid(key):  # type: ignore[arg-type]
        raise ValueError("list")
    keeping.keep_list(root, listed.public_bytes(Encoding.DER))


def _take_certificate(what: str, told: dict[str, Any], answered: bytes, root: Certificate) -> None:
    certificate = x509.load_pem_x509_certificate(answered)
    certificate.verify_directly_issued_by(ledger.certificate_of(root))
    der = encryption.unwrap(bytes.fromhex(told["wrapped_key"]), bound_to=BOUND)
    key = load_der_private_key(der, None)
    if not isinstance(key, ec.EllipticCurvePrivateKey):
        raise TypeError("key")
    if key.public_key() != certificate.public_key():
        raise ValueError("key")
    row = ledger.row_of(certificate, Certificate.Kind(what))
    row.slot, row.wrapped_key = what, ledger.wrapped(key, row.serial)
    Certificate.objects.filter(slot=what).update(slot=None)
    row.save()


def _root() -> Certificate:
    return Certificate.objects.get(slot="root")
