"""Links to one paper: the token is made of a nonce and the installation's key, and stored nowhere.

So its owner can copy it once more, and whoever has a copy of the database cannot open anything.
"""

import base64
import datetime as dt
import hashlib
import hmac
import secrets

from lizhi.cases import chain
from lizhi.cases.models import Paper, ShareLink
from lizhi.common import encryption

TERMS = (7, 30, 90)
"""Days that a link may live."""
MOST_OPEN = 10
"""Links to one paper at a time."""
LONGEST_NAME = 20
TOKEN_BYTES = 20


def new_nonce() -> str:
    """Another one for each link."""
    return secrets.token_hex(16)


def token_of(nonce: str) -> str:
    """What stands in the address: 160 bits, 32 characters."""
    made = hmac.digest(encryption.key_for("share-link"), nonce.encode(), "sha256")
    return base64.b32encode(made[:TOKEN_BYTES]).decode().lower()


def hash_of(token: str) -> str:
    """By what a link is found."""
    return hashlib.sha256(token.strip().lower().encode()).hexdigest()


def find(token: str) -> ShareLink | None:
    """The link with this token, whatever has become of it."""
    found = ShareLink.objects.filter(token_hash=hash_of(token))
    return found.select_related("paper__file__key", "paper__case__employment__person").first()


def open_links(paper: Paper, now: dt.datetime) -> list[ShareLink]:
    """Those that still open, the newest first."""
    alive = ShareLink.objects.filter(paper=paper, stopped_at=None, expires_at__gt=now)
    return list(alive.order_by("-created_at", "-pk"))


def seal_name(paper: Paper, nonce: str, name: str) -> bytes:
    """What its owner calls it."""
    return chain.seal(paper.case, name, place=f"link:{nonce}")


def name_of(link: ShareLink) -> str:
    """The name again; "" when the key of the case has been dropped."""
    return chain.unseal(link.paper.case, bytes(link.name), place=f"link:{link.nonce}") or ""
