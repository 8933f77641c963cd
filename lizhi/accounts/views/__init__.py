"""The pages of this room."""

from lizhi.accounts.views.again import again, resend
from lizhi.accounts.views.consents import consent, my_consents, privacy_changes, withdraw
from lizhi.accounts.views.demo import demo, demo_sign_in
from lizhi.accounts.views.invitations import invitation
from lizhi.accounts.views.sign_in import EnterCode, SignIn, number_changed, sign_out
from lizhi.accounts.views.unsent import stale_page, unsent

__all__ = [
    "EnterCode",
    "SignIn",
    "again",
    "consent",
    "demo",
    "demo_sign_in",
    "invitation",
    "my_consents",
    "number_changed",
    "privacy_changes",
    "resend",
    "sign_out",
    "stale_page",
    "unsent",
    "withdraw",
]
