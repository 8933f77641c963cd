"""What can be done with logins: ask for a code, agree to a text, be invited."""

from lizhi.accounts.actions.codes import may_guess, may_send, send_code, send_unknown
from lizhi.accounts.actions.consents import record_consent, revoke, told
from lizhi.accounts.actions.invitations import accept, invite
from lizhi.accounts.actions.tokens import find_token, make_token, revoke_token

__all__ = [
    "accept",
    "find_token",
    "invite",
    "make_token",
    "may_guess",
    "may_send",
    "record_consent",
    "revoke",
    "revoke_token",
    "send_code",
    "send_unknown",
    "told",
]
