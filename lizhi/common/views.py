"""Pages without a person: the parts of the design, the service worker, no network."""

from django.conf import settings
from django.http import FileResponse, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.views.decorators.http import require_safe


@require_safe
def parts(request: HttpRequest) -> HttpResponse:
    """Every part of the phone's pages, to look at and to copy from."""
    return render(request, "ui/phone.html", {})


@require_safe
def offline(request: HttpRequest) -> HttpResponse:
    """What the phone shows when a page is not kept and there is no network."""
    return render(request, "offline.html")


@require_safe
def service_worker(request: HttpRequest) -> HttpResponse:
    """The worker must lie at the root, or it would not see the pages."""
    path = settings.PACKAGE / "static" / "dist" / "sw.js"
    response = FileResponse(path.open("rb"), content_type="text/javascript")
    response.headers["Cache-Control"] = "no-cache"
    return response


@require_safe
def manifest(request: HttpRequest) -> HttpResponse:
    """Name and mark for the home screen."""
    card = {
        "name": settings.PRODUCT_NAME,
        "short_name": settings.PRODUCT_NAME,
        "lang": "zh-CN",
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "background_color": "#f5f4ef",
        "theme_color": "#f5f4ef",
        "icons": [{"src": static("icon.svg"), "sizes": "any", "type": "image/svg+xml"}],
    }
    return JsonResponse(card, content_type="application/manifest+json")
