"""Read a run or a task afresh, once its case is locked."""

from django.utils.translation import gettext as _

from lizhi.cases.models import Case
from lizhi.common.refusals import Refused
from lizhi.workflow import questions
from lizhi.workflow.models import Run, Task, Version


def run(case: Case, key: int) -> Run:
    """The run as it is now, on this very case object; the body of its version stays unread."""
    found = questions.RUN.get(pk=key)
    found.case = case
    return found


def task(case: Case, key: int) -> Task:
    """The task as it is now, with its run, on this very case object."""
    found = questions.TASK.get(pk=key)
    found.case = found.run.case = case
    return found


def version(case: Case) -> Version:
    """What the case runs on; its body stays unread."""
    # What is open is of the version that the case has changed to, whenever it began.
    newest = questions.NEWEST_RUN.first(case=case.pk)
    if newest is None:
        raise Refused(_("This case has not begun."))
    return newest.version
