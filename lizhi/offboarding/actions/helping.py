"""Who does a step: on whose behalf, who else, who no more, who alone, and who reads along."""

from django.db import transaction

from lizhi.accounts.models import User
from lizhi.cases.models import Case
from lizhi.common import clock
from lizhi.common.prepared import read_again
from lizhi.offboarding import rules as ours
from lizhi.offboarding import steering, takers
from lizhi.offboarding.steering import rules
from lizhi.workflow import actions as workflow
from lizhi.workflow.models import Run, Task


@transaction.atomic
def delegate(task: Task, *, to: User, words: str = "", by: User, key: str) -> None:
    """Somebody does it on behalf of whoever has it; the answer says so."""
    case = workflow.lock(task.case)
    now = clock.now()
    if not workflow.once(
        key, case=case, kind="delegate", by=by, at=now, request=f"{task.pk} {to.pk}"
    ):
        return
    read_again(task, "state", "assignee")
    task.case = case
    ours.check_can_reassign(task, by, to, today=clock.local(now).date())
    steering.delegate(task, to=to, by=by, at=now, words=words)


@transaction.atomic
def add_signer(run: Run, *, to: User, by: User, key: str) -> None:
    """An open step asks one more colleague."""
    case = run.case = workflow.lock(run.case)
    now = clock.now()
    if workflow.once(key, case=case, kind="add_signer", by=by, at=now, request=f"{run.pk} {to.pk}"):
        rules.check_can_add(run, by, to, today=clock.local(now).date())
        steering.add_signer(run, to=to, by=by, at=now)


@transaction.atomic
def remove_signer(task: Task, *, words: str = "", by: User, key: str) -> None:
    """An open step asks one colleague fewer."""
    case = task.case = task.run.case = workflow.lock(task.case)
    now = clock.now()
    if workflow.once(key, case=case, kind="remove_signer", by=by, at=now, request=str(task.pk)):
        rules.check_can_remove(task, by)
        steering.remove_signer(task, by=by, at=now, words=words)


@transaction.atomic
def claim(task: Task, *, by: User, key: str) -> None:
    """One of several who could do it does it alone."""
    case = workflow.lock(task.case)
    now = clock.now()
    if workflow.once(key, case=case, kind="claim", by=by, at=now, request=str(task.pk)):
        ours.check_works_here(by)
        steering.claim(task, by=by, at=now)


@transaction.atomic
def give_back(task: Task, *, by: User, key: str) -> None:
    """All who could do it have it again."""
    case = workflow.lock(task.case)
    now = clock.now()
    if workflow.once(key, case=case, kind="give_back", by=by, at=now, request=str(task.pk)):
        ours.check_works_here(by)
        steering.give_back(task, by=by, at=now)


@transaction.atomic
def give_copy(case: Case, *, to: User, words: str = "", by: User, key: str) -> None:
    """A colleague reads along and has nothing to do."""
    case = workflow.lock(case)
    now = clock.now()
    if workflow.once(key, case=case, kind="give_copy", by=by, at=now, request=str(to.pk)):
        rules.check_can_copy(case, by)
        takers.check_colleague(case, to)
        steering.give_copy(case, to=[to], by=by, at=now, words=words)


@transaction.atomic
def read_copy(case: Case, *, by: User, key: str) -> None:
    """Whoever reads along says that it was read."""
    case = workflow.lock(case)
    now = clock.now()
    if workflow.once(key, case=case, kind="read_copy", by=by, at=now):
        steering.read_copy(case, by=by, at=now)
