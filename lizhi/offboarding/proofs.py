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
from lizhi.common import clock
from lizhi.common.refusals import Refused
from lizhi.documents import actions as documents
from lizhi.documents.models import Upload
from lizhi.documents.rules import MOST_BYTES

KEPT_AFTER_END = dt.timedelta(days=30)
CONSENT = "sensitive_proof"


def consent(user: User) -> Consent:
    """The employee agrees, apart from everything else, that HR may see the proofs (PIPL 29)."""
    text = consents.TEXTS[CONSENT]
    given = _given(user).filter(version=text.version).first()
    return given or accounts.record_consent(user, CONSENT, text.version, text.text)


def _given(user: User) -> QuerySet[Consent]:
    return Consent.objects.filter(user=user, kind=CONSENT, revoked_at=None)


def sent_whole(user: User, files: "Iterable[UploadedFile[bytes]]") -> list[str]:
    """Files that came with the form itself, as a phone without script sends them: their keys."""
    parts = [(file.name or "", file.read(MOST_BYTES + 1)) for file in files]
    received = [
        documents.receive(user, purpose="proof", name=name, data=data)
        for name, data in parts
        if data
    ]
    return [str(upload.pk) for upload in received]


def attach(case: Case, keys: Iterable[str], *, by: User, at: dt.datetime) -> None:
    """Show these uploads of the leaver to HR of the branch; consent has been given before.

    Those whose parts are still travelling join when they have arrived.
    """
    uploads = list(Upload.objects.filter(pk__in=list(keys), user=by, purpose="proof"))
    if not uploads:
        return
    if not _given(by).exists():
        raise Refused(_("Please agree first that HR may see these proofs, or leave them out."))
    late = [str(upload.pk) for upload in uploads if not _add(case, upload, at=at)]
    if late:
        case.data = {**case.data, "late_uploads": late}
        case.save(update_fields=["data"])
    cases.record(case, "proofs_shown", by=by, at=at, count=len(uploads))


def _add(case: Case, upload: Upload, *, at: dt.datetime) -> bool:
    if upload.state != Upload.State.READY:
        return False
    file = documents.use_upload(upload, by=upload.user, at=at)
    Proof.objects.create(case=case, file=file, delete_on=case.contract_end + KEPT_AFTER_END)
    return True


def attach_late(upload: Upload, *, at: dt.datetime) -> None:
    """A part that was still travelling when the notice was handed in has arrived."""
    cases_of = Case.objects.running().of(upload.user)
    for case in cases_of:
        late = case.data.get("late_uploads", [])
        if str(upload.pk) in late and _add(case, upload, at=at):
            rest = [key for key in late if key != str(upload.pk)]
            case.data = {**case.data, "late_uploads": rest}
            case.save(update_fields=["data"])


def overdue(*, today: dt.date | None = None) -> QuerySet[Proof]:
    """Proofs whose time is up."""
    return Proof.objects.filter(delete_on__lte=today or clock.today(), file__deleted_at=None)
