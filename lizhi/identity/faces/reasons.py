"""Why a face check has proved nothing, in words for the person; another way is always left."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

WORDS: Mapping[str, StrOrPromise] = {
    "not_same": _("The service did not recognise you. Light or an old picture may be the cause."),
    "not_alive": _("The camera did not see enough. Light from the front helps."),
    "no_picture": _("There is no official picture to compare with. That is nothing about you."),
    "other_data": _("Name or identity number of the roster are not right there. Tell HR."),
    "other_person": _("The answer was about somebody else, so it does not count."),
    "service": _("The service broke it off."),
    "cancelled": _("You broke it off there. That is your right."),
    "time_over": _("The time for it was over."),
    "withdrawn": _("You took your consent back, so it was broken off."),
    "silent": _("The service does not answer at the moment."),
    "not_set_up": _("The service is not set up right here; whoever looks after it has been told."),
}
"""By its code."""


def words(code: str) -> StrOrPromise:
    """For the person."""
    return WORDS.get(code, WORDS["service"])
