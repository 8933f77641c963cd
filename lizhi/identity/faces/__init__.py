"""Services that compare a face with the picture of an identity card. One module each.

To add one, copy `tencent.py`, name its class in `settings.FACE_SERVICES`, and choose it with
`LIZHI_FACE_SERVICE`; signing services have theirs beside their other calls, and this room knows
them by name only. Pictures are neither asked for nor taken: only whether, why not, how alike.
"""

from dataclasses import dataclass
from typing import Literal, Protocol

from django.conf import settings
from django.utils.module_loading import import_string


class FaceSilent(Exception):
    """No answer, or a trouble of its own: nobody knows whether it has acted. Ask again."""

    permanent = False


class FaceRefuses(Exception):
    """Keys, rule, quota or address are wrong: an administrator has to mend something.

    `code` never holds a name or a number: it is stored and may be logged.
    """

    permanent = True

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code
        self.lacks = code


@dataclass(frozen=True)
class Who:
    """Whose face it has to be, as the roster knows the person."""

    order: str
    """Our own name of this try, 32 letters and digits."""
    name: str
    id_number: str
    return_url: str

    def __repr__(self) -> str:
        return f"Who({self.order})"


@dataclass(frozen=True)
class Opened:
    """A way to the camera: the service's own reference, and the address for this person alone."""

    reference: str
    url: str


@dataclass(frozen=True)
class Result:
    """What the service says. `failed` may still become `passed` while the person tries again."""

    outcome: Literal["passed", "failed", "pending"]
    reason: str = ""
    """A code of `reasons.WORDS`."""
    score: str = ""
    """How alike, of 100, as the service writes it."""


class FaceCheck(Protocol):
    """What we ask of such a service."""

    title: str
    """As people know it."""

    def start(self, who: Who) -> Opened:
        """Open the way; raises FaceSilent or FaceRefuses. Called again after a crash."""

    def result(self, reference: str, who: Who) -> Result:
        """How it went, as the service says when it is asked; raises as `start` does."""


def name() -> str:
    """The service that is set up here; empty: none is."""
    chosen: str = settings.FACE_SERVICE
    return chosen if chosen in settings.FACE_SERVICES else ""


def get(chosen: str) -> FaceCheck:
    """The service of this name."""
    service: FaceCheck = import_string(settings.FACE_SERVICES[chosen])()
    return service


def title_of(chosen: str) -> str:
    """As people know it; empty for nobody."""
    return get(chosen).title if chosen else ""
