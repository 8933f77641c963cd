"""Give a stored file out: whole or by ranges, and never as something that can act."""

import itertools
import re
from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.http import content_disposition_header

from lizhi.documents import actions, rules
from lizhi.documents.models import StoredFile

SHOWN = {"application/pdf", "image/jpeg", "image/png"}
"""What a browser may open in the page; everything else is only downloaded."""
SANDBOX = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; sandbox"
PDF_IN_PAGE = (
    "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'; plugin-types application/pdf"
)
"""A browser refuses to show a PDF in a sandbox; ours hold pictures or are printed by us."""
RANGE = re.compile(r"bytes=([0-9]{0,18})-([0-9]{0,18})")


def serve(
    request: HttpRequest, file: StoredFile, *, inline: bool = False, name: str = ""
) -> HttpResponseBase:
    """The file for somebody who may see it: that is asked by the room which calls this.

    `inline` shows the clean copy where there is one; without it the original is downloaded. One
    range is honoured, so that a download can go on after a cut. Refused when the bytes are gone,
    `store.Damaged`, which becomes a refusal too, when they are not what was put there.
    """
    shown = (file.view or file) if inline else file
    rules.check_can_read(shown)
    inline = inline and shown.media_type in SHOWN
    part = _range(request, shown)
    if part is None:
        headers = {"Content-Range": f"bytes */{shown.size}"}
        return HttpResponse(status=416, headers=headers)
    start, end = part
    body = _body(shown, start, end) if request.method != "HEAD" else iter(())
    response = StreamingHttpResponse(body, content_type=shown.media_type)
    if (start, end) != (0, shown.size):
        response.status_code = 206
        response.headers["Content-Range"] = f"bytes {start}-{end - 1}/{shown.size}"
    response.headers["Content-Length"] = str(end - start)
    for header, value in _headers(shown, inline=inline, name=name or file.name).items():
        response.headers[header] = value
    return response


def _headers(file: StoredFile, *, inline: bool, name: str) -> dict[str, str]:
    show_pdf = inline and file.media_type == "application/pdf"
    return {
        "Accept-Ranges": "bytes",
        "ETag": f'"{file.digest}"',
        "Content-Disposition": content_disposition_header(not inline, name) or "attachment",
        "Content-Security-Policy": PDF_IN_PAGE if show_pdf else SANDBOX,
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, no-store",
        "Cross-Origin-Resource-Policy": "same-origin",
    }


def _range(request: HttpRequest, file: StoredFile) -> tuple[int, int] | None:
    """First and last-but-one byte that is wanted; None when there are no such bytes."""
    match = RANGE.fullmatch(request.headers.get("Range", "").strip())
    other = request.headers.get("If-Range", f'"{file.digest}"') != f'"{file.digest}"'
    if match is None or other or match.groups() == ("", ""):
        return 0, file.size
    first, last = match.groups()
    if not first:
        return (max(file.size - int(last), 0), file.size) if int(last) and file.size else None
    start = int(first)
    end = min(int(last) + 1, file.size) if last else file.size
    return (start, end) if start < end else None


def _body(file: StoredFile, start: int, end: int) -> Iterator[bytes]:
    """The first piece is read at once: damage must be known before the answer begins."""
    chunks = actions.open_range(file, start, end)
    return itertools.chain([next(chunks, b"")], chunks)
