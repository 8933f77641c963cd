"""The API: one router a room, the same actions behind it, tokens with scopes in front of it."""

from typing import Any

from django.http import HttpRequest
from ninja.security import HttpBearer

from lizhi.accounts import actions as accounts
from lizhi.cases.api import router as cases
from lizhi.common import clock
from lizhi.common.refusals import NotPermitted
from lizhi.config.api_errors import ROOT, install
from lizhi.config.api_messages import JsonParser
from lizhi.config.api_schema import Api
from lizhi.handover.api import router as handover
from lizhi.offboarding.api import router as offboarding
from lizhi.people.api import router as people
from lizhi.settlement.api import router as settlement
from lizhi.settlement.vouchers.api import router as vouchers
from lizhi.signing.api import router as signing

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


api = Api(
    title="荔枝离职 lizhi",
    version="1",
    description=(
        "Bodies are JSON in UTF-8, sent as application/json. Every error is JSON with `code`, "
        "which is for programs, and a sentence in `reason`; 422 says in `detail` what cannot be "
        "used. Refusals answer 409 or 403; NUL or half a character anywhere in a text, 400. The "
        "same `key` again changes nothing."
    ),
    urls_namespace="api",
    auth=TokenAuth(),
    parser=JsonParser(),
    docs_url=None,
)
ROUTERS = {
    "cases": cases,
    "handover": handover,
    "offboarding": offboarding,
    "people": people,
    "settlement": settlement,
    "signing": signing,
    "vouchers": vouchers,
}
for name, router in ROUTERS.items():
    api.add_router(f"/{name}/", router)

install(api)
