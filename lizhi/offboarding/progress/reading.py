"""The progress of one case: its runs, tasks and events, read once and put into nodes."""

import datetime as dt

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lizhi.accounts.models import User
from lizhi.cases import chain
from lizhi.cases.models import Case, Event
from lizhi.common import clock
from lizhi.offboarding import (
    comments,
    holding,
    in_place,
    own_steps,
    questions,
    renewal,
    staying,
    step_names,
    stuck,
    ways,
)
from lizhi.offboarding.progress import who
from lizhi.offboarding.progress.node import Node, Press
from lizhi.offboarding.progress.whole import Progress
from lizhi.offboarding.steering import told
from lizhi.people import contacts
from lizhi.workflow.engine import trees
from lizhi.workflow.models import Run, Task

PRESSES = frozenset({"handler_pressed", "handler_told", "handler_added"})
EXPECTED = {
    "acknowledgement": gettext_lazy("within 24 hours"),
    "signature": gettext_lazy("after your manager has read it"),
    "handover": gettext_lazy("beside the agreement"),
    "confirmation": gettext_lazy("within 24 hours of its turn"),
    "settlement": gettext_lazy("within 24 hours of its turn"),
    "recall_service": gettext_lazy("as soon as it is printed"),
    "service": gettext_lazy("as soon as it is printed"),
    "decision": gettext_lazy("after the day to answer"),
    "reply": gettext_lazy("within fourteen days"),
}
EXPECTED_OF_OTHERS = {**EXPECTED, "signature": gettext_lazy("only if you agree")}
"""Where the company has begun it: there is no manager whose reading comes first."""


def of(case: Case, reader: User, *, now: dt.datetime) -> Progress:
    """The progress of this case as `reader` should see it."""
    runs = {run.step: run for run in questions.RUNS.all(case=case.pk)}
    tasks = questions.TASKS.all(case=case.pk)
    events = questions.EVENTS.all(case=case.pk)
    said = [event for event in events if event.kind == comments.KIND]
    events = [event for event in events if event.kind != comments.KIND]
    steps = _steps(case, runs)
    nodes = [_node(case, step, runs, tasks, events, reader, now) for step in steps]
    _presses(nodes, tasks, events, reader)
    who.still_to_sign(case, nodes, reader, until=renewal.more_time(events), now=now)
    if reader == case.leaver:
        who.still_to_give(case, nodes)
    hr, finance = contacts.of(case.leaver, case.branch, case.entity)
    who.expect(case, nodes, reader, hr, finance)
    answer = runs.get("answer")
    if answer is not None and answer.state == Run.State.OPEN and reader == case.leaver:
        settled = next(node for node in nodes if node.step == "settlement")
        settled.mine, settled.step = True, "answer"
    certificate = runs.get("certificate")
    issued = certificate is not None and certificate.state == Run.State.DONE
    return Progress(
        nodes=nodes,
        done=sum(node.state == "done" for node in nodes) + issued,
        used=(case.ended_at or now) - case.arrived_at,
        certificate_on=case.contract_end,
        certificate_issued=issued,
        mine=next((node for node in nodes if node.mine), None),
        late=next((node for node in nodes if node.state == "late"), None),
        name=case.employment.name,
        hr=hr,
        said=comments.newest(case, said, reader, tasks),
        stay=staying.of(case, events),
        changed=next((event for event in reversed(events) if event.kind == "migrated"), None),
        pause=told.pause(case, now=now),
        certain=ways.is_certain(case),
        overdue=stuck.certificate(case, issued=issued, today=clock.local(now).date()),
    )


def _steps(case: Case, runs: dict[str, Run]) -> list[str]:
    """The nodes of the page, with the steps that HR has added where the process has them.

    Those appear when a case comes to them: on some ways it never does.
    """
    nodes = ways.of(case).nodes
    added = [run for run in runs.values() if own_steps.is_one(run)]
    if not added:
        return list(nodes)
    order = list(trees.of(added[0].version).steps)
    every = {*nodes, *(run.step for run in added)}
    return [step for step in order if step in every] + [one for one in nodes if one not in order]


def _node(
    case: Case,
    step: str,
    runs: dict[str, Run],
    tasks: list[Task],
    events: list[Event],
    reader: User,
    now: dt.datetime,
) -> Node:
    expected = EXPECTED if ways.is_own(case) else EXPECTED_OF_OTHERS
    run = runs.get(step)
    title = step_names.of_run(run) if run else step_names.of(step)
    node = Node(step=step, title=title, expected=str(expected.get(step, "")))
    if run is None or run.state == Run.State.CANCELLED:
        return node
    own = [task for task in tasks if task.run_id == run.pk]
    if own_steps.is_one(run):
        node.answered = own_steps.told(run)
        node.task = next(
            (t.pk for t in own if t.assignee_id == reader.pk and t.state == "open"), None
        )
    node.outcome, node.due_at, node.opened_at = run.outcome, run.due_at, run.opened_at
    if run.state == Run.State.DONE:
        node.state, node.at = "done", run.closed_at
        closer = next((task for task in own if task.assignee_id == run.closed_by_id), None)
        node.who = in_place.called(closer, reader) if closer else ""
    else:
        late = run.due_at is not None and run.due_at < now
        node.state = "late" if late else "now"
        node.who = "、".join(in_place.called(t, reader) for t in own if t.state == "open")
        node.mine = any(t.assignee_id == reader.pk and t.state == "open" for t in own)
        others = any(t.assignee_id != case.leaver.pk and t.state == "open" for t in own)
        node.may_press = late and others and reader == case.leaver
        node.again_at = holding.again_at(run, now)
    _tell(node, case, [event for event in events if event.step == step])
    return node


def _tell(node: Node, case: Case, events: list[Event]) -> None:
    for event in events:
        if event.kind == "step_done":
            event.case = case
            node.words = chain.read(event) or node.words


def _presses(nodes: list[Node], tasks: list[Task], events: list[Event], reader: User) -> None:
    """Who was reminded of which step, let know or brought in; also of those that are done."""
    found = [event for event in events if event.kind in PRESSES]
    names = {task.assignee_id: task.assignee.name for task in tasks}
    missing = {key for event in found for key in event.facts.get("to", [])} - set(names)
    if missing:
        names.update(User.objects.filter(pk__in=missing).values_list("pk", "name"))
    names[reader.pk] = _("you")
    by_step = {node.step: node for node in nodes}
    for event in found:
        if event.step in by_step:
            who = "、".join(names.get(key, "") for key in event.facts.get("to", []))
            by_step[event.step].presses.append(Press(event.happened_at, who, event.kind))
