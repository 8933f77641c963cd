"""Every byte of a signature's container is bound by somebody's signature, or it is refused.

CMS leaves parts of itself unsigned: versions, lists of algorithms, certificates nobody needs. We
build the container anew from the parts that were verified and compare it byte by byte.
"""

from collections.abc import Iterable
from typing import NamedTuple

from asn1crypto import cms, x509

SEQUENCE, SET, OCTETS, BITS = 0x30, 0x31, 0x04, 0x03
NULL = b"\x05\x00"
STAMP = "signature_time_stamp_token"
LONG = 0x80


class Unusual(ValueError):
    """The container has a shape that we cannot vouch for."""


def tlv(tag: int, *parts: bytes) -> bytes:
    """One DER value: tag, shortest length, contents."""
    body = b"".join(parts)
    size = len(body)
    if size < LONG:
        return bytes((tag, size)) + body
    length = size.to_bytes((size.bit_length() + 7) // 8, "big")
    return bytes((tag, LONG | len(length))) + length + body


class Way(NamedTuple):
    """The verified way of one signature, and of the stamp over it, to the root.

    DER of each certificate, in the order of DER sets, in which whoever signs writes them. The root
    is not among them: whoever checks has their own.
    """

    signer: tuple[bytes, ...] = ()
    stamp: tuple[bytes, ...] = ()

    @classmethod
    def of(cls, signer: Iterable[bytes], stamp: Iterable[bytes] = ()) -> "Way":
        """From certificates in any order."""
        return cls(tuple(sorted(signer)), tuple(sorted(stamp)))


def is_bound(container: bytes, way: Way) -> bool:
    """Whether nothing is in this signed data but what its signatures bind.

    Its certificates are exactly those of the `way`, each once and in their order: one more, though
    it is a neighbour's and good, is something that nobody has signed.
    """
    try:
        return _rebuilt(cms.ContentInfo.load(container, strict=True), way) == container
    except (ValueError, TypeError, KeyError, AttributeError, IndexError):
        return False


def _rebuilt(container: cms.ContentInfo, way: Way) -> bytes:
    data = container["content"]
    inside = data["encap_content_info"]
    if len(data["signer_infos"]) != 1:
        raise Unusual("signers")
    signer = data["signer_infos"][0]
    if [one.chosen.dump() for one in data["certificates"]] != list(way.signer):
        raise Unusual("certificates")
    stamp = inside["content_type"].native == "tst_info"
    encapsulated = [inside["content_type"].dump()]
    if stamp:
        encapsulated.append(tlv(0xA0, tlv(OCTETS, inside["content"].contents)))
    parts = [
        _version(3 if stamp else 1),
        tlv(SET, _digest_algorithm(signer)),
        tlv(SEQUENCE, *encapsulated),
        tlv(0xA0, *(_certificate(one.chosen) for one in data["certificates"])),
        tlv(SET, _signer_info(signer, data, Way(way.stamp))),
    ]
    return tlv(SEQUENCE, container["content_type"].dump(), tlv(0xA0, tlv(SEQUENCE, *parts)))


def _signer_info(signer: cms.SignerInfo, data: cms.SignedData, stamp: Way) -> bytes:
    sid = signer["sid"].chosen
    own = [
        one.chosen
        for one in data["certificates"]
        if one.chosen.serial_number == sid["serial_number"].native
    ]
    issuer, serial = own[0]["tbs_certificate"]["issuer"], own[0]["tbs_certificate"]["serial_number"]
    parts = [
        _version(1),
        tlv(SEQUENCE, issuer.dump(), serial.dump()),
        _digest_algorithm(signer),
        tlv(0xA0, signer["signed_attrs"].contents),
        _signature_algorithm(signer),
        tlv(OCTETS, signer["signature"].native),
    ]
    if unsigned := list(signer["unsigned_attrs"] or ()):
        (attribute,) = unsigned
        (token,) = attribute["values"]
        if attribute["type"].native != STAMP:
            raise Unusual("attributes")
        value = tlv(SET, _rebuilt(token, stamp))
        parts.append(tlv(0xA1, tlv(SEQUENCE, attribute["type"].dump(), value)))
    return tlv(SEQUENCE, *parts)


def _certificate(certificate: x509.Certificate) -> bytes:
    signed = certificate["tbs_certificate"]
    signature = tlv(BITS, b"\0", certificate["signature_value"].native)
    return tlv(SEQUENCE, signed.dump(), signed["signature"].dump(), signature)


def _version(number: int) -> bytes:
    return tlv(0x02, bytes((number,)))


def _digest_algorithm(signer: cms.SignerInfo) -> bytes:
    algorithm = signer["digest_algorithm"]
    with_null = algorithm.dump().endswith(NULL)
    return tlv(SEQUENCE, algorithm["algorithm"].dump(), NULL if with_null else b"")


def _signature_algorithm(signer: cms.SignerInfo) -> bytes:
    algorithm = signer["signature_algorithm"]
    if algorithm.signature_algo == "rsassa_pss":
        return bytes(algorithm.dump())
    with_null = algorithm.signature_algo == "rsassa_pkcs1v15"
    return tlv(SEQUENCE, algorithm["algorithm"].dump(), NULL if with_null else b"")
