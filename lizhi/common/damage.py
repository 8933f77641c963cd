"""What we keep and cannot give back: a kind word for whoever asked, a loud one in the log."""

import logging

from django.utils.translation import gettext as _

from lizhi.common.refusals import Refused
from lizhi.common.trail import trail

log = logging.getLogger(__name__)


class Unreadable(Exception):
    """What was kept is gone, or is not what was put there. Its only words are the object's name.

    That name is made of fingerprints and says nothing about a person.
    """


def refusal(damage: Unreadable) -> Refused:
    """What whoever asked is told. The log says which object it is and who needed it."""
    log.error("kept object %s cannot be read: %s", damage, trail(damage))
    return Refused(_("This file cannot be read at the moment. The administrator has been told."))
