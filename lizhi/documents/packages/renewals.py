"""The yearly renewals of a package: each stamp vouches for all that lay there before it.

So a stamp whose certificate has ended is still good: a later one proves that it was there in time.
"""

import re

from lizhi.documents.packages import layout
from lizhi.documents.packages.sources import Source
from lizhi.documents.validation import detached
from lizhi.documents.validation.trust import Trust
from lizhi.documents.validation.verdict import Verdict

MOST = 60
"""One a year. Each costs its checking: a stranger's package must not keep us for minutes."""


def check(source: Source, trusted: Trust, verdict: Verdict) -> None:
    """Newest first. A good one moves the moment that the rest must hold for back to it."""
    numbers = sorted(_numbers(source), reverse=True)
    if len(numbers) > MOST:
        verdict.add("renewal_bad", f"renewal-{numbers[0]}.txt", detail="too many")
        return
    for number in numbers:
        name = f"renewal-{number}.txt"
        told, stamp = _read(source, name), _read(source, f"renewal-{number}.tsr")
        moment = detached.check_stamp(told, stamp, trusted) if told and stamp else None
        if moment is None or not _holds(source, number, told or b""):
            verdict.add("renewal_bad", name)
        else:
            trusted.moment = moment


def _numbers(source: Source) -> set[str]:
    return {match[1] for name in source.names if (match := _match(name))}


def _match(place: str) -> re.Match[str] | None:
    return layout.RENEWAL.fullmatch(place.removeprefix("../")) if place.startswith("../") else None


def _read(source: Source, name: str) -> bytes | None:
    place = f"../{name}"
    return source.read(place, layout.MOST_METADATA) if place in source.names else None


def _holds(source: Source, number: str, told: bytes) -> bool:
    """Every file that it must vouch for is named with its digest, and nothing else is."""
    digests = named(told)
    if digests is None:
        return False
    before = [*_before(source, number), *_added(source, digests)]
    wanted = {name: source.digests(place).get("sha256") for name, place in before}
    return digests == wanted


def named(told: bytes) -> dict[str, str] | None:
    """Digests by name, whatever the folder of the bag is called; None: not written exactly so."""
    lines = [line.partition("  ") for line in told.decode("utf-8", "replace").splitlines()]
    digests = {name: digest for digest, _, name in lines}
    if statement(digests) != told:
        return None
    return {_inside(name): digest for name, digest in digests.items()}


def _before(source: Source, number: str) -> list[tuple[str, str]]:
    """Manifest, seal and stamp, all former renewals and this one's lists; and where they lie."""
    found = [(layout.SEALED, layout.SEALED)]
    found += [(name, f"../{name}") for name in (layout.SEAL, layout.STAMP)]
    for place in source.names:
        match = _match(place)
        if match and (match[1] < number or (match[1] == number and place.endswith(".crl"))):
            found.append((place.removeprefix("../"), place))
    return [(name, place) for name, place in found if place in source.names]


def _added(source: Source, digests: dict[str, str]) -> list[tuple[str, str]]:
    """Of the papers that were added those that were there by then: a later one is not named."""
    named = [name for name in digests if layout.ADDITION.fullmatch(name)]
    return [(name, f"../{name}") for name in named if f"../{name}" in source.names]


def _inside(name: str) -> str:
    """Whatever the folder of the bag is called."""
    folder, _, last = name.rpartition("/")
    return last if folder and last == layout.SEALED else name


def statement(digests: dict[str, str]) -> bytes:
    """What a renewal is stamped over: lines as `sha256sum` writes and reads them."""
    return "".join(f"{digests[name]}  {name}\n" for name in sorted(digests)).encode()
