"""Signing in by the finger or face that the own phone looks at: it says itself whose it is."""

import datetime as dt
import secrets
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from fido2.webauthn import AttestedCredentialData

from lizhi.accounts import limits
from lizhi.accounts.models import User
from lizhi.common.refusals import Refused
from lizhi.identity import webauthn
from lizhi.identity.actions.passkeys import count_on, handle_of, not_right
from lizhi.identity.models import Passkey

ONCE = dt.timedelta(hours=1)
"""So long it is known that a question was answered; its own minutes are over long before."""


@dataclass(frozen=True)
class Question:
    """What one browser was asked. It lies in that browser's session and nowhere else."""

    challenge: str
    asked_at: dt.datetime


@dataclass(frozen=True)
class Recognised:
    """Who it is, or why we do not know, in words for the person."""

    user: User | None
    problem: str = ""


def ask_who(address: str, *, at: dt.datetime) -> tuple[Question, dict[str, Any]]:
    """What a phone is asked when nobody has said who they are. As often as codes are sent."""
    window = dt.timedelta(minutes=settings.CODE_WINDOW_MINUTES)
    amount = settings.CODES_PER_ADDRESS
    if not limits.take("passkey", address, amount=amount, within=window, at=at):
        raise Refused(_("That was rather often. Please use the code by text message."))
    challenge = secrets.token_bytes(32)
    asked = Question(challenge.hex(), at)
    return asked, webauthn.request(known=(), challenge=challenge)


def recognise(asked: Question | None, *, answer: str, at: dt.datetime) -> Recognised:
    """Whose phone has answered what this browser was asked: once, within five minutes.

    What is wrong changes nothing but the question, which is used up; the code is always left.
    """
    try:
        _use_up(asked, at)
        with transaction.atomic():
            return Recognised(_recognised(asked, answer, at))
    except webauthn.ElsewhereAsked:
        problem = _("The phone answered another website. Look at the address; use the code here.")
    except webauthn.Unreadable:
        problem = not_right()
    except Refused as refusal:
        problem = str(refusal.reason)
    return Recognised(None, problem)


def _use_up(asked: Question | None, at: dt.datetime) -> None:
    """Once, whoever else sends the same answer at the same moment."""
    if asked is None:
        raise Refused(_("That was answered already, or never asked. Please press once more."))
    if at >= asked.asked_at + dt.timedelta(minutes=settings.CODE_MINUTES):
        raise Refused(_("That took more than a few minutes. Please press once more."))
    if not limits.take("passkey-answer", asked.challenge, amount=1, within=ONCE, at=at):
        raise Refused(_("That was answered already, or never asked. Please press once more."))


def _recognised(asked: Question | None, answer: str, at: dt.datetime) -> User:
    assert asked  # noqa: S101  it was used up a moment ago
    name = webauthn.key_hash(webauthn.signer_in(answer))
    passkey = Passkey.objects.select_related("user").filter(key_hash=name).first()
    if passkey is None or not passkey.user.is_active:
        raise Refused(_("This phone was never set up here, or was taken away. Use the code."))
    if passkey.number != passkey.user.phone_index:  # who has the old phone is not known
        raise Refused(
            _(
                "Your number was changed after this phone was set up. Please use the code; the"
                " finger works here again once you have signed a paper with it, or set it up anew."
            )
        )
    known = [AttestedCredentialData(bytes(passkey.credential))]
    said = webauthn.asserted(answer, bytes.fromhex(asked.challenge), known)
    if said.response.user_handle != handle_of(passkey.user):
        raise Refused(not_right())
    count_on(passkey, said, at)
    return passkey.user
