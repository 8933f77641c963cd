"""Which company of the group is which at a signing service, and which of its seals it uses.

A setting names them: `91440300MA5EXAMPLE=open-corp-id/seal-id`, one for each company of the group;
a bare `open-corp-id/seal-id` without a credit code is good for all. The seal may be left out.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from lizhi.signing.providers.failing import ServiceNotSetUp


@dataclass(frozen=True)
class Company:
    """A company as the service knows it."""

    ref: str
    seal: str = ""


def of(told: Sequence[str], code: str) -> Company:
    """The company with this credit code; an administrator has to name it first."""
    known = dict(read(one) for one in told)
    found = known.get(code) or known.get("")
    if found is None:
        raise ServiceNotSetUp("no company", _("The company is not named in the settings."))
    return found


def read(one: str) -> tuple[str, Company]:
    """One entry of such a setting: the credit code ("" for all), and what it stands for."""
    code, is_named, rest = one.rpartition("=")
    ref, _slash, seal = rest.partition("/")
    return (code.strip() if is_named else "", Company(ref.strip(), seal.strip()))
