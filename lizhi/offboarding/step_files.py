"""Files that a step of HR's own asks for: whose they are, what becomes of them, who reads them.

A file lies under the retention of the company's papers, as long as the text of the contract, and
never in the sealed package: of it only hash, kind and size are named there (decision D22).
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django_stubs_ext import StrOrPromise

from lizhi.accounts.models import User
from lizhi.archive.story import as_json
from lizhi.cases import access
from lizhi.cases.models import Case, Proof
from lizhi.common import rows
from lizhi.common.refusals import Refused
from lizhi.documents import actions as documents
from lizhi.documents import rules as files
from lizhi.documents.models import StoredFile, Upload
from lizhi.offboarding import own_steps, step_names
from lizhi.offboarding.models import StepFile
from lizhi.offboarding.service_proofs import kept_until
from lizhi.workflow.forms_registry import Field
from lizhi.workflow.models import Run, Task

PURPOSE = "step"
KEPT = "kept"
"""What the page sends instead of an upload: the file that was answered with before stays."""
HAD = (Task.State.OPEN, Task.State.DONE)


@dataclass(frozen=True)
class Chosen:
    """What a page shows of a file that has been chosen for a field."""

    name: str
    size: int
    before: StepFile | None = None
    """It was answered with before."""
    checking: bool = False
    problem: StrOrPromise = ""


def asked(run: Run) -> list[Field]:
    """The fields of this step that want a file."""
    return [field for field in own_steps.fields(run) if field.type == "file"]


def current(case: Case, step: str, field: str) -> StepFile | None:
    """What the last answer to this field has named, whichever version of the process asked it."""
    kept = StepFile.objects.filter(run__case=case, run__step=step, proof__file__deleted_at=None)
    key = case.data.get(field)
    return _related(kept).filter(pk=key, field=field).first() if isinstance(key, int) else None


def uploaded(value: str, by: User) -> Upload | None:
    """One's own upload for a step that is part of nothing yet."""
    try:
        key = UUID(value)
    except ValueError:
        return None
    mine = Upload.objects.filter(pk=key, user=by, purpose=PURPOSE, used_at=None)
    return mine.select_related("file").first()


def chosen(run: Run, field: str, value: str, by: User) -> Chosen | None:
    """What the page has sent for a field; None when it is nobody's, or somebody else's."""
    if value == KEPT:
        before = current(run.case, run.step, field)
        file = before.proof.file if before else None
        return Chosen(file.name, file.size, before=before) if file else None
    upload = uploaded(value, by)
    if upload is None:
        return None
    state = Upload.State
    waits = upload.state in {state.ARRIVING, state.CHECKING}
    return Chosen(upload.name, upload.size, checking=waits, problem=files.problem(upload))


def keep(
    task: Task, data: dict[str, Any], *, by: User, at: dt.datetime
) -> tuple[dict[str, Any], list[str]]:
    """The answers with the numbers of their files, and the hashes of those that are new.

    What was answered before stays as it was; whoever has the step may name it again.
    """
    answers, new = dict(data), []
    for field in asked(task.run):
        value = str(answers.get(field.key) or "")
        if not value:
            answers[field.key] = _of_others(task, field, by)
        elif value == KEPT:
            answers[field.key] = _again(task, field).pk
        else:
            kept = _kept(task, field, value, by=by, at=at)
            answers[field.key] = kept.pk
            new.append(kept.proof.file.digest)
    return answers, new


def forget(values: Iterable[str], *, by: User) -> None:
    """What was sent for an answer and did not become part of it."""
    for value in values:
        if upload := uploaded(value, by):
            documents.forget_upload(upload, by=by)


def of(case: Case) -> list[StepFile]:
    """All that the steps of this case were answered with, the oldest first."""
    return list(_related(StepFile.objects.filter(run__case=case)))


def readable(case: Case, user: User) -> list[StepFile]:
    """HR of the branch reads all; whoever has or had a step reads what lies at it.

    In the own case nobody is HR: whoever leaves reads what lies at the own steps.
    """
    found = of(case)
    reach = access.of(case, user)
    if not found or (reach.hr and not reach.leaver):
        return found
    mine = case.tasks.filter(assignee=user, state__in=HAD).values_list("run__step", flat=True)
    steps = set(mine)
    return [one for one in found if one.run.step in steps]


def question(one: StepFile) -> str:
    """What was asked, in the words of the version that asked it."""
    labels = {field.key: field.label for field in own_steps.fields(one.run)}
    return labels.get(one.field, one.field)


def are_replaced(found: list[StepFile]) -> set[int]:
    """Those beside which a later answer to the same question has named another file, or none.

    Where several have answered one step beside each other, the file of each stands.
    """
    run_of = {one.pk: one.run_id for one in found}
    named = {one.pk: one.run.case.data.get(one.field) for one in found}
    return {
        one.pk
        for one in found
        if named[one.pk] != one.pk and run_of.get(named[one.pk]) != one.run_id
    }


def files_of(case: Case) -> dict[str, bytes]:
    """For the package: which steps were answered with a file; hash, kind and size, no bytes."""
    told = [_told(one) for one in of(case)]
    return {"metadata/step-files.json": as_json(told)} if told else {}


def _told(one: StepFile) -> dict[str, Any]:
    file = one.proof.file
    return {
        "step": one.run.step,
        "name": step_names.of_run(one.run),
        "question": question(one),
        "by": one.user.name,
        "at": one.created_at,
        "sha256": file.digest,
        "media_type": file.media_type,
        "bytes": file.size,
        "delete_on": one.proof.delete_on,
    }


def _related(found: "QuerySet[StepFile]") -> "QuerySet[StepFile]":
    related = ("run__case", "run__version", "user", "proof__file__view")
    return found.select_related(*related).defer("run__version__body").order_by("pk")


def _of_others(task: Task, field: Field, by: User) -> int | None:
    """A colleague who has answered the same step has given one: it still is there."""
    known = current(task.case, task.run.step, field.key)
    others = known and known.run_id == task.run_id and known.user_id != by.pk
    return known.pk if known and others else None


def _again(task: Task, field: Field) -> StepFile:
    before = current(task.case, task.run.step, field.key)
    if before is None:
        raise Refused(_("“%(label)s” is still empty.") % {"label": field.label})
    return before


def _kept(task: Task, field: Field, value: str, *, by: User, at: dt.datetime) -> StepFile:
    upload = uploaded(value, by)
    if upload is None:
        raise Refused(_("Please choose the file for “%(label)s” again.") % {"label": field.label})
    file: StoredFile = documents.use_upload(upload, by=by, at=at)
    until = kept_until(task.case)
    (proof,) = rows.insert([Proof(case=task.case, kind=Proof.OF_STEP, file=file, delete_on=until)])
    one = StepFile(proof=proof, run=task.run, field=field.key, user=by, created_at=at)
    rows.insert([one])
    return one
