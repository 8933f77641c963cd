"""The agreement is with a service outside, and HR would rather have it signed in the house."""

from django.conf import settings
from django.utils.translation import gettext as _

from lizhi.accounts.models import User
from lizhi.cases.models import Case
from lizhi.common.refusals import Refused
from lizhi.offboarding import agreements, rules
from lizhi.signing.models import Envelope
from lizhi.signing.providers import BUILTIN
from lizhi.signing.rules import check_can_switch


def check_can_sign_here(case: Case, user: User) -> None:
    """HR, while a service outside has it and no signature stands in it."""
    rules.check_is_hr(case, user)
    check_can_switch(out_now(case), BUILTIN, known=settings.SIGNING_PROVIDERS)


def out_now(case: Case) -> Envelope:
    """The newest one; raises when none has gone out yet."""
    envelope = agreements.of(case)
    if envelope is None:
        raise Refused(_("It goes out by itself once the manager has answered."))
    return envelope
