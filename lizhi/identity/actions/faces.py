"""A face check: asked for by the person, opened and looked at by jobs, ended once.

What the service or its redirect says to our page counts for nothing: a job asks the service.
"""

import datetime as dt
import secrets
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from lizhi.accounts import actions as accounts
from lizhi.accounts import consents, limits
from lizhi.accounts.models import Consent, User
from lizhi.cases import chain
from lizhi.cases.models import Case
from lizhi.common import encryption, rows
from lizhi.common.refusals import Refused
from lizhi.identity import faces, rules
from lizhi.identity.actions.counting import count_face
from lizhi.identity.actions.proofs import prove
from lizhi.identity.binding import Binding
from lizhi.identity.faces import Opened, Result
from lizhi.identity.models import FaceAttempt, IdentityProof
from lizhi.identity.signals import face_ended
from lizhi.workflow import actions as workflow

State = FaceAttempt.State
PLACE = "face-link"
HOUR = dt.timedelta(hours=1)
FIRST_LOOK = dt.timedelta(seconds=30)
LATE = dt.timedelta(minutes=2)
"""A pass that the service says so soon after the time still counts: nobody was idle."""
BACK_SECONDS = 10


@transaction.atomic
def agree_to_face(user: User, *, about: str, text_hash: str) -> Consent:
    """The face may be compared for just this; agreed to apart from all else (PIPL 29).

    `text_hash` is of the text that stood on the page; one that has changed since is refused.
    """
    text = consents.TEXTS[rules.FACE_CONSENT]
    if text_hash != text.hash:
        raise Refused(_("This text has changed. Please read it again, then agree."))
    return accounts.record_consent(user, text.kind, text.version, text.text, about)


@transaction.atomic
def ask_face(
    binding: Binding,
    *,
    about: str,
    papers: Sequence[str],
    case: Case,
    back_to: str,
    by: User,
    at: dt.datetime,
) -> FaceAttempt:
    """A job asks the service for a way to the camera; a second press finds the first one's.

    Whoever calls has checked that this person may prove this, and holds the case: of several the
    first in the order in which cases are locked.
    """
    last = rules.newest_face(binding)
    rules.check_can_ask_face(by, binding, about, at)
    if last and last.state in FaceAttempt.ALIVE and last.expires_at > at:
        return last
    if not limits.take("face", str(by.pk), amount=settings.FACE_TRIES, within=HOUR, at=at):
        raise Refused(_("That was rather often. Please use one of the other ways now."))
    made = FaceAttempt(
        user=by,
        case=case,
        about=about,
        papers=list(papers),
        back_to=back_to,
        purpose=binding.purpose,
        documents=list(binding.documents),
        bundle=binding.digest,
        consent=rules.face_consent(by, about),
        second=rules.beside(binding, at),
        provider=faces.name(),
        order=secrets.token_hex(16),
        created_at=at,
        expires_at=at + dt.timedelta(minutes=settings.FACE_MINUTES),
    )
    rows.insert([made])
    _queue(made, "start", mark="", at=at)
    return made


@transaction.atomic
def face_opened(attempt: FaceAttempt, opened: Opened, *, at: dt.datetime) -> None:
    """The service has opened a way. From here on the person counts as one whose face is compared.

    Only the first answer counts; after a consent was taken back nobody gets the address.
    """
    if not _still(attempt, State.ASKED, at):
        return
    key = encryption.key_for(PLACE)
    attempt.sealed = encryption.seal(key, opened.url.encode(), bound_to=_bound_to(attempt))
    attempt.state, attempt.reference = State.OPEN, opened.reference
    rows.update(attempt, "sealed", "state", "reference")
    count_face(attempt.user_id, at=at)
    _queue(attempt, "look", mark=":0", at=at + FIRST_LOOK)


@transaction.atomic
def face_told(attempt: FaceAttempt, said: Result, *, final: bool, at: dt.datetime) -> None:
    """What the service has answered. A failure counts once the person is back, or time is over.

    Until then the person may be trying again on the service's own page.
    """
    if not _still(attempt, State.OPEN, at):
        return
    over = at >= attempt.expires_at
    if said.outcome == "passed" and at < attempt.expires_at + LATE:
        _passed(attempt, said, at)
    elif said.outcome == "failed" and (final or over):
        _end(attempt, State.FAILED, said.reason, at)
    elif over:
        _end(attempt, State.OVER, "time_over", at)
    elif not final:
        attempt.looks += 1
        rows.update(attempt, "looks")
        wait = FIRST_LOOK * 2 ** min(attempt.looks, 8)
        due = min(at + wait, max(attempt.expires_at, at + FIRST_LOOK))
        _queue(attempt, "look", mark=f":{attempt.looks}", at=due)


@transaction.atomic
def face_down(attempt: FaceAttempt, reason: str, *, at: dt.datetime) -> None:
    """The service was not to be had: the page names another way at once."""
    if _still(attempt, attempt.state, at):
        _end(attempt, State.DOWN, reason, at)


@transaction.atomic
def face_back(attempt: FaceAttempt, *, by: User, at: dt.datetime) -> None:
    """The person says that it is done: the service is asked now. The address proves nothing."""
    if attempt.user_id == by.pk and attempt.state == State.OPEN:
        mark = int(at.timestamp() // BACK_SECONDS)
        _queue(attempt, "look", mark=f":back:{mark}", at=at, final=True)


@transaction.atomic
def void_faces(consent: Consent, *, at: dt.datetime) -> int:
    """The consent is taken back: what is unfinished ends; what was proved before stands."""
    found = FaceAttempt.objects.alive().filter(consent=consent).order_by("case", "pk")
    return sum(_still(attempt, attempt.state, at) is False for attempt in found)


def link_of(attempt: FaceAttempt, at: dt.datetime) -> str:
    """Where the person goes; empty when there is no way, or no more."""
    if attempt.state != State.OPEN or attempt.sealed is None or at >= attempt.expires_at:
        return ""
    key = encryption.key_for(PLACE)
    return encryption.unseal(key, bytes(attempt.sealed), bound_to=_bound_to(attempt)).decode()


def _still(attempt: FaceAttempt, state: str, at: dt.datetime) -> bool:
    """Whether it stands there, under the lock of its case; one without consent ends here."""
    if attempt.case is not None:
        workflow.lock(attempt.case)
    mine = FaceAttempt.objects.select_for_update(of=("self",)).select_related("consent")
    now = mine.get(pk=attempt.pk)
    attempt.state, attempt.looks, attempt.consent = now.state, now.looks, now.consent
    if now.state not in FaceAttempt.ALIVE:
        return False
    if now.consent.revoked_at:
        _end(attempt, State.VOID, "withdrawn", at)
        return False
    return now.state == state


def _passed(attempt: FaceAttempt, said: Result, at: dt.datetime) -> None:
    second = attempt.second
    if second is None:
        _end(attempt, State.OVER, "time_over", at)
        return
    facts: dict[str, Any] = {
        "provider": attempt.provider,
        "order": attempt.order,
        "reference": attempt.reference,
        "score": said.score,
        "asked_at": attempt.created_at,
        "consent": {
            "version": attempt.consent.version,
            "sha256": attempt.consent.text_hash,
            "at": attempt.consent.created_at,
        },
        "second": {**second.facts, "way": second.way, "checked_at": second.checked_at},
    }
    way = IdentityProof.Way.FACE
    attempt.proof = prove(attempt.binding, way=way, facts=chain.plain(facts), at=at)
    _end(attempt, State.PASSED, "", at)


def _end(attempt: FaceAttempt, state: FaceAttempt.State, reason: str, at: dt.datetime) -> None:
    attempt.state, attempt.reason, attempt.ended_at = state, reason, at
    attempt.sealed = None
    rows.update(attempt, "state", "reason", "ended_at", "sealed", "proof")
    face_ended.send(sender=FaceAttempt, attempt=attempt)


def _queue(
    attempt: FaceAttempt, what: str, *, mark: str, at: dt.datetime, final: bool = False
) -> None:
    """Without its case: a job that fails stands in the story, which managers read too."""
    workflow.queue(
        f"identity.face_{what}",
        {"attempt": attempt.pk} | ({"final": True} if final else {}),
        dedupe=f"face:{attempt.pk}:{what}{mark}",
        at=at,
    )


def _bound_to(attempt: FaceAttempt) -> str:
    return f"face:{attempt.pk}:{attempt.user_id}"
