"""What every answer passes: headers that keep pages safe, refusals turned into pages."""

from collections.abc import Callable

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.views import defaults

from lizhi.common import damage
from lizhi.common.refusals import Refused
from lizhi.config import saying_no

POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; "
    "connect-src 'self'; object-src 'none'; frame-ancestors 'none'; base-uri 'none'; "
    "form-action 'self'"
)
NUL = "\0"
REFUSED = BadRequest("a character that cannot be kept")
View = Callable[..., HttpResponseBase]
Next = Callable[[HttpRequest], HttpResponse]


class SecurityHeaders:
    """A strict content policy, and no page of a person in a shared cache."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Add the headers, unless the page has set its own."""
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        response.headers.setdefault("Cache-Control", "private, no-store")
        response.headers.setdefault("Permissions-Policy", "geolocation=(), microphone=()")
        return response


class PlainText:
    """Refuse what nobody types and no database keeps, before a view runs: NUL above all."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """400 for an address with such a character in it."""
        asked = f"{request.path_info}{request.META.get('QUERY_STRING', '')}"
        if NUL in asked or "%00" in asked:
            return defaults.bad_request(request, REFUSED)
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: View, *arguments: object
    ) -> HttpResponse | None:
        """400 for a form; whoever reads the raw message itself, as the API does, is left to it."""
        if getattr(view, "csrf_exempt", False):
            return None
        typed = (value for _name, values in request.POST.lists() for value in values)
        if any(NUL in text for text in (*request.POST, *typed)):
            return defaults.bad_request(request, REFUSED)
        return None


class CompressPages(GZipMiddleware):
    """Pages and pieces of pages travel small; files go as they are, with their length."""

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        """Only text, and only what is not a stream."""
        kind = response.headers.get("Content-Type", "").partition(";")[0]
        if response.streaming or kind not in {"text/html", "application/json", "text/javascript"}:
            return response
        return super().process_response(request, response)


class RefusalMiddleware:
    """A refusal becomes a page in one place, so that no view needs a try."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Nothing on the way in."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """The same page whatever the reason: the rules, or a damage of what we keep."""
        if isinstance(exception, damage.Unreadable):
            exception = damage.refusal(exception)
        return saying_no.page(request, exception) if isinstance(exception, Refused) else None
