"""SM2 signatures that lie beside a paper (GB/T 35275), checked by this software only.

No PDF reader knows them; what they say comes on top of the signatures in the PDF and takes nothing
from them. The certificate has to lead to an SM2 root that an administrator has chosen; lists of
what was taken back are not looked at.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from asn1crypto import core, pem, x509
from django.conf import settings

from lizhi.documents import assurances
from lizhi.documents.validation import sm2
from lizhi.documents.validation.strict import SEQUENCE, SET, tlv
from lizhi.documents.validation.verdict import Verdict

SIGNED_DATA = "1.2.156.10197.6.1.4.2.2"
DATA = "1.2.156.10197.6.1.4.2.1"
CONTENT_TYPE, MESSAGE_DIGEST = "1.2.840.113549.1.9.3", "1.2.840.113549.1.9.4"
SM2_KEY, SM2_WITH_SM3 = "1.2.156.10197.1.301", "1.2.156.10197.1.501"
LONGEST_WAY = 4
SUFFIX = ".sm2"
"""Behind the name of a paper: where its signature lies when it lies beside it."""


class NotSo(ValueError):
    """This is no such signature, or not over this paper."""


@dataclass(frozen=True)
class Found:
    """A signature that fits its paper and its certificate."""

    name: str
    """As the certificate says it."""
    trusted: bool
    """The certificate was in time and leads to a chosen root."""


def add(data: bytes, container: bytes, about: str, verdict: Verdict, at: dt.datetime) -> None:
    """A note when it holds, the fault `sm2_bad` when it does not."""
    try:
        found = look(data, container, at)
    except Exception as error:  # noqa: BLE001  a parser of hostile bytes may raise anything
        verdict.add("sm2_bad", about, detail=repr(error))
        return
    verdict.beside.append((about, found.name, found.trusted))
    verdict.notes.append(assurances.beside(about, found.name, trusted=found.trusted))


def look(data: bytes, container: bytes, at: dt.datetime) -> Found:
    """Who has signed these bytes; raises when nobody has."""
    signed, certificates = _opened(container)
    signer, attributes = _signer(signed), _attributes(signed)
    own = [one for one in certificates if one.serial_number == signer]
    if len(own) != 1:
        raise NotSo("whose")
    if attributes.get(CONTENT_TYPE) != core.ObjectIdentifier(DATA).dump():
        raise NotSo("another kind of content")
    if attributes.get(MESSAGE_DIGEST) != core.OctetString(sm2.digest(data)).dump():
        raise NotSo("other bytes")
    raw, signature = signed[3].contents, signed[5].native
    if not sm2.holds(key_of(own[0]), signature, tlv(SET, raw)):
        raise NotSo("forged")
    names = own[0].subject.native
    name = names.get("common_name") or names.get("organization_name") or ""
    return Found(str(name), trusted=_leads(own[0], certificates, at))


def _opened(container: bytes) -> tuple[list[core.Any], list[x509.Certificate]]:
    """The parts of the one signer, and the certificates; one spelling of them only."""
    outer = _parts(container)
    if core.ObjectIdentifier.load(outer[0].dump(), strict=True).dotted != SIGNED_DATA:
        raise NotSo("another kind of container")
    inner = _parts(outer[1].contents)
    if _parts(inner[2].dump())[0].dump() != core.ObjectIdentifier(DATA).dump():
        raise NotSo("another kind of content")
    told = [x509.Certificate.load(one.dump()) for one in _parts(tlv(SEQUENCE, inner[3].contents))]
    (signer,) = _parts(tlv(SEQUENCE, inner[4].contents))
    parts = _parts(signer.dump())
    parts[5] = core.OctetString.load(parts[5].dump(), strict=True)
    return parts, told


def _parts(sequence: bytes) -> list[core.Any]:
    return list(core.SequenceOf.load(sequence, spec=core.Any, strict=True))


def _signer(parts: Sequence[core.Any]) -> int:
    _issuer, serial = _parts(parts[1].dump())
    number: int = core.Integer.load(serial.dump(), strict=True).native
    return number


def _attributes(parts: Sequence[core.Any]) -> dict[str, bytes]:
    found = {}
    for one in _parts(tlv(SEQUENCE, parts[3].contents)):
        kind, values = _parts(one.dump())
        (value,) = _parts(tlv(SEQUENCE, values.contents))
        found[core.ObjectIdentifier.load(kind.dump(), strict=True).dotted] = value.dump()
    return found


def key_of(certificate: x509.Certificate) -> tuple[int, int]:
    """The point of its public key; ValueError when it is of another curve."""
    told = certificate["tbs_certificate"]["subject_public_key_info"]
    kind, parameters = _parts(told["algorithm"].dump())
    curve = core.ObjectIdentifier.load(parameters.dump()).dotted
    key = bytes(core.BitString.load(told["public_key"].dump()).contents)
    if curve != SM2_KEY or len(key) != 2 + 2 * sm2.SIZE or key[:2] != b"\0\x04" or not kind:
        raise NotSo("no key of SM2")
    half = 2 + sm2.SIZE
    return int.from_bytes(key[2:half], "big"), int.from_bytes(key[half:], "big")


def _leads(one: x509.Certificate, others: Sequence[x509.Certificate], at: dt.datetime) -> bool:
    """From authority to authority up to a chosen root, each in time."""
    roots = sm2_roots()
    for _step in range(LONGEST_WAY):
        if not one.not_valid_before <= at <= one.not_valid_after:
            return False
        above = next((root for root in roots if _issued(one, root)), None)
        if above is not None:
            return True
        found = next((it for it in others if it.ca and it is not one and _issued(one, it)), None)
        if found is None:
            return False
        one = found
    return False


def _issued(one: x509.Certificate, by: x509.Certificate) -> bool:
    if one.issuer.dump() != by.subject.dump():
        return False
    algorithm = _parts(one["signature_algorithm"].dump())[0].dump()
    if core.ObjectIdentifier.load(algorithm).dotted != SM2_WITH_SM3:
        return False
    signed, signature = one["tbs_certificate"].dump(), one["signature_value"].native
    return sm2.holds(key_of(by), signature, signed)


def sm2_roots() -> list[x509.Certificate]:
    """Those that an administrator has chosen; none: no such signature is called trusted."""
    return _read(settings.SM2_ROOTS) if settings.SM2_ROOTS else []


@lru_cache(maxsize=4)
def _read(place: str) -> list[x509.Certificate]:
    parts = pem.unarmor(Path(place).read_bytes(), multiple=True)
    return [x509.Certificate.load(data) for _kind, _headers, data in parts]
