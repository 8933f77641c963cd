"""Check a certificate without a network: the page that does it, and the keys for others."""

import base64

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from lizhi.signing import token_keys

KEPT = "public, max-age=3600"


@require_safe
def offline(request: HttpRequest, token: str = "") -> HttpResponse:
    """The page brings the keys along; its script checks what stands in the address or is typed.

    The token itself is neither read nor noted here: who checks a paper is nobody's concern.
    """
    keys = token_keys.published()
    told = " ".join(f"{key}:{base64.b64encode(raw).decode()}" for key, raw in keys.items())
    return render(request, "signing/offline.html", {"keys": told, "has_keys": bool(keys)})


@require_safe
def keys(request: HttpRequest) -> HttpResponse:
    """The public keys at a well-known address (RFC 8615), for whoever has an own program."""
    headers = {"Cache-Control": KEPT, "Access-Control-Allow-Origin": "*"}
    return JsonResponse(token_keys.as_json(), headers=headers)
