"""The files that people, and others, send: seventeen, made afresh so that none has to be kept."""

import io
import zipfile
from collections.abc import Callable

import pikepdf
import pillow_heif
from pikepdf import Array, Dictionary, Name
from PIL import Image

pillow_heif.register_heif_opener()

SIZE = (1600, 1200)
GOOD = {
    "phone.jpg": "image/jpeg",
    "phone.png": "image/png",
    "phone.webp": "image/webp",
    "phone.heic": "image/heic",
    "photo_and_zip.jpg": "image/jpeg",
    "good.pdf": "application/pdf",
    "pdf_and_zip.pdf": "application/pdf",
}
BAD = {
    "page_named_photo.jpg": "unreadable",
    "script_in_gif.gif": "unreadable",
    "script_in_drawing.svg": "unreadable",
    "program.pdf": "unreadable",
    "behind_a_shell_header.pdf": "unreadable",
    "cut_in_half.jpg": "unreadable",
    "script.pdf": "active_pdf",
    "attachment.pdf": "active_pdf",
    "launch.pdf": "active_pdf",
    "400_megapixels.png": "huge_picture",
}


def photo(size: tuple[int, int] = SIZE) -> Image.Image:
    """A soft picture, taller than wide once it stands upright."""
    across = Image.linear_gradient("L").resize(size, Image.Resampling.BICUBIC)
    along = Image.radial_gradient("L").resize(size, Image.Resampling.BICUBIC)
    return Image.merge("RGB", (across, along, across.transpose(Image.Transpose.ROTATE_180)))


def exif() -> Image.Exif:
    """Lying on its side, taken at a place that is nobody's business."""
    data = Image.Exif()
    data[0x0112] = 6
    data[0x010F] = "HUAWEI"
    place = data.get_ifd(0x8825)
    place[1], place[2], place[3], place[4] = "N", (31.0, 13.0, 49.0), "E", (121.0, 28.0, 25.0)
    return data


def picture(kind: str, size: tuple[int, int] = SIZE) -> bytes:
    """As a phone saves it."""
    out = io.BytesIO()
    if kind == "HEIF":
        photo(size).save(out, kind, quality=60, exif=exif().tobytes())
    else:
        photo(size).save(out, kind, quality=85, exif=exif())
    return out.getvalue()


def pack() -> bytes:
    """A ZIP that rides behind something innocent."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("evil.js", "alert(1)")
    return out.getvalue()


def pdf(change: Callable[[pikepdf.Pdf], None] = lambda _: None, pages: int = 1) -> bytes:
    """Blank pages, with something done to them."""
    document = pikepdf.new()
    for _ in range(pages):
        document.add_blank_page()
    change(document)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _script(document: pikepdf.Pdf) -> None:
    document.Root.OpenAction = Dictionary(S=Name.JavaScript, JS="app.alert(1)")


def _attachment(document: pikepdf.Pdf) -> None:
    document.attachments["x.exe"] = b"MZ" + bytes(100)


def _launch(document: pikepdf.Pdf) -> None:
    action = Dictionary(S=Name.Launch, F="cmd.exe")
    link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 10, 10], A=action)
    document.pages[0].Annots = document.make_indirect(Array([document.make_indirect(link)]))


def _bomb() -> bytes:
    out = io.BytesIO()
    Image.new("1", (20_000, 20_000)).save(out, "PNG")
    return out.getvalue()


def corpus() -> dict[str, bytes]:
    """All seventeen."""
    jpeg = picture("JPEG")
    two_pages = pdf(pages=2)
    return {
        "phone.jpg": jpeg,
        "phone.png": picture("PNG"),
        "phone.webp": picture("WEBP"),
        "phone.heic": picture("HEIF"),
        "photo_and_zip.jpg": jpeg + pack(),
        "good.pdf": two_pages,
        "pdf_and_zip.pdf": two_pages + pack(),
        "page_named_photo.jpg": b"<html><script>alert(1)</script></html>",
        "script_in_gif.gif": b"GIF89a/*" + bytes(20) + b"*/=1;alert(1)",
        "script_in_drawing.svg": b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
        "program.pdf": b"MZ" + bytes(range(256)) * 2,
        "behind_a_shell_header.pdf": b"#!/bin/sh\necho hi\n" + two_pages,
        "cut_in_half.jpg": jpeg[: len(jpeg) // 2],
        "script.pdf": pdf(_script),
        "attachment.pdf": pdf(_attachment),
        "launch.pdf": pdf(_launch),
        "400_megapixels.png": _bomb(),
    }
