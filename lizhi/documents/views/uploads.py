"""tus 1.0 core with creation and termination, and a plain form for pages without script."""

import base64
import binascii
import re
import uuid
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    JsonResponse,
    UnreadablePostError,
)
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST

from lizhi.accounts.http import UserRequest
from lizhi.common.refusals import Refused
from lizhi.documents import actions, parts, rules
from lizhi.documents.models import Upload

VERSION = "1.0.0"
MOST_A_PART = 1024 * 1024
BLOCK = 16 * 1024
PART_TYPE = "application/offset+octet-stream"


def _for_programs(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """A program gets a number, no page to sign in on; and only the version it can speak."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return _answer(401)
        if request.headers.get("Tus-Resumable", VERSION) != VERSION:
            return _answer(412, {"Tus-Version": VERSION})
        return view(request, *args, **kwargs)

    return wrapped


@require_http_methods(["OPTIONS", "POST"])
@_for_programs
def create(request: UserRequest) -> HttpResponseBase:
    """Say what we understand, or begin a file: its length and purpose come in headers."""
    if request.method == "OPTIONS":
        extras = {"Tus-Extension": "creation,termination", "Tus-Max-Size": str(rules.MOST_BYTES)}
        return _answer(204, {"Tus-Version": VERSION, **extras})
    words = _metadata(request.headers.get("Upload-Metadata", ""))
    size = _number(request.headers.get("Upload-Length", ""))
    if size is None:
        return _answer(400)
    try:
        upload = actions.begin_upload(
            request.user,
            purpose=words.get("purpose", ""),
            name=words.get("filename", ""),
            size=size,
        )
    except Refused as refusal:  # for a program: a sentence, not a page
        too_big = size > rules.MOST_BYTES
        return JsonResponse({"problem": str(refusal.reason)}, status=413 if too_big else 409)
    place = reverse("documents:upload", args=[upload.pk])
    return _answer(201, {"Location": place, "Upload-Offset": "0"})


@require_http_methods(["HEAD", "GET", "PATCH", "DELETE"])
@_for_programs
def one(request: UserRequest, key: uuid.UUID) -> HttpResponseBase:
    """One file of one's own: how far it is, its next part, or away with it."""
    upload = get_object_or_404(Upload, pk=key, user=request.user)
    if request.method == "PATCH":
        return _take_part(request, upload)
    if request.method == "DELETE":
        actions.forget_upload(upload, by=request.user)
        return _answer(204)
    if request.method == "GET":
        return JsonResponse(_state(upload))
    return _answer(200, {"Upload-Offset": str(_here(upload)), "Upload-Length": str(upload.size)})


@login_required
@require_POST
def form(request: UserRequest) -> HttpResponseBase:
    """Whole files out of a form; afterwards back to the page they were sent from."""
    for file in request.FILES.getlist("file"):
        actions.receive(
            request.user,
            purpose=request.POST.get("purpose", ""),
            name=file.name or "",
            data=file.read(rules.MOST_BYTES + 1),
        )
    back = request.POST.get("next", "")
    is_ours = back.startswith("/") and url_has_allowed_host_and_scheme(back, None)
    return redirect(back if is_ours else "/")


def _take_part(request: UserRequest, upload: Upload) -> HttpResponseBase:
    if request.content_type != PART_TYPE:
        return _answer(415)
    if int(request.META.get("CONTENT_LENGTH") or 0) > MOST_A_PART:
        return _answer(413)
    offset = _number(request.headers.get("Upload-Offset", ""))
    if offset is None:
        return _answer(400)
    try:
        upload = actions.add_part(upload, offset=offset, data=_arrived(request))
    except actions.OffsetMoved as moved:
        return _answer(409, {"Upload-Offset": str(moved.offset)})
    return _answer(204, {"Upload-Offset": str(upload.offset)})


def _arrived(request: HttpRequest) -> bytes:
    """What came of this part; when the network is cut in the middle, that much is kept."""
    data = bytearray()
    try:
        while len(data) < MOST_A_PART and (block := request.read(BLOCK)):
            data += block
    except UnreadablePostError:
        pass
    return bytes(data)


def _here(upload: Upload) -> int:
    return parts.arrived(upload) if upload.state == Upload.State.ARRIVING else upload.size


def _state(upload: Upload) -> dict[str, Any]:
    return {
        "key": str(upload.pk),
        "name": upload.name,
        "state": upload.state,
        "offset": _here(upload),
        "size": upload.size,
        "problem": str(rules.problem(upload)),
        "used": upload.used_at is not None,
    }


def _number(text: str) -> int | None:
    return int(text) if re.fullmatch("[0-9]{1,18}", text) else None


def _answer(status: int, headers: dict[str, str] | None = None) -> HttpResponse:
    known = {"Tus-Resumable": VERSION, "Cache-Control": "no-store", **(headers or {})}
    return HttpResponse(status=status, headers=known)


def _metadata(header: str) -> dict[str, str]:
    """`filename bmFtZQ==,purpose cHJvb2Y=` as words; what cannot be read is left out."""
    words = {}
    for pair in header.split(","):
        key, _, value = pair.strip().partition(" ")
        try:
            words[key] = base64.b64decode(value, validate=True).decode()
        except (binascii.Error, ValueError):
            continue
    return words
