"""The square on a certificate that a phone reads: it leads to the check of its code."""

import io

import segno
from django.conf import settings
from django.utils.safestring import SafeString, mark_safe


def address(code: str) -> str:
    """Where a certificate's code is looked up, in upper case: a QR code has fewer modules so."""
    return f"{settings.ORIGIN}/v/{code.replace('-', '')}".upper()


def svg(code: str, *, border: int = 2) -> SafeString:
    """The drawing, as it stands on the paper and on the screen."""
    return drawn(address(code), border=border)


def drawn(text: str, *, border: int = 2) -> SafeString:
    """Any text of our own making as such a drawing."""
    out = io.BytesIO()
    made = segno.make(text, error="m", micro=False)
    made.save(out, kind="svg", xmldecl=False, svgns=True, border=border, omitsize=True)
    return mark_safe(out.getvalue().decode())  # noqa: S308  drawn from our own text
