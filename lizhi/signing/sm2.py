"""The company's SM2 signature beside a paper (GB/T 35275, SM2 over SM3), where it is switched on.

The key stays with its holder, as that of a licensed seal does; there is none of ours. It comes on
top of the signatures in the PDF: our own check is the only one that common programs have for it.
Only the job worker comes here.
"""

import datetime as dt
from collections.abc import Sequence

from asn1crypto import x509 as asn1
from cryptography import x509
from django.utils.translation import gettext as _

from lizhi.cases.models import Case
from lizhi.documents import actions as documents
from lizhi.documents.validation import sm2, sm2_seals
from lizhi.people.models import LegalEntity
from lizhi.signing import der, holders, licensed
from lizhi.signing.cms import CONTENT_TYPE, MESSAGE_DIGEST, attribute
from lizhi.signing.holders import Place
from lizhi.signing.providers.failing import ServiceNotSetUp, ServiceRefuses, ServiceSilent

FOLDER = "sm2/"
ALGORITHM = "SM3withSM2"
SM3_ID = der.sequence(der.oid("1.2.156.10197.1.401"))
SM2_ID = der.sequence(der.oid("1.2.156.10197.1.301.1"))


def files_of(case: Case, at: dt.datetime) -> dict[str, bytes]:
    """A signature for each paper that was issued, by its place below `data/`; none unless set."""
    place = holders.place_of(case.entity, "SM2_KEYS")
    if place is None:
        return {}
    papers = case.papers.exclude(issued_at=None).select_related("file__key").order_by("pk")
    return {
        f"{FOLDER}{paper.number}.p7s": sign(documents.read(paper.file), case.entity, place, at)
        for paper in papers
    }


def sign(data: bytes, entity: LegalEntity, place: Place, at: dt.datetime) -> bytes:
    """The container over these bytes, checked whole before it is given out."""
    told = place.holder.certificates(place.key)
    if not told:
        raise ServiceSilent("no certificates")
    signed = der.set_of(
        attribute(CONTENT_TYPE, der.oid(sm2_seals.DATA)),
        attribute(MESSAGE_DIGEST, der.octets(sm2.digest(data))),
    )
    signature = place.holder.sign(place.key, signed, ALGORITHM)
    container = _container(told, signed, signature)
    _check(data, container, at)
    licensed.check_name(x509.load_der_x509_certificate(told[0]), entity)
    return container


def _check(data: bytes, container: bytes, at: dt.datetime) -> None:
    try:
        found = sm2_seals.look(data, container, at)
    except Exception as error:
        words = _("What was signed does not fit the certificate: is it the right key?")
        raise ServiceRefuses("another key", words) from error
    if not found.trusted:
        words = _("The SM2 certificate is not in time, or leads to no root in LIZHI_SM2_ROOTS.")
        raise ServiceNotSetUp("no SM2 root", words)


def _container(certificates: Sequence[bytes], signed: bytes, signature: bytes) -> bytes:
    own = asn1.Certificate.load(certificates[0])
    signer = der.sequence(
        der.integer(1),
        der.sequence(own.issuer.dump(), der.integer(own.serial_number)),
        SM3_ID,
        b"\xa0" + signed[1:],  # the same set under its context tag
        SM2_ID,
        der.octets(signature),
    )
    return der.sequence(
        der.oid(sm2_seals.SIGNED_DATA),
        der.tagged(
            0,
            der.sequence(
                der.integer(1),
                der.set_of(SM3_ID),
                der.sequence(der.oid(sm2_seals.DATA)),
                der.tagged(0, *sorted(certificates)),
                der.set_of(signer),
            ),
        ),
    )
