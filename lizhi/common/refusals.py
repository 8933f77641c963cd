"""A refusal is an expected "no", worded for the person who asked."""

from django_stubs_ext import StrOrPromise


class Refused(Exception):
    """The rules do not allow this. Web and API turn it into an answer with `status` in one place.

    `reason` is a sentence that the reader can act on; `code` is stable and for programs.
    """

    code = "refused"
    status = 409

    def __init__(self, reason: StrOrPromise) -> None:
        super().__init__(reason)
        self.reason = reason


class NotPermitted(Refused):
    """Nobody but someone else may do this (403)."""

    code = "not_permitted"
    status = 403


class AlreadyDone(Refused):
    """Somebody, perhaps the same person a second ago, has done it already (409)."""

    code = "already_done"


class NoSuchPage(Refused):
    """There is nothing at this address, or nothing for this reader: both look the same (404)."""

    code = "not_found"
    status = 404


class Gone(Refused):
    """A link that opened something once and never will again (410)."""

    code = "gone"
    status = 410
