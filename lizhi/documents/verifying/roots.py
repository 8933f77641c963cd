"""Which trust root to check against, and where it came from: that is part of the answer."""

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from lizhi.documents import packages, strangers
from lizhi.documents.packages import Source
from lizhi.documents.validation import trust

PLACE = Path("trust", "root.pem")
MOST_BYTES = 1024**2


class RootUnreadable(OSError):
    """The root that somebody insists on cannot be read."""


@dataclass(frozen=True)
class FoundRoot:
    """A trust root and how far to trust its being here."""

    data: bytes
    origin: str
    """`option`, `beside`, `package` or `installation`."""
    path: str

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the certificate, hexadecimal; empty when it is none."""
        try:
            return hashlib.sha256(trust.load_root(self.data).dump()).hexdigest()
        except ValueError:
            return ""

    @property
    def file_digest(self) -> str:
        """SHA-256 of the file as it lies there."""
        return hashlib.sha256(self.data).hexdigest()


def find_root(path: Path, option: Path | None, package: Source | None = None) -> FoundRoot | None:
    """The option, else beside the path or its folder, else in the package, else our own.

    Raises RootUnreadable when the option cannot be read.
    """
    if option is not None:
        return _insisted(option)
    path = path.absolute()
    for folder in (path.parent, path.parent.parent):
        origin = "package" if _is_inside_a_bag(folder) else "beside"
        if found := _at(folder / PLACE, origin):
            return found
    in_package = package and _in_package(package)
    return in_package or _at(Path(settings.DATA_DIR) / PLACE, "installation")


def _insisted(path: Path) -> FoundRoot:
    try:
        return FoundRoot(strangers.read(path, MOST_BYTES), "option", str(path))
    except OSError as error:
        raise RootUnreadable(str(path)) from error


def _at(place: Path, origin: str) -> FoundRoot | None:
    try:
        return FoundRoot(strangers.read(place, MOST_BYTES), origin, str(place))
    except OSError:
        return None


def _in_package(source: Source) -> FoundRoot | None:
    data = source.read(packages.ROOT, MOST_BYTES) if packages.ROOT in source.names else None
    return FoundRoot(data, "package", packages.ROOT) if data else None


def _is_inside_a_bag(folder: Path) -> bool:
    sign = folder.parent / "bagit.txt"
    return folder.name == "data" and os.path.isfile(sign)  # noqa: PTH113  never an error
