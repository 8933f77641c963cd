"""Before a case closes its papers are made to last. Only the job worker comes here."""

import datetime as dt

from django.db import transaction

from lizhi.cases import actions as cases
from lizhi.cases.models import Case, Paper
from lizhi.common.prepared import Prepared, given, read_again
from lizhi.documents import actions as documents
from lizhi.signing import lasting
from lizhi.signing.actions import Moved
from lizhi.signing.lists import Lists
from lizhi.workflow import actions as workflow

ISSUED = Prepared(
    lambda: (
        Paper.objects.filter(case=given("case"))
        .exclude(issued_at=None)
        .select_related("file__key")
        .order_by("pk")
    )
)
Made = tuple[Paper, lasting.Lasting]


def finish_papers(case: Case, at: dt.datetime) -> int:
    """Add lists and a stamp over the whole to every signed paper that was issued; how many.

    All of them or none; a paper that has them already is left alone, so that a second run goes on
    where a killed one ended. `Moved` when somebody signs one of them meanwhile: to be tried again.
    """
    made = _make(case, at)
    if not made:
        return 0
    with transaction.atomic():
        case = workflow.lock(case)
        cases.papers_finished(case, [_kept(case, one) for one in made], at=at)
    return len(made)


def _make(case: Case, at: dt.datetime) -> list[Made]:
    lists: Lists | None = None
    made = []
    for paper in ISSUED.all(case=case.pk):
        pdf = documents.read(paper.file)
        if lasting.is_signed(pdf) and not lasting.is_finished(pdf):
            lists = lists or Lists(at)
            made.append((paper, lasting.finish(pdf, lists)))
    return made


def _kept(case: Case, made: Made) -> cases.Finished:
    paper, one = made
    before, paper.case = paper.file, case
    read_again(paper, "revisions")
    if paper.revisions[-1] != before.digest:
        raise Moved
    file = documents.keep_next(before, one.pdf)
    return cases.Finished(paper, file, one.stamp)
