"""What the outbox asks of this room. A handler may run twice and be killed anywhere.

Only the job worker comes here: face services are other firms' machines.
"""

from collections.abc import Callable
from typing import TypeVar

from django.conf import settings

from lizhi.common import clock
from lizhi.common.refusals import Refused
from lizhi.identity import actions, faces, rules
from lizhi.identity.faces import FaceCheck, FaceRefuses, FaceSilent, Who
from lizhi.identity.models import FaceAttempt
from lizhi.jobs.models import Outbox

T = TypeVar("T")
PATIENCE = 3
"""Tries within some two minutes: somebody stands in front of the page, and there are other ways."""
State = FaceAttempt.State


def face_start(row: Outbox) -> None:
    """Ask for a way to the camera. One that a killed try had opened is lost, and nobody has it."""
    attempt = _attempt(row)
    if attempt.state != State.ASKED:
        return
    now = clock.now()
    if attempt.consent.revoked_at:
        actions.void_faces(attempt.consent, at=now)
        return
    if now >= attempt.expires_at:
        actions.face_down(attempt, "silent", at=now)
        return
    opened = _asked(attempt, row, lambda service, who: service.start(who))
    if opened:
        actions.face_opened(attempt, opened, at=clock.now())


def face_look(row: Outbox) -> None:
    """Ask how it went; again later, while the person is at it."""
    attempt = _attempt(row)
    if attempt.state != State.OPEN:
        return
    if attempt.consent.revoked_at:
        actions.void_faces(attempt.consent, at=clock.now())
        return
    said = _asked(attempt, row, lambda service, who: service.result(attempt.reference, who))
    if said:
        actions.face_told(attempt, said, final=bool(row.payload.get("final")), at=clock.now())


def _asked(attempt: FaceAttempt, row: Outbox, ask: Callable[[FaceCheck, Who], T]) -> T | None:
    """What the service says; nothing when the try is over, so that the page names another way."""
    try:
        return ask(faces.get(attempt.provider), _who(attempt))
    except Refused:  # the roster has changed since: it knows no card any more
        actions.face_down(attempt, "other_data", at=clock.now())
    except FaceSilent:
        if row.attempts < PATIENCE:
            raise
        actions.face_down(attempt, "silent", at=clock.now())
    except FaceRefuses:
        actions.face_down(attempt, "not_set_up", at=clock.now())
        raise
    return None


def _who(attempt: FaceAttempt) -> Who:
    person = rules.card_of(attempt.user)
    return Who(
        order=attempt.order,
        name=person.name,
        id_number=person.id_number,
        return_url=f"{settings.ORIGIN}{attempt.back_to}",
    )


def _attempt(row: Outbox) -> FaceAttempt:
    found = FaceAttempt.objects.select_related("user", "case", "consent", "second")
    return found.get(pk=row.payload["attempt"])
