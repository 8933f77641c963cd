"""Signature containers with other certificates in them, as somebody with time might make them."""

from collections.abc import Callable

from asn1crypto import cms, tsp

from lizhi.documents.validation.coverage import container_length
from lizhi.documents.validation.strict import SET, tlv

Ders = list[bytes]
Change = Callable[[Ders], Ders]


def doubled(ders: Ders) -> Ders:
    """Each twice."""
    return sorted(ders * 2)


def turned(ders: Ders) -> Ders:
    """The other way round."""
    return ders[::-1]


def joined_by(neighbours: Ders) -> Change:
    """One more, good in itself and from the same house, at its place in the order."""
    return lambda ders: sorted({*ders, *neighbours})


def certificates(container: bytes) -> Ders:
    """DER of each certificate in this signed data."""
    data = cms.ContentInfo.load(container)["content"]
    return [one.chosen.dump() for one in data["certificates"]]


def changed(container: bytes, change: Change) -> bytes:
    """The same signature among other certificates."""
    signed = cms.ContentInfo.load(container)
    _change(signed["content"], change)
    return bytes(signed.dump())


def changed_stamp(container: bytes, change: Change) -> bytes:
    """The same signature; the stamp over it stands among other certificates."""
    signed = cms.ContentInfo.load(container)
    (attribute,) = signed["content"]["signer_infos"][0]["unsigned_attrs"]
    _change(attribute["values"][0]["content"], change)
    return bytes(signed.dump())


def changed_answer(answer: bytes, change: Change) -> bytes:
    """The same for a stamp that lies beside what it vouches for."""
    response = tsp.TimeStampResp.load(answer)
    _change(response["time_stamp_token"]["content"], change)
    return bytes(response.dump())


def _change(data: cms.SignedData, change: Change) -> None:
    ders = [one.chosen.dump() for one in data["certificates"]]
    data["certificates"] = cms.CertificateSet.load(tlv(SET, *change(ders)))


def last(pdf: bytes) -> bytes:
    """The container of the last signature in a paper."""
    start = pdf.rindex(b"/Contents <") + len(b"/Contents <")
    padded = bytes.fromhex(pdf[start : pdf.index(b">", start)].decode())
    return padded[: container_length(padded)]


def with_last(pdf: bytes, container: bytes) -> bytes:
    """The paper with this container in the room of the last one: not a byte longer or shorter."""
    start = pdf.rindex(b"/Contents <") + len(b"/Contents <")
    end = pdf.index(b">", start)
    room = container.hex().encode().ljust(end - start, b"0")
    if len(room) != end - start:
        raise ValueError("no room for so much")
    return pdf[:start] + room + pdf[end:]
