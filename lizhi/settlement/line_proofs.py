"""What the leaver sends with a question about a line: kept with it, read by finance and the leaver.

A file that is still on its way or being looked at joins later; the question waits for nothing.
"""

import datetime as dt
from collections.abc import Iterable

from django.utils.translation import gettext as _
from django_stubs_ext import StrOrPromise

from lizhi.accounts.models import User
from lizhi.cases.models import Case, Proof
from lizhi.common import rows
from lizhi.common.prepared import Prepared, given
from lizhi.common.refusals import Refused
from lizhi.documents import actions as documents
from lizhi.documents import rules as files
from lizhi.documents.models import Upload
from lizhi.settlement.law import clocks
from lizhi.settlement.models import LineProof

PURPOSE = "line"
MOST = 5
"""Files of one question."""
OF_CASE = Prepared(
    lambda: (
        LineProof.objects.filter(case=given("case"))
        .select_related("proof__file__view")
        .order_by("pk")
    )
)


def add(case: Case, line: str, keys: Iterable[str], *, by: User, at: dt.datetime) -> int:
    """Keep these uploads with the question; how many there are. Nobody else's, each once."""
    wanted = list(dict.fromkeys(keys))
    if len(wanted) > MOST:
        raise Refused(_("At most %(most)d files with one question.") % {"most": MOST})
    mine = Upload.objects.filter(user=by, purpose=PURPOSE, used_at=None)
    found = [one for one in mine.select_related("file", "user") if str(one.pk) in wanted]
    taken = set(LineProof.objects.filter(upload__in=found).values_list("upload", flat=True))
    for upload in found:
        if upload.pk not in taken:
            kept = LineProof(case=case, line=line, name=upload.name, upload=upload, created_at=at)
            rows.insert([kept])
            settle(kept, upload, at=at)
    return len(found)


def settle(kept: LineProof, upload: Upload, *, at: dt.datetime) -> None:
    """It has been looked at: a part of the case now, or refused; while it has not, nothing."""
    if upload.state == Upload.State.REFUSED:
        kept.refused = upload.reason[:20] or "unreadable"
        rows.update(kept, "refused")
    if upload.state != Upload.State.READY or upload.used_at is not None:
        return
    file = documents.use_upload(upload, by=upload.user, at=at)
    until = kept_until(kept.case)
    (kept.proof,) = rows.insert(
        [Proof(case=kept.case, kind=Proof.OF_LINE, file=file, delete_on=until)]
    )
    rows.update(kept, "proof")


def looked_at(upload: Upload, *, at: dt.datetime) -> None:
    """One of these, if it is one, has been looked at."""
    for kept in LineProof.objects.filter(upload=upload, proof=None).select_related("case"):
        settle(kept, upload, at=at)


def kept_until(case: Case) -> dt.date:
    """As long as the text of the ended contract (劳动合同法 50)."""
    return clocks.due(
        "contract_texts_years",
        contract_end=case.contract_end,
        city="",
        after_work_days=lambda day, _number: day,
    ).value


def problem(kept: LineProof) -> StrOrPromise:
    """Why it could not be taken, for both sides; empty when it was."""
    return files.PROBLEMS.get(kept.refused, files.PROBLEMS["unreadable"]) if kept.refused else ""
