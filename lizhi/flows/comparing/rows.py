"""One line of a comparison."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_stubs_ext import StrOrPromise

MISSING = gettext_lazy("nothing")


@dataclass(frozen=True)
class Difference:
    """At this step: what was, what is, and what that means for people."""

    step: str
    what: str
    old: str
    new: str
    plainly: str = ""


def changed(step: str, what: StrOrPromise, old: Any, new: Any, plainly: str = "") -> Difference:
    """Values are said; what is not there is said, too."""
    return Difference(step, str(what), str(old or MISSING), str(new or MISSING), plainly)


def added(step: str, new: str) -> Difference:
    """Something that was not there."""
    return Difference(step, "", str(MISSING), new, _("One step more"))


def removed(step: str, old: str) -> Difference:
    """Something that is there no longer."""
    return Difference(step, "", old, str(MISSING), _("One step less"))
