"""What comes out: a clean copy, or one word for why not."""

from typing import NamedTuple


class Cleaned(NamedTuple):
    """What the file truly is, and a copy that screens may show."""

    media_type: str
    """Of the original, by what it decoded as."""
    view: bytes
    """Empty: nothing to look at (a spreadsheet)."""
    view_type: str = ""


class Unfit(Exception):
    """The file is refused. `code` is one of rules.UPLOAD_PROBLEMS."""

    def __init__(self, code: str = "unreadable") -> None:
        super().__init__(code)
        self.code = code
