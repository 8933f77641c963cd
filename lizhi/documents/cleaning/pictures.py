"""Photos: upright, no larger than a screen can use, without place, device or hidden tail."""

import io
import warnings

from PIL import Image, ImageOps

from lizhi.documents.cleaning.outcomes import Cleaned, Unfit

FORMATS = {"jpeg": "JPEG", "png": "PNG", "webp": "WEBP", "heic": "HEIF"}
MEDIA_TYPES = {name: f"image/{name}" for name in FORMATS}
MOST_PIXELS = 60_000_000
LONGEST_SIDE = 3000
LONGEST_SIDE_OF_SEAL = 1200
QUALITY = 88


def clean_photo(data: bytes, kind: str) -> Cleaned:
    """A JPEG of at most 3,000 pixels a side."""
    picture = _decoded(data, kind, LONGEST_SIDE)
    if picture.mode != "RGB":
        picture = picture.convert("RGB")
    picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=QUALITY)
    return Cleaned(MEDIA_TYPES[kind], out.getvalue(), "image/jpeg")


def clean_seal(data: bytes, kind: str) -> Cleaned:
    """A PNG that keeps its transparent ground."""
    picture = _decoded(data, kind, LONGEST_SIDE_OF_SEAL).convert("RGBA")
    picture.thumbnail((LONGEST_SIDE_OF_SEAL, LONGEST_SIDE_OF_SEAL), Image.Resampling.LANCZOS)
    out = io.BytesIO()
    picture.save(out, "PNG", optimize=True)
    return Cleaned(MEDIA_TYPES[kind], out.getvalue(), "image/png")


def _decoded(data: bytes, kind: str, side: int) -> Image.Image:
    if kind == "heic":
        import pillow_heif

        pillow_heif.register_heif_opener()
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            picture: Image.Image = Image.open(io.BytesIO(data), formats=(FORMATS[kind],))
            if picture.width * picture.height > MOST_PIXELS:
                raise Unfit("huge_picture")
            picture.draft("RGB", (side, side))
            picture.load()
            ImageOps.exif_transpose(picture, in_place=True)
            return picture
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise Unfit("huge_picture") from error
    except (OSError, ValueError, SyntaxError, EOFError, RuntimeError) as error:
        raise Unfit from error
