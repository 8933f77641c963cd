"""PDFs: refused when anything in them acts, shown as pictures of their pages."""

import io

import pikepdf
import pypdfium2
from PIL import Image

from lizhi.documents.cleaning.outcomes import Cleaned, Unfit

ACTING = {
    *("/JavaScript", "/JS", "/Launch", "/AA", "/XFA", "/RichMedia", "/Rendition", "/3D"),
    *("/EmbeddedFiles", "/EmbeddedFile", "/Filespec", "/GoToR", "/GoToE", "/Movie", "/Sound"),
    *("/SubmitForm", "/ImportData"),
}
"""Names of what runs, opens, sends or hides something."""
MOST_PAGES = 30
MOST_OBJECTS = 200_000
DPI = 150
LONGEST_SIDE = 3000
QUALITY = 85


def clean_pdf(data: bytes) -> Cleaned:
    """A new PDF that holds nothing but a JPEG of each page."""
    _look_through(data)
    try:
        pages = _pictures(data)
    except (pypdfium2.PdfiumError, OSError, ValueError) as error:
        raise Unfit from error
    out = io.BytesIO()
    pages[0].save(
        out, "PDF", save_all=True, append_images=pages[1:], quality=QUALITY, resolution=DPI
    )
    return Cleaned("application/pdf", out.getvalue(), "application/pdf")


def _look_through(data: bytes) -> None:
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            if len(pdf.pages) > MOST_PAGES:
                raise Unfit("many_pages")
            if not len(pdf.pages):
                raise Unfit
            for number, thing in enumerate(pdf.objects):
                if number > MOST_OBJECTS:
                    raise Unfit
                if _acts(thing):
                    raise Unfit("active_pdf")
    except pikepdf.PasswordError as error:
        raise Unfit("locked_pdf") from error
    except (pikepdf.PdfError, ValueError, TypeError, RuntimeError) as error:
        raise Unfit from error


def is_active(data: bytes) -> bool:
    """Whether anything in a PDF, signed or not, would run, open, send or hide something."""
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            things = (thing for _, thing in zip(range(MOST_OBJECTS), pdf.objects, strict=False))
            return any(_acts(thing) for thing in things)
    except (pikepdf.PasswordError, pikepdf.PdfError, ValueError, TypeError, RuntimeError):
        return False  # what it is will be said by whoever reads its signatures


def _acts(thing: pikepdf.Object) -> bool:
    """Whether an object, or anything written inside it, is more than something to look at."""
    waiting = [thing]
    while waiting:
        one = waiting.pop()
        if isinstance(one, pikepdf.Dictionary | pikepdf.Stream):
            parts = list(one.items())
            if any(key in ACTING or _name(value) in ACTING for key, value in parts):
                return True
            waiting += [value for _, value in parts if _is_inside(value)]
        elif isinstance(one, pikepdf.Array):
            waiting += [value for value in list(one) if _is_inside(value)]
    return False


def _name(value: object) -> str:
    return str(value) if isinstance(value, pikepdf.Name) else ""


def _is_inside(value: object) -> bool:
    """Written in place; what is only referred to is an object of its own and comes by itself."""
    return isinstance(value, pikepdf.Dictionary | pikepdf.Array) and not value.is_indirect


def _pictures(data: bytes) -> list[Image.Image]:
    document = pypdfium2.PdfDocument(data)
    pictures = []
    for page in document:
        scale = min(DPI / 72, LONGEST_SIDE / max(*page.get_size(), 1))
        picture = page.render(scale=scale, may_draw_forms=False).to_pil()
        pictures.append(picture.convert("RGB"))
    document.close()
    return pictures
