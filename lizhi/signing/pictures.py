"""What a signature looks like on the paper: one-page PDFs, drawn by the room of documents."""

import datetime as dt
from typing import Literal

from lizhi.documents import appearance
from lizhi.people import seals
from lizhi.people.models import LegalEntity


def seal_of(certificate: LegalEntity | Literal["installation"], at: dt.datetime) -> bytes:
    """The company's own seal picture, else a drawn one; or the mark of the installation."""
    if isinstance(certificate, LegalEntity):
        return appearance.seal(certificate.name, picture=seals.read(certificate), at=at)
    return appearance.installation(at=at)
