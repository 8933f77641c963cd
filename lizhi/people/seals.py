"""The company's own seal picture: kept encrypted, read by whoever draws the seal on a paper."""

import io
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from lizhi.common.refusals import Refused
from lizhi.people import kept
from lizhi.people.models import LegalEntity

if TYPE_CHECKING:
    from PIL.Image import Image

FOLDER = "seals"
MOST_BYTES = 5 * 1024 * 1024
MOST_PIXELS = 40_000_000
SIDE = 400
SMALLEST_SIDE = 60
PAPER = 205
"""From this lightness on a pixel of a photographed stamp is paper, not ink."""
INK = 150


class NoPicture(Refused):
    """What was uploaded cannot be a seal."""

    code = "no_picture"


def read(entity: LegalEntity) -> bytes | None:
    """The seal as PNG with transparency; None when the company has not uploaded one."""
    return kept.read(FOLDER, entity.seal_digest) if entity.seal_digest else None


def keep(entity: LegalEntity, data: bytes) -> None:
    """Draw the picture anew, at most 400 pixels wide, and let it stand on papers from now on."""
    entity.seal_digest = kept.keep(FOLDER, prepared(data))
    entity.save(update_fields=["seal_digest"])


def drop(entity: LegalEntity) -> None:
    """Back to the drawn one; the old picture stays where signed papers were made with it."""
    entity.seal_digest = ""
    entity.save(update_fields=["seal_digest"])


def prepared(data: bytes) -> bytes:
    """A clean PNG with a transparent ground, made from pixels alone: nothing else survives."""
    from PIL import Image

    if len(data) > MOST_BYTES:
        raise NoPicture(_("The picture is larger than 5 MB."))
    try:
        picture = Image.open(io.BytesIO(data), formats=["PNG", "JPEG"])
        if picture.width * picture.height > MOST_PIXELS:
            raise NoPicture(_("The picture has too many pixels; 1,000 by 1,000 are enough."))
        picture.load()
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as fault:
        raise NoPicture(_("This file cannot be opened. Please choose a PNG or JPEG.")) from fault
    if min(picture.size) < SMALLEST_SIDE:
        raise NoPicture(_("The picture is too small; it would be blurred on paper."))
    result = _transparent(picture)
    result.thumbnail((SIDE, SIDE), Image.Resampling.LANCZOS)
    file = io.BytesIO()
    result.save(file, "PNG", optimize=True)
    return file.getvalue()


def _transparent(picture: "Image") -> "Image":
    """A picture that has no transparency of its own is ink on white paper: the paper goes."""
    from PIL import ImageChops

    whole = picture.convert("RGBA")
    red, green, blue, alpha = whole.split()
    if alpha.getextrema()[0] == 255:
        ground = ImageChops.darker(ImageChops.darker(red, green), blue)
        alpha = ground.point(_opacity)
        whole.putalpha(alpha)
    return whole


def _opacity(lightness: int) -> int:
    """Ink is opaque, paper clear, and the edge between them soft."""
    share = (PAPER - lightness) / (PAPER - INK)
    return round(255 * min(max(share, 0.0), 1.0))
