"""What a certificate says to somebody without a network: exactly that, or nothing."""

import base64
import datetime as dt
import io
import json
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.core.management import CommandError, call_command
from hypothesis import given
from hypothesis import strategies as st

from lizhi.documents import tokens

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
PUBLIC = KEY.public_key().public_bytes_raw()
ID = tokens.key_id(PUBLIC)
DAY = dt.date(2026, 11, 27)
FINGERPRINT = "9c41e07b52aa" + "0" * 52
SAID = tokens.saying(ID, DAY, FINGERPRINT)
TOKEN = tokens.written(SAID, KEY.sign(SAID))
VECTOR = (
    "AFLEOWVHKRRUOTCRGCOEDYD3KKVAAAAAAAAAAAAAAAAGYWLMPLAKWS5ERLRYQBYMU34BFRC4X"
    "4VMRDYIX3I7UAQPHA2OPZMBPOJNS5T6EFUVRL73KO6373QMQBJXHRBMKDCLJ3KKPDCAKZC5AI"
)
"""Of the key made of the bytes 0 to 31; Ed25519 signs the same in the same way (RFC 8032)."""
KEYS = {ID: PUBLIC}


def published(*publics: bytes) -> str:
    return json.dumps(
        {
            "keys": [
                {"kty": "OKP", "x": base64.urlsafe_b64encode(one).decode().rstrip("=")}
                for one in publics
            ]
        }
    )


def test_it_says_who_when_and_which() -> None:
    token = tokens.read(TOKEN)
    assert (token.key, token.issued_on) == (ID, DAY)
    assert token.fingerprint == FINGERPRINT[:32]
    assert tokens.check(token, KEYS) == "genuine"
    assert TOKEN == VECTOR
    assert ID == "56475aa75463474c"
    assert tokens.read(f" https://lizhi.example/O/{TOKEN.lower()}\n") == token


def test_an_unknown_key_says_nothing_about_the_paper() -> None:
    other = Ed25519PrivateKey.generate().public_key().public_bytes_raw()
    token = tokens.read(TOKEN)
    assert tokens.check(token, {}) == "unknown_key"
    assert tokens.check(token, {tokens.key_id(other): other}) == "unknown_key"
    assert tokens.check(token, {ID: other}) == "changed"


@given(st.integers(0, tokens.HEAD.size + tokens.SIGNATURE - 1), st.integers(0, 7))
def test_one_bit_changed_is_found_out(place: int, bit: int) -> None:
    raw = bytearray(SAID + KEY.sign(SAID))
    raw[place] ^= 1 << bit
    try:
        token = tokens.read(tokens.written(bytes(raw), b""))
    except tokens.NoToken:
        assert place == 0
        return
    assert tokens.check(token, KEYS) == ("unknown_key" if 1 <= place < 9 else "changed")


@pytest.mark.parametrize(
    "text",
    ["", "/", "A", TOKEN[:-1], TOKEN + "A", TOKEN[:-1] + "B", "1" * 146, "张" * 146, "=" * 8],
)
def test_what_is_none_is_said_to_be_none(text: str) -> None:
    with pytest.raises(tokens.NoToken):
        tokens.read(text)


@given(st.text())
def test_no_words_make_it_stumble(text: str) -> None:
    with pytest.raises(tokens.NoToken):
        tokens.read(text)


def verified(*words: str) -> tuple[int, str]:
    """Code and words of `lizhi verify`."""
    out = io.StringIO()
    with pytest.raises(SystemExit) as left:
        call_command("verify", *words, stdout=out)
    return int(str(left.value.code)), out.getvalue()


def test_a_program_verifies_it_too(tmp_path: Path) -> None:
    keys = tmp_path / "keys.json"
    keys.write_text(published(PUBLIC))
    code, words = verified("--token", TOKEN, "--keys", str(keys))
    assert code == 0
    assert all(one in words for one in ("2026-11-27", "9c41e07b52aa0000", ID, "看不出来"))

    changed = tokens.written(tokens.saying(ID, DAY + dt.timedelta(1), FINGERPRINT), KEY.sign(SAID))
    assert verified("--token", changed, "--keys", str(keys))[0] == 1
    assert verified("--token", "nothing", "--keys", str(keys))[0] == 2
    keys.write_text(published())
    code, words = verified("--token", TOKEN, "--keys", str(keys))
    assert (code, ID in words) == (1, True)


@pytest.mark.parametrize("content", ["", "{", "[]", '{"keys": [{}]}', '{"keys": 1}', "[" * 5000])
def test_keys_that_cannot_be_read_are_said_to_be_so(tmp_path: Path, content: str) -> None:
    keys = tmp_path / "keys.json"
    keys.write_text(content)
    with pytest.raises(CommandError, match="读不到公钥"):
        call_command("verify", "--token", TOKEN, "--keys", str(keys))
    with pytest.raises(CommandError):
        call_command("verify", "--token", TOKEN)
    with pytest.raises(CommandError):
        call_command("verify")
