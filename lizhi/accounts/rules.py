"""How surely we know who is at the other end, and what needs it anew."""

import datetime as dt
import hashlib
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _

from lizhi.accounts.models import Consent, Invitation, User
from lizhi.common.refusals import AlreadyDone, Gone, NotPermitted, Refused

STRENGTH = "strength"
CODE_AT = "code_at"
PASSKEY_AT = "passkey_at"
SEEN_AT = "seen_at"
OFFICER = "officer"

FOR_ONE_PAPER = "electronic_signature"
WITH_A_BUTTON = frozenset({"face_check"})
"""Kinds of consent that end by one press; for the others somebody has something to do first."""

OFFICERS: list[Callable[[User], bool]] = []
"""Rooms above add who has power over others' cases (HR, finance, administrators)."""


class CodeNeeded(NotPermitted):
    """Money, signing and proofs need a code to the phone first; pages lead there by themselves."""

    code = "code_needed"


def strength(request: HttpRequest) -> str:
    """By what this session knows the person: `code`, `passkey`, `link`, `invitation`, or empty."""
    return str(request.session.get(STRENGTH, ""))


def is_officer(user: User) -> bool:
    """Whether any room says that this person has power over others' cases."""
    return any(says_so(user) for says_so in OFFICERS)


def check_fresh_code(
    request: HttpRequest, now: dt.datetime, *, after: dt.datetime | None = None
) -> None:
    """Refuse unless this session came by a code that still counts.

    For officers it counts while they are at work: pauses shorter than the idle limit. For
    everybody else, some hours, and the finger or face that the own phone has looked at counts as
    much. Officers have power over others: the phone's key alone is one factor, the code the other
    (等级保护 2.0 三级, 身份鉴别). One from before `after`, when somebody else handed over what
    this is about, does not count for it.
    """
    code_at = _known_at(request)
    if not code_at:
        raise CodeNeeded(_("For this we need to know again that it is you: a code to your phone."))
    if after is not None and moment(code_at) < after:
        raise CodeNeeded(_("This came to you since you signed in. A code, and on it goes."))
    idle = bool(request.session.get(OFFICER))
    since = moment(request.session.get(SEEN_AT, code_at) if idle else code_at)
    if now - since > (idle_limit() if idle else fresh_limit()):
        raise CodeNeeded(_("You have been away for a while. A code to your phone, and on it goes."))


def _known_at(request: HttpRequest) -> str:
    """When code or passkey came, whichever opened this session and counts; empty for neither."""
    by, officer = strength(request), bool(request.session.get(OFFICER))
    key = {"code": CODE_AT, "passkey": "" if officer else PASSKEY_AT}.get(by, "")
    return str(request.session.get(key, ""))


def check_code_of_minutes_ago(request: HttpRequest, now: dt.datetime) -> None:
    """Refuse unless the code came just now: whoever speaks for somebody else is known anew."""
    code_at = request.session.get(CODE_AT)
    limit = dt.timedelta(minutes=settings.WITNESS_CODE_MINUTES)
    if not code_at or now - moment(code_at) > limit:
        raise CodeNeeded(_("You witness for somebody: a code to your phone first, please."))


def idle_limit() -> dt.timedelta:
    """How long an officer may be away from the desk."""
    return dt.timedelta(minutes=settings.OFFICER_IDLE_MINUTES)


def fresh_limit() -> dt.timedelta:
    """How long a code counts for everybody else."""
    return dt.timedelta(hours=settings.CODE_FRESH_HOURS)


def moment(text: str) -> dt.datetime:
    """A moment as the session keeps it."""
    return dt.datetime.fromisoformat(text)


def token_hash(token: str) -> str:
    """What is stored of a link's token."""
    return hashlib.sha256(token.encode()).hexdigest()


def find_invitation(token: str, now: dt.datetime, *, lock: bool = False) -> Invitation:
    """The invitation behind a link that still works; a refusal that says what to do if none."""
    rows = Invitation.objects.select_for_update() if lock else Invitation.objects.all()
    found = rows.open().filter(token_hash=token_hash(token), expires_at__gt=now).first()
    if found is None:
        raise Gone(
            _("This invitation was used or is older than 24 hours. Its sender can make a new one.")
        )
    return found


def check_can_take_back(consent: Consent, user: User) -> None:
    """Whoever gave it ends it by a press; where a press would do nothing, who does it instead."""
    if consent.user_id != user.pk:
        raise NotPermitted(_("Only the person who agreed can take it back."))
    if consent.revoked_at:
        raise AlreadyDone(_("You have taken this back already."))
    if consent.kind == FOR_ONE_PAPER:
        raise Refused(
            _("It held for that paper only. The next one asks you anew; for paper, tell HR.")
        )
    if consent.kind not in WITH_A_BUTTON:
        raise Refused(_("To take it back tell HR: what you showed is deleted then."))
