"""A paper that somebody asks for after the file is sealed goes into it too. Only the worker comes.

Asked late is not asked in vain: who has left finds it among the papers and in the package.
"""

import datetime as dt

from django.db import transaction

from lizhi.archive import adding
from lizhi.cases import actions as cases
from lizhi.cases.models import Case
from lizhi.common import clock
from lizhi.jobs.models import Outbox
from lizhi.offboarding import papers
from lizhi.signing import finishing, sealing
from lizhi.workflow import actions as workflow

TOPIC = "archive.add"


def queue(case: Case, dedupe: str, *, at: dt.datetime) -> None:
    """Call it with the case locked, when a paper was issued or the file was sealed."""
    package = adding.package_of(case)
    if package is not None and adding.left_out(package):
        workflow.queue(TOPIC, {"case": case.pk}, dedupe=dedupe, at=at, case=case)


def add(row: Outbox) -> None:
    """Make the paper last, put it beside the bag, and say so; a second run finds it done."""
    case = papers.with_everything(row.payload["case"])
    now = clock.now()
    finishing.finish_papers(case, now)
    package = adding.package_of(case)
    prepared = package and adding.prepare(package, now, sealer=sealing.detached)
    if not prepared:
        return
    with transaction.atomic():
        case = workflow.lock(case)
        for one in adding.keep(prepared, now):
            facts = {"paper": one.paper.number, "statement": one.statement}
            cases.record(case, "package_added", by=None, at=now, **facts)
