"""Codes on certificates, by which anybody may ask whether the paper is valid."""

import secrets

from lizhi.common import encryption

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's: no I, L, O, U, so that nothing is mistaken on the phone or on paper."""
LENGTH = 12
ALIKE = str.maketrans("IiLlOo", "111100", " -–—\u3000")


def new_code() -> str:
    """Twelve characters, 60 bits, shown as 4-4-4."""
    text = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
    return f"{text[:4]}-{text[4:8]}-{text[8:]}"


def normal(code: str) -> str:
    """The code as it was meant, or "" when it cannot be one."""
    text = code.strip().translate(ALIKE).upper()
    return text if len(text) == LENGTH and set(text) <= set(ALPHABET) else ""


def index(code: str) -> str:
    """Where the paper of this code is found; nothing is found under the index of a wrong one."""
    return encryption.blind_index("certificate", normal(code) or "none")
