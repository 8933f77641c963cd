"""Roots that signatures of services outside may lead to: PEM files in a folder, put there by hand.

The installation trusts nobody's certificates but its own unless an administrator says so here.
A package holds those that its papers lead to; whoever checks it has them from there.
"""

from pathlib import Path

from django.conf import settings

BEGIN = b"-----BEGIN CERTIFICATE-----"
END = b"-----END CERTIFICATE-----"


def folder() -> Path:
    """Where they lie."""
    return Path(settings.SIGNING_ROOTS or settings.DATA_DIR / "signing-roots")


def trusted() -> list[bytes]:
    """Every certificate in every file, as PEM; none when there is no folder."""
    place = folder()
    files = sorted(place.glob("*.pem")) if place.is_dir() else []
    return [one for file in files for one in read(file.read_bytes())]


def read(content: bytes) -> list[bytes]:
    """Each certificate in this PEM, as PEM; none when there is none."""
    parts = content.split(BEGIN)[1:]
    return [BEGIN + part.partition(END)[0] + END + b"\n" for part in parts if END in part]
