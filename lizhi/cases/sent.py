"""What programs send, as every room takes it: nothing is cut, and what does not fit is refused."""

from typing import Annotated

from ninja import Field
from pydantic import StringConstraints

from lizhi.accounts.models import User

Key = Annotated[str, Field(min_length=1, max_length=64)]
"""Of the caller's own choosing: a second try with the same one is the first one."""
Text = Annotated[str, StringConstraints(strip_whitespace=True)]
"""May be left empty. How long it may be is said by the field, as in the form of the page."""
Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
"""Something has to be said: blanks alone are nothing."""


def key_of(purpose: str, about: int, by: User, key: str) -> str:
    """The caller's key among all others: what for, about which case or person, and whose it is."""
    return f"api:{purpose}:{about}:{by.pk}:{key}"
