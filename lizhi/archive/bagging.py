"""Make a bag (BagIt, RFC 8493) of files, seal it, and put both into one ZIP."""

import datetime as dt
import hashlib
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import bagit

from lizhi.common import clock
from lizhi.documents import packages
from lizhi.documents.packages import layout

Sealer = Callable[[bytes, dt.datetime], tuple[bytes, bytes]]
"""Makes signature (`.p7s`) and time stamp (`.tsr`) over these bytes at this moment."""


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
    """Every file of the bag by its name."""
    with tempfile.TemporaryDirectory(prefix="lizhi-bag-") as folder:
        place = Path(folder) / "bag"
        for name, data in files.items():
            path = place / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        bagit.make_bag(str(place), dict(info), checksums=list(layout.MANIFESTS))
        made = (path for path in place.rglob("*") if path.is_file())
        return {path.relative_to(place).as_posix(): path.read_bytes() for path in made}
