"""What a proof of who somebody is holds for: a person, a purpose, and exactly these papers."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Binding:
    """One person, one purpose, one set of papers; make it by `Binding.of`."""

    user: int
    purpose: str
    documents: tuple[str, ...]
    """SHA-256 of the very bytes of each paper, sorted, each once."""

    @classmethod
    def of(cls, user: int, purpose: str, documents: Iterable[str]) -> "Binding":
        """The order in which the papers are named means nothing."""
        return cls(user, purpose, tuple(sorted(set(documents))))

    @property
    def digest(self) -> str:
        """One SHA-256 for the set: over the sorted hashes, one a line."""
        return hashlib.sha256("\n".join(self.documents).encode()).hexdigest()
