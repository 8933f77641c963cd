"""Two repairs of asn1crypto 1.5.1, in place as soon as this module is imported.

**Lengths.** `dump` calls every header whose last byte is 0x80 indefinite, though a definite length
such as 0x0F80 ends so too. It then encodes the value anew, each level computes its contents up to
three times, and a time stamp nested fourteen deep stalls for seconds (asn1crypto issues 249 and
256, open since 2022). `dump` below is its `Asn1Value.dump`, changed (MIT licence, see NOTICE).

**Names.** It compares names by the Unicode of 2002 and gives up on every character that came
later, so nobody called 𬭎 could have a certificate that validates. And it prepares them anew each
time, though the same few stand in every certificate of an installation: a seventh of a check.

Whoever makes or checks signatures imports this. Drop what asn1crypto itself has repaired.
"""

import unicodedata
from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Any

from asn1crypto import core, x509
from asn1crypto.parser import _dump_header

INDEFINITE = 0x80
HIGH_BIT = 0x80
LONG_TAG = 0x1F


def is_indefinite(header: bytes) -> bool:
    """Whether a tag in this header, explicit ones included, announces no length of its own."""
    at = 0
    while at < len(header):
        tag, at = header[at], at + 1
        if tag & LONG_TAG == LONG_TAG:
            while header[at] & HIGH_BIT:
                at += 1
            at += 1
        if header[at] == INDEFINITE:
            return True
        at += 1 + (header[at] & 0x7F if header[at] & HIGH_BIT else 0)
    return False


def dump(self: Any, force: bool = False) -> bytes:
    """DER of the value: as it was read, unless it must be written anew, and then computed once."""
    contents = self.contents
    header = self._header
    if header is not None and header[-1:] == b"\x80" and is_indefinite(header):
        force = True
    if header is None or force:
        if isinstance(self, core.Constructable) and self._indefinite:
            self.method = 0
        header = _dump_header(self.class_, self.method, self.tag, contents)
        for class_, tag in self.explicit or ():
            header = _dump_header(class_, 1, tag, header + contents) + header
        self._header = header
        self._trailer = b""
    return bytes(self._header + contents + self._trailer)


def _unforced(original: Callable[..., bytes]) -> Callable[..., bytes]:
    @wraps(original)
    def careful(self: Any, force: bool = False) -> bytes:
        header = self._header
        if header is not None and header[-1:] == b"\x80" and not is_indefinite(header):
            self._header = None  # written anew from its length, which is cheap and the same
        return original(self, force=force)

    return careful


def _modern(original: Callable[[Any, str], str]) -> Callable[[Any, str], str]:
    @lru_cache(maxsize=1024)  # the same few names stand in all certificates of an installation
    def prepared(string: str) -> str:
        try:
            return original(None, string)
        except ValueError:
            return " ".join(unicodedata.normalize("NFKC", string).casefold().split())

    return lambda _self, string: prepared(string)


@lru_cache(maxsize=1024)
def _parts(name: bytes) -> tuple[tuple[int, str], ...]:
    """Of a name as DER: how many values each part has, and what they are when compared."""
    return tuple((len(part), part.hashable) for part in x509.RDNSequence.load(name))


def _same(self: Any, other: object) -> bool:
    """Whether two names are the same (RFC 5280, 7.1)."""
    if not isinstance(other, x509.Name):
        return False
    ours, theirs = self.chosen.dump(), other.chosen.dump()  # without the tag of what they are in
    return bool(ours == theirs or _parts(ours) == _parts(theirs))


def _hashable(self: Any) -> str:
    return "\x1e".join(part for _, part in _parts(self.chosen.dump()))


def install() -> None:
    """Put the repairs in place, once in a process."""
    if core.Asn1Value.dump is dump:
        return
    core.Asn1Value.dump = dump
    for overriding in (core.Choice, core.Primitive, core.Sequence, core.SequenceOf):
        overriding.dump = _unforced(overriding.dump)
    names = x509.NameTypeAndValue
    x509.Name.__eq__, x509.Name.hashable = _same, property(_hashable)
    names._ldap_string_prep = _modern(names._ldap_string_prep)  # noqa: SLF001  what is repaired


install()
