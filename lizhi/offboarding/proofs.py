"""Pictures and PDFs that the leaver chose to show: never demanded, seen by few, deleted soon."""

import datetime as dt
from collections.abc import Iterable

from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from lizhi.accounts import actions as accounts
from lizhi.accounts import consents
from lizhi.accounts.models import Consent, User
from lizhi.cases import actions as cases
from lizhi.cases.models import Case, Proof
from lizhi.common import clock, rows
from lizhi.common.refusals import Refused
from lizhi.documents import actions as documents
from lizhi.documents.models import Upload
from lizhi.documents.rules import MOST_BYTES
from lizhi.offboarding.arrival import Handed
from lizhi.workflow import actions as workflow

KEPT_AFTER_END = dt.timedelta(days=30)
CONSENT = "sensitive_proof"
LATE = "late_uploads"
"""In the case's data: keys of uploads that were handed in and have not arrived whole yet."""
LOST = "lost_uploads"
"""Those that had not arrived whole when the case ended."""


def consent(user: User) -> Consent:
    """The employee agrees, apart from everything else, that HR may see the proofs (PIPL 29)."""
    text = consents.TEXTS[CONSENT]
    given = _given(user).filter(version=text.version).first()
    return given or accounts.record_consent(user, CONSENT, text.version, text.text)


def _given(user: User) -> QuerySet[Consent]:
    return Consent.objects.filter(user=user, kind=CONSENT, revoked_at=None)


def sent_whole(
    user: User, files: "Iterable[UploadedFile[bytes]]", *, purpose: str = "proof"
) -> list[str]:
    """Files that came with the form itself, as a phone without script sends them: their keys."""
    parts = [(file.name or "", file.read(MOST_BYTES + 1)) for file in files]
    received = [
        documents.receive(user, purpose=purpose, name=name, data=data)
        for name, data in parts
        if data
    ]
    return [str(upload.pk) for upload in received]


def _chosen(keys: Iterable[str], by: User) -> list[Upload]:
    """In the order of the answers; what was refused is not among them, and its sender knows."""
    wanted = list(keys)
    mine = Upload.objects.filter(pk__in=wanted, user=by, purpose="proof").select_related("file")
    uploads = mine.exclude(state=Upload.State.REFUSED)
    return sorted(uploads, key=lambda upload: wanted.index(str(upload.pk)))


def handed(keys: Iterable[str], *, by: User) -> Handed:
    """What is known of these uploads in the moment in which the notice arrives."""
    uploads = _chosen(keys, by)
    whole = tuple(upload.file.digest for upload in uploads if upload.file)
    return Handed(whole, len(uploads) - len(whole))


def attach(case: Case, keys: Iterable[str], *, by: User, at: dt.datetime) -> None:
    """Show these uploads of the leaver to HR of the branch; consent has been given before.

    Those whose parts are still travelling join when they have arrived.
    """
    uploads = _chosen(keys, by)
    if not uploads:
        return
    if not _given(by).exists():
        raise Refused(_("Please agree first that HR may see these proofs, or leave them out."))
    late = [str(upload.pk) for upload in uploads if not _add(case, upload, at=at)]
    if late:
        case.data = {**case.data, LATE: late}
        rows.update(case, "data")
    cases.record(case, "proofs_shown", by=by, at=at, count=len(uploads))


def _add(case: Case, upload: Upload, *, at: dt.datetime) -> bool:
    if upload.state != Upload.State.READY:
        return False
    file = documents.use_upload(upload, by=upload.user, at=at)
    rows.insert([Proof(case=case, file=file, delete_on=case.contract_end + KEPT_AFTER_END)])
    return True


def attach_late(upload: Upload, *, at: dt.datetime) -> None:
    """A file that was still travelling when the notice was handed in has been looked at.

    It joins the case, or its loss is said. One that comes after the case has ended was said to be
    lost, and goes at once: nobody may see it any more.
    """
    key = str(upload.pk)
    for found in Case.objects.of(upload.user):
        case = workflow.lock(found)
        if key in case.data.get(LOST, []):
            documents.forget_upload(upload, by=upload.user)
        elif key in case.data.get(LATE, []):
            _join(case, upload, at=at)


def _join(case: Case, upload: Upload, *, at: dt.datetime) -> None:
    rest = [key for key in case.data[LATE] if key != str(upload.pk)]
    case.data = {**case.data, LATE: rest}
    rows.update(case, "data")
    if _add(case, upload, at=at) and upload.file:
        digest = upload.file.digest
        cases.record(case, "proof_joined", by=upload.user, at=at, sha256=digest)
    else:
        cases.record(case, "proofs_lost", by=None, at=at, count=1, why=upload.reason)


def let_go(case: Case, *, at: dt.datetime) -> None:
    """The case has ended: what has not arrived whole is lost, and its sender hears of it."""
    late = case.data.get(LATE, [])
    if late:
        case.data = {**case.data, LATE: [], LOST: late}
        rows.update(case, "data")
        cases.record(case, "proofs_lost", by=None, at=at, count=len(late), why="case_ended")


def overdue(*, today: dt.date | None = None) -> QuerySet[Proof]:
    """Proofs whose time is up."""
    return Proof.objects.filter(delete_on__lte=today or clock.today(), file__deleted_at=None)
