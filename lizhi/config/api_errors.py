"""Whatever goes wrong below /api/v1/, a program can read what: a code, and a sentence."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from lizhi.common import damage
from lizhi.common.refusals import Refused
from lizhi.config.api_messages import CannotBeKept, NotJson

ROOT = "/api/v1/"
JSON = "application/json"
Next = Callable[[HttpRequest], HttpResponse]
Said = tuple[str, StrOrPromise]

SAID: dict[int, Said] = {
    400: ("bad_request", _("The request could not be read.")),
    401: ("no_token", _("Please send a token that is valid: Authorization: Bearer …")),
    403: ("not_permitted", _("This is not allowed.")),
    404: ("not_found", _("There is nothing here, or not for the person of this token.")),
    405: ("wrong_method", _("This address is not asked by this method.")),
    413: ("too_large", _("The message is too large.")),
    415: ("not_json", _("Please send JSON in UTF-8, with Content-Type: application/json.")),
    416: ("no_such_range", _("The file has no such part.")),
    422: ("invalid", _("Something in it cannot be used; “detail” says what.")),
    500: ("failed", _("Something broke on our side. Please try again later, with the same key.")),
}
CHARACTERS = _("It holds a character that cannot be kept: NUL, or half of one.")


class JsonErrors:
    """Stands outermost, for what answers before the API is reached, or instead of it."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The page of an error is put into words for a program; headers stay, `Allow` above all."""
        response = self.get_response(request)
        if request.path_info.startswith(ROOT) and _is_a_page(response):
            with translation.override(translation.get_language_from_request(request)):
                _put(response, said(response.status_code))
        return response


def said(status: int, reason: StrOrPromise = "", **more: Any) -> dict[str, Any]:
    """The body of an error."""
    known = SAID.get(status) or SAID[500 if status >= HTTPStatus.INTERNAL_SERVER_ERROR else 400]
    code, sentence = known
    return {"code": code, "reason": str(reason or sentence), **more}


def install(api: NinjaAPI) -> None:
    """Have this API answer every error in the same way."""
    for kind, handler in HANDLERS.items():
        api.add_exception_handler(kind, handler)


def _is_a_page(response: HttpResponse) -> bool:
    failed = response.status_code >= HTTPStatus.BAD_REQUEST and not response.streaming
    return failed and response.headers.get("Content-Type", "").partition(";")[0] != JSON


def _put(response: HttpResponse, body: dict[str, Any]) -> None:
    del response.headers["Content-Encoding"]  # of the page, which was packed already
    response.content = JsonResponse(body).content
    response.headers["Content-Type"] = JSON
    response.headers["Content-Length"] = str(len(response.content))


def _answer(status: int, reason: StrOrPromise = "", **more: Any) -> HttpResponse:
    return JsonResponse(said(status, reason, **more), status=status)


def _refused(_request: HttpRequest, refusal: Refused) -> HttpResponse:
    """As pages answer: 403, 404, 409 or 410, which the refusal itself knows."""
    body = {"code": refusal.code, "reason": str(refusal.reason)}
    return JsonResponse(body, status=refusal.status)


def _unreadable(request: HttpRequest, error: damage.Unreadable) -> HttpResponse:
    """What we keep and cannot give back is a refusal here as it is on pages."""
    return _refused(request, damage.refusal(error))


def _http(_request: HttpRequest, error: HttpError) -> HttpResponse:
    """What the parser has said lies behind the 400 that is made of it."""
    if isinstance(error.__cause__, NotJson):
        return _answer(415)
    if isinstance(error.__cause__, CannotBeKept):
        return _answer(400, CHARACTERS)
    return _answer(error.status_code)


HANDLERS: dict[type[Exception], Callable[[HttpRequest, Any], HttpResponse]] = {
    Refused: _refused,
    damage.Unreadable: _unreadable,
    Http404: lambda _request, _error: _answer(404),
    HttpError: _http,
    RequestDataTooBig: lambda _request, _error: _answer(413),
    ValidationError: lambda _request, error: _answer(422, detail=error.errors),
}
