"""Whether a paper that this house has issued still holds: for the house's own papers only.

A stranger's file is looked through by pyHanko (`check_pdf`), which names every fault and costs five
times as much. Here the house's ledger vouches for every byte of every revision, so that only the
arithmetic of the signatures is left: is each of them, and its stamp, made by a certified key?
"""

import datetime as dt
import hashlib
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from asn1crypto import cms
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding

from lizhi.documents.validation import strict
from lizhi.documents.validation.coverage import RANGE, Gap, container_length
from lizhi.documents.validation.strict import Unusual, Way

HASHES = {"sha256"}
REVISION = b"startxref"
"""Each revision of a PDF ends by it."""
ECDSA = ec.ECDSA(SHA256())


def holds(pdf: bytes, *, root: bytes, ledger: Sequence[str], moment: dt.datetime) -> bool:
    """Whether each revision is in the `ledger` and each signature and stamp good (P-256).

    `root` is the PEM of the authority that every certificate must lead to: a signer's at the time
    of the stamp, a stamp's at `moment`. False also when the paper has another form than those of
    today: then `check_pdf` has to decide.
    """
    try:
        return _holds(pdf, x509.load_pem_x509_certificate(root), ledger, moment)
    except Exception:  # noqa: BLE001  odd bytes raise anything in parsers; check_pdf decides then
        return False


def _holds(pdf: bytes, root: x509.Certificate, ledger: Sequence[str], moment: dt.datetime) -> bool:
    ranges = [tuple(map(int, found)) for found in RANGE.findall(pdf)]
    ends = [start + size for _, _, start, size in ranges]
    known = [hashlib.sha256(pdf[:end]).hexdigest() for end in ends]
    if not ends or ends[-1] != len(pdf) or known[-1] != ledger[-1] or set(known) - set(ledger):
        return False
    if any(pdf.count(REVISION, one, two) != 1 for one, two in pairwise(ends)):
        return False  # after the first signature nothing is added but signatures and stamps
    for one in reversed(ranges):
        moment = _check(pdf, one, root, moment)
    return True


def _check(
    pdf: bytes, one: Sequence[int], root: x509.Certificate, moment: dt.datetime
) -> dt.datetime:
    """The moment at which what lies below must be good: a stamp over the whole moves it back."""
    _, before, start, size = one
    gap = Gap.of(pdf, one)
    if gap is None:
        raise Unusual("range")
    padded = bytes.fromhex(gap.hexadecimal.decode("ascii"))
    container = padded[: container_length(padded)]
    if not gap.is_plain(container):
        raise Unusual("padding")
    data = cms.ContentInfo.load(container)["content"]
    signed = pdf[:before] + pdf[start : start + size]
    if data["encap_content_info"]["content_type"].native == "tst_info":
        moment, path = _stamp(data, signed, root, moment)
        way = Way.of(path)
    else:
        way = _signature(data, signed, root, moment)
    if not strict.is_bound(container, way):
        raise Unusual("something that nobody has signed")
    return moment


def _signature(
    data: cms.SignedData, signed: bytes, root: x509.Certificate, moment: dt.datetime
) -> Way:
    signer = data["signer_infos"][0]
    (attribute,) = signer["unsigned_attrs"]
    stamp = attribute["values"][0]["content"]
    stamped, above = _stamp(stamp, signer["signature"].native, root, moment)
    return Way.of(_verify(data, signed, root, stamped), above)


def _stamp(
    data: cms.SignedData, stamped: bytes, root: x509.Certificate, moment: dt.datetime
) -> tuple[dt.datetime, list[bytes]]:
    """The moment of a good stamp over these bytes, and the certificates on its way."""
    content = data["encap_content_info"]["content"]
    told = content.parsed
    if told["message_imprint"]["hashed_message"].native != hashlib.sha256(stamped).digest():
        raise Unusual("a stamp over something else")
    return told["gen_time"].native, _verify(data, content.contents, root, moment)


def _verify(
    data: cms.SignedData, signed: bytes, root: x509.Certificate, at: dt.datetime
) -> list[bytes]:
    """The certificates below the root on the way to it; all but a good signature raises."""
    (signer,) = data["signer_infos"]
    algorithm = signer["signature_algorithm"]
    hashes = {
        one["algorithm"].native for one in (signer["digest_algorithm"], *data["digest_algorithms"])
    }
    if (algorithm.signature_algo, {algorithm.hash_algo}, hashes) != ("ecdsa", HASHES, HASHES):
        raise Unusual("other algorithms")
    attributes = {one["type"].native: one["values"][0] for one in signer["signed_attrs"]}
    if attributes["content_type"].dump() != data["encap_content_info"]["content_type"].dump():
        raise Unusual("another kind of content")
    if attributes["message_digest"].native != hashlib.sha256(signed).digest():
        raise Unusual("other bytes")
    sid = signer["sid"].chosen
    wanted = sid["issuer"].dump() + sid["serial_number"].dump()
    certificates = {_name(one.chosen): one.chosen.dump() for one in data["certificates"]}
    der, others = certificates[wanted], frozenset(certificates.values())
    path = _path(der, others, root)
    if any(not one.not_valid_before_utc <= at <= one.not_valid_after_utc for one in path):
        raise Unusual("a certificate out of time")
    key = path[0].public_key()
    if not isinstance(key, ec.EllipticCurvePublicKey):
        raise Unusual("another kind of key")
    key.verify(signer["signature"].native, b"\x31" + signer["signed_attrs"].dump()[1:], ECDSA)
    return [one.public_bytes(Encoding.DER) for one in path]


def _name(certificate: cms.Certificate) -> bytes:
    told = certificate["tbs_certificate"]
    name: bytes = told["issuer"].dump() + told["serial_number"].dump()
    return name


@lru_cache(maxsize=256)
def _path(
    der: bytes, others: frozenset[bytes], root: x509.Certificate
) -> tuple[x509.Certificate, ...]:
    certificate = x509.load_der_x509_certificate(der)
    if certificate.issuer == root.subject:
        certificate.verify_directly_issued_by(root)
        return (certificate,)
    for other in others - {der}:
        issuer = x509.load_der_x509_certificate(other)
        if issuer.subject == certificate.issuer:
            certificate.verify_directly_issued_by(issuer)
            rights = issuer.extensions.get_extension_for_class(x509.BasicConstraints)
            if not rights.value.ca:
                raise Unusual("issued by nobody who may")
            return (certificate, *_path(other, others - {der}, root))
    raise Unusual("not of this house")
