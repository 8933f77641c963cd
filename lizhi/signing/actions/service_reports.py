"""A service's own record of how something was signed there."""

import datetime as dt

from django.db import transaction

from lizhi.cases import actions as cases
from lizhi.common import rows
from lizhi.documents.models import StoredFile
from lizhi.signing import kinds
from lizhi.signing.models import Envelope, Outside
from lizhi.workflow import actions as workflow


@transaction.atomic
def kept(envelope: Envelope, file: StoredFile, *, at: dt.datetime) -> None:
    """It belongs to the evidence from now on; a second one is not needed."""
    case = workflow.lock(envelope.case)
    outside = Outside.objects.get(envelope=envelope)
    if outside.report_id:
        return
    outside.report = file
    rows.update(outside, "report")
    cases.record(
        case,
        kinds.SERVICE_REPORT_KEPT,
        by=None,
        at=at,
        envelope=envelope.biz_no,
        provider=envelope.provider,
        sha256=file.digest,
    )
