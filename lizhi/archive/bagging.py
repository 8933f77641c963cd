"""Make a bag (BagIt, RFC 8493) of files, seal it, and put both into one ZIP."""

import datetime as dt
import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from lizhi.common import clock
from lizhi.documents import packages
from lizhi.documents.packages import layout

Sealer = Callable[[bytes, dt.datetime], tuple[bytes, bytes]]
"""Makes signature (`.p7s`) and time stamp (`.tsr`) over these bytes at this moment."""
DECLARATION = b"BagIt-Version: 0.97\nTag-File-Character-Encoding: UTF-8\n"
ENDS_A_LINE = {ord("\r"): None, ord("\n"): None}


@dataclass(frozen=True)
class Sealed:
    """A package that is ready to be kept."""

    zip: bytes
    manifest_digest: str
    """SHA-256 of tagmanifest-sha256.txt: what seal and stamp cover."""


def seal(
    number: str,
    files: Mapping[str, bytes],
    info: Mapping[str, str],
    *,
    at: dt.datetime,
    sealer: Sealer,
) -> Sealed:
    """Files by their names under `data/`; `info` goes into bag-info.txt as it is."""
    bag = _bag(files, {**info, "Bagging-Date": f"{clock.local(at):%Y-%m-%d}"})
    manifest = bag[layout.SEALED]
    signature, stamp = sealer(manifest, at)
    inside = [(f"{number}/{name}", bag[name]) for name in sorted(bag)]
    packed = packages.pack([*inside, (layout.SEAL, signature), (layout.STAMP, stamp)])
    return Sealed(packed, hashlib.sha256(manifest).hexdigest())


def _bag(files: Mapping[str, bytes], info: Mapping[str, str]) -> dict[str, bytes]:
    """Every file of the bag by its name. It is small: nothing is written to a disk on the way."""
    payload = {f"{layout.DATA}{name}": files[name] for name in sorted(files)}
    size = sum(len(data) for data in payload.values())
    tags = {
        "bagit.txt": DECLARATION,
        "bag-info.txt": _info({**info, "Payload-Oxum": f"{size}.{len(payload)}"}),
        **{name: _manifest(kind, payload) for kind, name in layout.MANIFESTS.items()},
    }
    sealed = {name: _manifest(kind, tags) for kind, name in layout.TAG_MANIFESTS.items()}
    return {**payload, **tags, **sealed}


def _info(info: Mapping[str, str]) -> bytes:
    lines = (f"{name}: {info[name].translate(ENDS_A_LINE)}\n" for name in sorted(info))
    return "".join(lines).encode()


def _manifest(algorithm: str, files: Mapping[str, bytes]) -> bytes:
    """As `sha256sum` and its sisters write and read it."""
    if odd := [name for name in files if set(name) & set("\r\n%")]:
        raise ValueError(f"no name for a file in a bag: {odd}")
    lines = (f"{hashlib.new(algorithm, files[name]).hexdigest()}  {name}\n" for name in files)
    return "".join(lines).encode()
