"""The API: one router a room, the same actions behind it, tokens with scopes in front of it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.security import HttpBearer

from lizhi.accounts import actions as accounts
from lizhi.cases.api import router as cases
from lizhi.common import clock, damage
from lizhi.common.refusals import NotPermitted, Refused
from lizhi.handover.api import router as handover
from lizhi.offboarding.api import router as offboarding
from lizhi.people.api import router as people
from lizhi.settlement.api import router as settlement
from lizhi.signing.api import router as signing

ROOT = "/api/v1/"
READING = {"GET", "HEAD", "OPTIONS"}


class MissingScope(NotPermitted):
    """The token is genuine and may not do this."""

    code = "missing_scope"


def scope_of(request: HttpRequest) -> str:
    """`cases:read` for a GET below /api/v1/cases/."""
    room = request.path.removeprefix(ROOT).partition("/")[0]
    return f"{room}:{'read' if request.method in READING else 'write'}"


class TokenAuth(HttpBearer):
    """`Authorization: Bearer …`: whoever the token acts for, within its scopes."""

    def authenticate(self, request: HttpRequest, token: str) -> Any | None:
        """The token, or None, which answers 401."""
        found = accounts.find_token(token, clock.now())
        if found is None:
            return None
        needed = scope_of(request)
        if needed not in found.scopes:
            raise MissingScope(f"This token lacks the scope {needed}.")
        request.user = found.user
        return found


api = NinjaAPI(
    title="荔枝离职 lizhi",
    version="1",
    description="Refusals answer 409 or 403 with `code` and a sentence in `reason`.",
    urls_namespace="api",
    auth=TokenAuth(),
    docs_url=None,
)
ROUTERS = {
    "cases": cases,
    "handover": handover,
    "offboarding": offboarding,
    "people": people,
    "settlement": settlement,
    "signing": signing,
}
for name, router in ROUTERS.items():
    api.add_router(f"/{name}/", router)


@api.exception_handler(Refused)
def refused(request: HttpRequest, refusal: Refused) -> HttpResponse:
    """403 for what is somebody else's, 409 for what the rules do not allow now."""
    status = 403 if isinstance(refusal, NotPermitted) else 409
    body = {"code": refusal.code, "reason": str(refusal.reason)}
    return api.create_response(request, body, status=status)


@api.exception_handler(damage.Unreadable)
def unreadable(request: HttpRequest, error: damage.Unreadable) -> HttpResponse:
    """What we keep and cannot give back is a refusal here as it is on pages."""
    return refused(request, damage.refusal(error))
