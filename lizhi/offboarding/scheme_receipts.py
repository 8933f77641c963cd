"""Receipts of the agencies, as files: they join their scheme as soon as they have been looked at.

Kept and deleted like the files of HR's own steps; whoever has left reads them too.
"""

import datetime as dt
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from lizhi.accounts.models import User
from lizhi.archive.story import as_json
from lizhi.cases import actions as cases
from lizhi.cases.models import Case, Proof
from lizhi.common import rows
from lizhi.documents import actions as documents
from lizhi.documents.models import Upload
from lizhi.offboarding.models import SchemeStop
from lizhi.offboarding.service_proofs import kept_until
from lizhi.workflow import actions as workflow

PURPOSE = "scheme"


def own(keys: Iterable[str], by: User) -> Upload | None:
    """The one that HR has sent with the form, if any, and is part of nothing yet."""
    mine = Upload.objects.filter(user=by, purpose=PURPOSE, used_at=None)
    found = mine.exclude(state=Upload.State.REFUSED).filter(pk__in=[UUID(key) for key in keys])
    return found.select_related("file", "user").first()


def join_if_ready(stop: SchemeStop, *, at: dt.datetime) -> None:
    """Call it with the case locked; what is still looked at joins later."""
    if stop.upload is None:
        return
    upload = Upload.objects.filter(pk=stop.upload).select_related("file", "user").first()
    if upload is not None and upload.state in {Upload.State.READY, Upload.State.REFUSED}:
        _join(stop, upload, at=at)


def arrived(upload: Upload, *, at: dt.datetime) -> None:
    """A receipt has been looked at."""
    for stop in SchemeStop.objects.filter(upload=upload.pk).select_related("case"):
        stop.case = workflow.lock(stop.case)
        _join(stop, upload, at=at)


def _join(stop: SchemeStop, upload: Upload, *, at: dt.datetime) -> None:
    stop.upload = None
    kind, told = "scheme_receipt_lost", {"why": upload.reason}
    if upload.state == Upload.State.READY:
        file = documents.use_upload(upload, by=upload.user, at=at)
        until = kept_until(stop.case)
        proof = Proof(case=stop.case, kind=Proof.OF_SCHEME, file=file, delete_on=until)
        rows.insert([proof])
        stop.receipt = proof
        kind, told = "scheme_receipt_kept", {"digest": file.digest}
    rows.update(stop, "upload", "receipt")
    cases.record(stop.case, kind, by=upload.user, at=at, scheme=stop.scheme, **told)


def files_of(case: Case) -> dict[str, bytes]:
    """For the package: what was stopped by then; of a receipt its hash, kind and size, no bytes."""
    stops = case.scheme_stops.select_related("done_by", "receipt__file").order_by("pk")
    told = [_told(stop) for stop in stops]
    return {"metadata/schemes.json": as_json(told)} if told else {}


def _told(stop: SchemeStop) -> dict[str, Any]:
    file = stop.receipt.file if stop.receipt else None
    shown = (
        {"sha256": file.digest, "media_type": file.media_type, "bytes": file.size} if file else {}
    )
    return {
        "scheme": stop.scheme,
        "paid_until": f"{stop.last_month:%Y-%m}",
        "day": stop.done_on,
        "by": stop.done_by.name,
        "reference": stop.reference,
        **shown,
    }
