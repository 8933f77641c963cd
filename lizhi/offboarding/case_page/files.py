"""Files of HR's own steps as a page lists them: what was asked, which file, who, when."""

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from lizhi.accounts.models import User
from lizhi.cases.models import Case
from lizhi.offboarding import step_files, step_names
from lizhi.offboarding.models import StepFile

PDF = "application/pdf"
KINDS: dict[bool, StrOrPromise] = {True: _("PDF"), False: _("picture")}


@dataclass(frozen=True)
class FileLine:
    """One of them."""

    key: int
    step: str
    question: str
    name: str
    kind: StrOrPromise
    size: int
    who: str
    at: dt.datetime
    earlier: bool
    """A later answer has replaced it."""
    gone: bool
    """Its time was up: only its fingerprint is left."""
    sign: str


def files(case: Case, reader: User, *, step: str = "") -> list[FileLine]:
    """Those that this reader may open, at one step or at all; what stands now comes first."""
    found = step_files.readable(case, reader)
    replaced = step_files.are_replaced(found)
    mine = [one for one in found if step in {"", one.run.step}]
    lines = [_line(one, earlier=one.pk in replaced) for one in mine]
    return sorted(lines, key=lambda line: line.earlier)


def _line(one: StepFile, *, earlier: bool) -> FileLine:
    file = one.proof.file
    is_pdf = file.media_type == PDF
    return FileLine(
        key=one.pk,
        step=step_names.of_run(one.run),
        question=step_files.question(one),
        name=file.name,
        kind=KINDS[is_pdf],
        size=file.size,
        who=one.user.name,
        at=one.created_at,
        earlier=earlier,
        gone=file.deleted_at is not None,
        sign="file-text" if is_pdf else "photo",
    )
