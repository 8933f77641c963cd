"""Where in a container the bag lies."""

import hashlib
from collections import defaultdict
from typing import Protocol

from lizhi.documents.packages import layout

TWO = 2
SIGNS = {"bagit.txt", *layout.MANIFESTS.values(), *layout.TAG_MANIFESTS.values()}


class Files(Protocol):
    """What can be looked into."""

    names: set[str]

    def read(self, name: str) -> bytes | None:
        """The bytes of a file; None when they cannot be read."""


def find_bag(files: Files) -> str | None:
    """The folder of the bag with its slash; empty when it lies at the top, None without one.

    Where several look like one it is the one that the seals mean: then whatever was put beside it
    is called by its name, and not everything else.
    """
    heads: dict[str, set[str]] = defaultdict(set)
    for name in files.names:
        head, _, last = name.rpartition("/")
        if last in SIGNS and "/" not in head:
            heads[f"{head}/" if head else ""].add(last)
    if len(heads) < TWO:
        return next(iter(heads), None)
    seals = [files.read(one) or b"" for one in (layout.SEAL, layout.STAMP) if one in files.names]

    def rank(head: str) -> tuple[bool, int]:
        signs = heads[head]
        sealed = files.read(f"{head}{layout.SEALED}") if layout.SEALED in signs else None
        meant = sealed is not None and any(
            hashlib.sha256(sealed).digest() in seal for seal in seals
        )
        return meant, len(signs)

    return max(sorted(heads), key=rank)
