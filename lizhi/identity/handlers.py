"""What the outbox asks of this room. A handler may run twice and be killed anywhere.

Only the job worker comes here: face services are other firms' machines.
"""

from django.conf import settings

from lizhi.common import clock
from lizhi.common.refusals import Refused
from lizhi.identity import actions, faces, rules
from lizhi.identity.faces import FaceRefuses, FaceSilent, Who
from lizhi.identity.models import FaceAttempt
from lizhi.jobs.models import Outbox

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
    try:
        opened = faces.get(attempt.provider).start(_who(attempt))
    except Refused:  # the roster has changed since: it knows no card any more
        actions.face_down(attempt, "other_data", at=clock.now())
    except FaceSilent:
        if row.attempts < PATIENCE:
            raise
        actions.face_down(attempt, "silent", at=clock.now())
    except FaceRefuses:
        actions.face_down(attempt, "not_set_up", at=clock.now())
        raise
    else:
        actions.face_opened(attempt, opened, at=clock.now())


def face_look(row: Outbox) -> None:
    """Ask how it went; again later, while the person is at it."""
    attempt = _attempt(row)
    if attempt.state != State.OPEN:
        return
    if attempt.consent.revoked_at:
        actions.void_faces(attempt.consent, at=clock.now())
        return
    try:
        said = faces.get(attempt.provider).result(attempt.reference, _who(attempt))
    except Refused:
        actions.face_down(attempt, "other_data", at=clock.now())
    except FaceSilent:
        if row.attempts < PATIENCE:
            raise
        actions.face_down(attempt, "silent", at=clock.now())
    except FaceRefuses:
        actions.face_down(attempt, "not_set_up", at=clock.now())
        raise
    else:
        actions.face_told(attempt, said, final=bool(row.payload.get("final")), at=clock.now())


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
