"""Which trust root to check against, and where it came from: that is part of the answer."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from lizhi.documents import packages
from lizhi.documents.packages.sources import NoPackage
from lizhi.documents.validation import trust

PLACE = Path("trust", "root.pem")


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


def find_root(path: Path, option: Path | None) -> FoundRoot | None:
    """The option, else beside the path or its folder, else in the package, else our own.

    Raises OSError when the option cannot be read.
    """
    if option is not None:
        return FoundRoot(option.read_bytes(), "option", str(option))
    path = path.absolute()
    for folder in (path.parent, path.parent.parent):
        found = folder / PLACE
        if found.is_file():
            origin = "package" if _is_inside_a_bag(folder) else "beside"
            return FoundRoot(found.read_bytes(), origin, str(found))
    return _in_package(path) or _of_installation()


def _in_package(path: Path) -> FoundRoot | None:
    if path.suffix.lower() == ".pdf":
        return None
    try:
        source = packages.open_source(path)
    except (NoPackage, OSError):
        return None
    data = source.read(packages.ROOT) if packages.ROOT in source.names else None
    return FoundRoot(data, "package", packages.ROOT) if data else None


def _of_installation() -> FoundRoot | None:
    path = Path(settings.DATA_DIR) / PLACE
    return FoundRoot(path.read_bytes(), "installation", str(path)) if path.is_file() else None


def _is_inside_a_bag(folder: Path) -> bool:
    return folder.name == "data" and (folder.parent / "bagit.txt").is_file()
