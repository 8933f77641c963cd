"""A refusal is an expected "no", worded for the person who asked."""

from django_stubs_ext import StrOrPromise


class Refused(Exception):
    """The rules do not allow this. Web and API turn it into a 409 in one place.

    `reason` is a sentence that the reader can act on; `code` is stable and for programs.
    """

    code = "refused"

    def __init__(self, reason: StrOrPromise) -> None:
        super().__init__(reason)
        self.reason = reason


class NotPermitted(Refused):
    """Nobody but someone else may do this (403)."""

    code = "not_permitted"


class AlreadyDone(Refused):
    """Somebody, perhaps the same person a second ago, has done it already (409)."""

    code = "already_done"
