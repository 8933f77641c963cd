"""What a signature looks like on the paper: one-page PDFs, drawn by the room of documents."""

from collections.abc import Sequence
from typing import Literal

from django.conf import settings

from lizhi.cases import chain
from lizhi.documents import appearance, handwriting
from lizhi.documents.papers import sizes
from lizhi.people import seals
from lizhi.people.models import LegalEntity
from lizhi.signing import evidence, ink, rules
from lizhi.signing.models import Actor
from lizhi.signing.pdf import Drawing, Picture


def seal_of(certificate: LegalEntity | Literal["installation"], level: str = "L1") -> bytes:
    """The company's own seal picture, in the demo one marked 样章; or the mark of the system.

    Where neither is, a frame with its name, and `level`: what the signature is worth.
    """
    if isinstance(certificate, LegalEntity):
        picture = seals.read(certificate)
        return appearance.seal(certificate.name, sample=settings.DEMO, picture=picture, level=level)
    return appearance.installation()


def signature_of(actor: Actor) -> Picture:
    """The name as it was drawn, or as letters when it was typed."""
    place = f"strokes:{actor.pk}"
    drawn = chain.unseal(actor.envelope.case, bytes(actor.strokes), place=place)
    if drawn:
        return by_hand(ink.load(drawn).strokes)
    return appearance.typed(rules.roster_name(evidence.signer_of(actor)))


def by_hand(strokes: Sequence[handwriting.Stroke]) -> Drawing:
    """A name as it was drawn, with the width of a pen."""
    width, height = sizes.SIGNATURE
    return Drawing(width, height, handwriting.outlines(strokes, width, height))
