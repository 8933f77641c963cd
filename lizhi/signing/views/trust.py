"""The root and the lists of what was taken back, for anybody who checks a signature."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from lizhi.common import clock
from lizhi.signing import trust

KEPT = "public, max-age=3600"


@require_safe
def root(request: HttpRequest) -> HttpResponse:
    """The installation's root as PEM; 404 until something has been signed."""
    pem = trust.find_root_pem()
    if pem is None:
        raise Http404
    headers = {"Content-Disposition": 'attachment; filename="root.pem"', "Cache-Control": KEPT}
    return HttpResponse(pem, content_type="application/x-pem-file", headers=headers)


@require_safe
def revocations(request: HttpRequest, serial: str) -> HttpResponse:
    """What one of our authorities has taken back, as certificates name this address."""
    listed = trust.find_revocations(serial, clock.now())
    if listed is None:
        raise Http404
    return HttpResponse(
        listed, content_type="application/pkix-crl", headers={"Cache-Control": KEPT}
    )
