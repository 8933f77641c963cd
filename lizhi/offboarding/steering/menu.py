"""What this reader may do to a case now, besides its steps; what is not allowed is left out."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from lizhi.accounts.models import User
from lizhi.cases.models import Case
from lizhi.common.permits import permit
from lizhi.offboarding import rules as ours
from lizhi.offboarding import step_names
from lizhi.offboarding.steering import rules
from lizhi.offboarding.steering.jumping import places
from lizhi.workflow import actions as workflow
from lizhi.workflow.engine import modes, parts
from lizhi.workflow.models import Run, Task


@dataclass(frozen=True)
class Choice:
    """One thing to do, and where."""

    label: str
    small: str
    sign: str
    url: str


def of(case: Case, reader: User, *, today: dt.date) -> list[Choice]:
    """Everything that is allowed now, the most usual first."""
    if case.status != Case.Status.RUNNING or reader == case.leaver:
        return []
    tasks = Task.objects.filter(case=case).select_related("run__version", "assignee")
    found = list(tasks.defer("run__version__body").order_by("due_at", "pk"))
    for task in found:
        task.case = task.run.case = case
    return [
        *_of_steps(case, reader, found),
        *_copies(case, reader),
        *_own(case, reader, found),
        *_pause(case, reader, today),
        *_jumps(case, reader),
    ]


def _of_steps(case: Case, reader: User, tasks: list[Task]) -> Iterator[Choice]:
    """A step of the company, for whoever has it and for HR."""
    hr = permit(ours.check_is_hr, case, reader).allowed
    seen: set[int] = set()
    for task in tasks:
        others = task.assignee_id != case.leaver.pk and (hr or task.assignee_id == reader.pk)
        if task.state != Task.State.OPEN or not others:
            continue
        step, query = step_names.of_run(task.run), f"?task={task.pk}"
        name = {"step": step, "name": task.assignee.name}
        small = _("%(step)s, with %(name)s now") % name
        yield _choice(case, "reassign", _("Hand on"), small, "arrows-exchange", query)
        yield _choice(case, "delegate", _("Ask somebody on behalf"), small, "user-plus", query)
        if task.run_id not in seen:
            seen.add(task.run_id)
            label = _("Add or remove people")
            yield _choice(case, "signers", label, step, "users", f"?step={task.run.step}")


def _copies(case: Case, reader: User) -> Iterator[Choice]:
    if permit(rules.check_can_copy, case, reader).allowed:
        small = _("to read along, with nothing to do")
        yield _choice(case, "copies", _("Give a copy"), small, "send")


def _own(case: Case, reader: User, tasks: list[Task]) -> Iterator[Choice]:
    """What the reader alone has in hand, or has just done."""
    for task in tasks:
        if task.assignee_id != reader.pk:
            continue
        step, query = step_names.of_run(task.run), f"?task={task.pk}"
        if task.state == Task.State.OPEN:
            if targets(task):
                yield _choice(case, "send_back", _("Send back"), step, "arrow-back-up", query)
            yield from _claims(case, task, step, query)
        elif may_take_back(task, reader):
            yield _choice(case, "take_back", _("Take back"), step, "history", query)


def _claims(case: Case, task: Task, step: str, query: str) -> Iterator[Choice]:
    others = task.run.tasks.unanswered().exclude(pk=task.pk)
    states = set(others.values_list("state", flat=True))
    if modes.of(parts.step_of(task.run)) == "any" and states:
        free = Task.State.OPEN in states
        label = _("Take it on alone") if free else _("Give it back to all")
        yield _choice(case, "claim", label, step, "check", query)


def _pause(case: Case, reader: User, today: dt.date) -> Iterator[Choice]:
    if case.suspended_until:
        if permit(ours.check_is_hr, case, reader).allowed:
            small = _("before the day that was chosen")
            yield _choice(case, "resume", _("Go on"), small, "refresh")
    elif permit(rules.check_can_suspend, case, reader, today=today).allowed:
        small = _("nobody is reminded; notice, certificate and wages go on")
        yield _choice(case, "suspend", _("Suspend"), small, "player-pause")


def _jumps(case: Case, reader: User) -> Iterator[Choice]:
    if permit(rules.check_can_jump, case, reader).allowed and any(ways(case)):
        small = _("with a reason, never past the certificate or the wages")
        yield _choice(case, "jump", _("Go to another step"), small, "chevron-right")


def ways(case: Case) -> Iterator[tuple[Run, str]]:
    """From which open step to which other the case may be led."""
    runs = Run.objects.open().filter(case=case).select_related("version").order_by("pk")
    for run in runs:
        run.case = case
        for to in places(run):
            if permit(rules.check_target, run, to).allowed:
                yield run, to


def targets(task: Task) -> list[str]:
    """Where the process lets this step be sent back to."""
    return workflow.targets(parts.step_of(task.run))


def may_take_back(task: Task, reader: User) -> bool:
    """So far as can be told without trying: the rest is said when it is tried."""
    done = task.state == Task.State.DONE and permit(rules.check_can_take_back, task, reader).allowed
    following = Run.objects.filter(after=task.run).exclude(state=Run.State.OPEN)
    return done and not following.exists()


def _choice(case: Case, page: str, label: str, small: str, sign: str, query: str = "") -> Choice:
    url = reverse(f"offboarding:{page}", args=[case.number]) + query
    return Choice(label, small, sign, url)
