"""Pages without a person: the parts of the design, the service worker, no network."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.views.decorators.http import require_safe

SAMPLES = frozenset({"apply", "compare", "desk", "sign"})
EARLIER = ["fb8e20fc2e4c3f248c60c39bd652f3c1347298bb977b8b4d5903b85055620603"]
"""Of a file that got its last stamp since, for the page on which files are compared."""
MENU = [
    [
        {"url": "#main", "label": "离职看板", "icon": "chart-bar", "count": 37, "current": True},
        {"url": "#main", "label": "等我处理", "icon": "list-check", "count": 3},
        {"url": "#main", "label": "电子档案", "icon": "folder"},
    ],
    [{"url": "#main", "label": "设置", "icon": "settings"}],
]


def _look(request: HttpRequest) -> dict[str, Any]:
    """Which look was asked for; anything else means as the device has it."""
    theme, size = request.GET.get("theme"), request.GET.get("type")
    return {
        "theme": theme if theme in {"light", "dark"} else "",
        "type": "big" if size == "big" else "",
        "menu": MENU,
        "earlier": EARLIER,
    }


@require_safe
def parts(request: HttpRequest) -> HttpResponse:
    """Every part of the phone's pages, to look at and to copy from."""
    return render(request, "ui/phone.html", _look(request))


@require_safe
def sample(request: HttpRequest, name: str) -> HttpResponse:
    """One page that works: the desk, a signature, an application, a comparison."""
    if name not in SAMPLES:
        raise Http404
    return render(request, f"ui/{name}.html", _look(request))


@require_safe
def offline(request: HttpRequest) -> HttpResponse:
    """What the phone shows when a page is not kept and there is no network."""
    return render(request, "offline.html")


@require_safe
def service_worker(request: HttpRequest) -> HttpResponse:
    """The worker must lie at the root, or it would not see the pages."""
    path = settings.PACKAGE / "static" / "dist" / "sw.js"
    response = HttpResponse(path.read_bytes(), content_type="text/javascript")
    response.headers["Cache-Control"] = "no-cache"
    return response


@require_safe
def manifest(request: HttpRequest) -> JsonResponse:
    """Name and mark for the home screen."""
    card = {
        "name": settings.PRODUCT_NAME,
        "short_name": settings.PRODUCT_NAME,
        "description": settings.PRODUCT_LINE,
        "lang": "zh-CN",
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "background_color": "#f5f4ef",
        "theme_color": "#f5f4ef",
        "icons": [{"src": static("icon.svg"), "sizes": "any", "type": "image/svg+xml"}],
    }
    return JsonResponse(card, content_type="application/manifest+json")
