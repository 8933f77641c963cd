"""Who may come in: the order of the checks is the vendor's own."""

import datetime as dt
from dataclasses import dataclass, field

from lizhi.common import clock
from lizhi.signing.providers.fadada import signing
from tests.simulators.web import Answer, Asked

WINDOW = dt.timedelta(minutes=5)
NONCES = dt.timedelta(minutes=10)
LIFE = dt.timedelta(hours=2)
A_SECOND = 20
TOKEN_PATH = "/service/get-access-token"


def refusal(code: str, msg: str, status: int = 200) -> Answer:
    """An error as it looks there."""
    return Answer.json({"code": code, "msg": msg, "success": False}, status)


@dataclass
class Gate:
    """Keys, tokens, nonces, counts."""

    app_id: str
    secret: str
    tokens: dict[str, dt.datetime] = field(default_factory=dict)
    nonces: dict[str, dt.datetime] = field(default_factory=dict)
    counts: dict[tuple[str, int], int] = field(default_factory=dict)
    skew: dt.timedelta = dt.timedelta()
    """How far its clock is before the one of whoever asks."""
    refusing: int = 0
    """So many times it refuses a token that has not ended."""
    most: int = A_SECOND
    """Calls of one interface in one second."""

    def check(self, asked: Asked, path: str) -> Answer | None:
        """None: come in."""
        steps = (self._moment, self._app, self._token, self._nonce, self._signature, self._rate)
        for step in steps:
            if refused := step(asked, path):
                return refused
        return None

    def new_token(self) -> dict[str, str]:
        """The same one while it lives; each call prolongs it."""
        now = clock.now()
        alive = next((one for one, until in self.tokens.items() if until > now), "")
        token = alive or f"token-{len(self.tokens) + 1}"
        self.tokens[token] = now + LIFE
        return {"accessToken": token, "expiresIn": str(int(LIFE.total_seconds()))}

    def _moment(self, asked: Asked, path: str) -> Answer | None:
        told = asked.headers.get("x-fasc-timestamp", "")
        if not told.isdecimal():
            return refusal("100012", "X-FASC-Timestamp is missing")
        theirs = dt.datetime.fromtimestamp(int(told) / 1000, dt.UTC)
        if abs(clock.now() + self.skew - theirs) > WINDOW:
            return refusal("100001", "timestamp is out of range")
        return None

    def _app(self, asked: Asked, path: str) -> Answer | None:
        same = asked.headers.get("x-fasc-app-id") == self.app_id
        return None if same else refusal("100001", "appId is invalid")

    def _token(self, asked: Asked, path: str) -> Answer | None:
        if path == TOKEN_PATH:
            return None
        until = self.tokens.get(asked.headers.get("x-fasc-accesstoken", ""))
        if self.refusing:
            self.refusing -= 1
            until = None
        if until is None or until <= clock.now():
            return refusal("100002", "accessToken is invalid", 401)
        return None

    def _nonce(self, asked: Asked, path: str) -> Answer | None:
        nonce, now = asked.headers.get("x-fasc-nonce", ""), clock.now()
        seen = self.nonces.get(nonce)
        if seen and now - seen < NONCES:
            return refusal("100009", "repeated request")
        self.nonces[nonce] = now
        return None

    def _signature(self, asked: Asked, path: str) -> Answer | None:
        names = (
            *(signing.APP_ID, signing.SIGN_TYPE, signing.TIMESTAMP, signing.NONCE),
            *(signing.VERSION, signing.TOKEN, signing.GRANT),
        )
        values = {name: asked.headers.get(name.lower(), "") for name in names}
        values[signing.CONTENT] = asked.form.get(signing.CONTENT, "")
        right = signing.signature(self.secret, values) == asked.headers.get("x-fasc-sign")
        return None if right else refusal("100003", "sign is invalid")

    def _rate(self, asked: Asked, path: str) -> Answer | None:
        key = (path, int(clock.now().timestamp()))
        self.counts[key] = self.counts.get(key, 0) + 1
        return refusal("100004", "too many", 403) if self.counts[key] > self.most else None
