"""The file that proves a service: who has put it in, for which paper; it goes into the archive.

Read by HR of the branch and the person, each look with a reason; unlike what a leaver shows of the
own life it is a paper of the company, is kept as long as the contract's, and lies in the sealed
package with its bytes (劳动合同法 50; 法释〔2020〕26号 44: the company proves the dismissal).
"""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from lizhi.accounts.models import User
from lizhi.archive.story import as_json
from lizhi.cases import actions as cases
from lizhi.cases.models import Case, Event, Proof
from lizhi.common import rows
from lizhi.common.refusals import Refused
from lizhi.documents import actions as documents
from lizhi.documents.models import Upload
from lizhi.offboarding import questions, rules, serving, ways
from lizhi.workflow import actions as workflow

PURPOSE = KIND = "service"
PROVED = "service_proved"
KEY = "service_uploads"
"""In the case's data: keys of uploads that have not been looked at yet, and for which step."""
KEPT = 2
"""Years after the end, as long as the text of an ended contract at least (劳动合同法 50)."""
OF_WAYS = [way for way, spec in ways.WAYS.items() if set(spec.nodes) & set(ways.SERVICES)]


def check_can_add(case: Case, user: User) -> None:
    """HR of the branch, once a paper was served or while it is on its way."""
    rules.check_is_hr(case, user)
    rules.check_running(case)
    if not step_of(case):
        raise Refused(_("Nothing has been served here that could be proved."))


def step_of(case: Case) -> str:
    """Of the service that is under way, else of the last one; nothing where there was none."""
    if run := serving.open_run(case):
        return run.step
    served = questions.EVENT_OF_KIND.first(case=case.pk, kind="paper_served")
    return served.step if served else ""


def unproved(case: Case) -> Event | None:
    """The newest service that HR has stated and that no file proves yet; none is on its way.

    What the person has confirmed needs no slip.
    """
    if case.way not in OF_WAYS:
        return None
    proved = {event.step for event in questions.EVENT_OF_KIND.all(case=case.pk, kind=PROVED)}
    proved |= set(case.data.get(KEY, {}).values())
    served = questions.EVENT_OF_KIND.all(case=case.pk, kind="paper_served")
    stated = (one for one in served if one.actor_id != case.leaver.pk)
    return next((one for one in stated if one.step not in proved), None)


def put_in(case: Case, keys: Iterable[str], *, step: str, by: User) -> int:
    """These files of HR belong to this service as soon as they have been looked at."""
    mine = Upload.objects.filter(pk__in=list(keys), user=by, purpose=PURPOSE, used_at=None)
    uploads = list(mine.exclude(state=Upload.State.REFUSED).order_by("created_at"))
    if uploads:
        wanted = {str(upload.pk): step for upload in uploads}
        case.data = {**case.data, KEY: {**case.data.get(KEY, {}), **wanted}}
        rows.update(case, "data")
    return len(uploads)


def join_ready(case: Case, *, at: dt.datetime) -> None:
    """Those that are whole already."""
    keys = list(case.data.get(KEY, {}))
    done = (Upload.State.READY, Upload.State.REFUSED)
    for upload in Upload.objects.filter(pk__in=keys, state__in=done).select_related("file", "user"):
        _join(case, upload, at=at)


def arrived(upload: Upload, *, at: dt.datetime) -> None:
    """A file of HR has been looked at: it joins its case, or its loss is said."""
    found = Case.objects.running().filter(way__in=OF_WAYS)
    for one in found.filter(**{f"data__{KEY}__has_key": str(upload.pk)}):
        case = workflow.lock(one)
        if str(upload.pk) in case.data.get(KEY, {}):
            _join(case, upload, at=at)


def _join(case: Case, upload: Upload, *, at: dt.datetime) -> None:
    waiting = dict(case.data[KEY])
    step = waiting.pop(str(upload.pk))
    case.data = {**case.data, KEY: waiting}
    rows.update(case, "data")
    if upload.state != Upload.State.READY:
        why = {"why": upload.reason}
        cases.record(case, "service_proof_lost", by=upload.user, at=at, step=step, **why)
        return
    file = documents.use_upload(upload, by=upload.user, at=at)
    rows.insert([Proof(case=case, kind=KIND, file=file, delete_on=kept_until(case))])
    proofs = [file.digest]
    cases.record(case, "service_proved", by=upload.user, at=at, step=step, proofs=proofs)


def kept_until(case: Case) -> dt.date:
    """The day on which such a file goes."""
    return case.contract_end.replace(day=1) + dt.timedelta(days=KEPT * 366 + 31)


def follow_end(case: Case) -> None:
    """Another end of the contract moves the day with it."""
    kinds = (KIND, *Proof.ELSEWHERE)
    case.proofs.filter(kind__in=kinds).update(delete_on=kept_until(case))


def files_of(case: Case) -> dict[str, bytes]:
    """For the package: what was served when, how and by whom, and the files that prove it."""
    served = list(case.events.filter(kind__in=("paper_served", "service_proved")).order_by("seq"))
    if not served:
        return {}
    found = {"metadata/service.json": as_json([_told(event) for event in served])}
    proofs = case.proofs.filter(kind=KIND, file__deleted_at=None).select_related("file__key")
    for number, proof in enumerate(proofs.order_by("pk"), 1):
        ending = proof.file.media_type.rpartition("/")[2]
        found[f"evidence/service-{number}.{ending}"] = documents.read(proof.file)
    return found


def _told(event: Any) -> dict[str, Any]:
    names = ("day", "end", "how", "waybill", "proofs")
    known = {name: event.facts[name] for name in names if event.facts.get(name)}
    who = event.actor.name if event.actor else ""
    return {"what": event.kind, "step": event.step, "at": event.happened_at, "by": who, **known}
