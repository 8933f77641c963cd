"""Where a case stands, for the employee and for HR: nodes with state, handler and time.

Reading only, and few queries: the page that people open most often, on the weakest network.
"""

import datetime as dt
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lizhi.accounts.models import User
from lizhi.cases import chain
from lizhi.cases.models import Case, Event
from lizhi.common import calendar, wording
from lizhi.handover import rules as handover
from lizhi.offboarding import (
    comments,
    holding,
    in_place,
    own_steps,
    questions,
    renewal,
    staying,
    step_names,
    ways,
)
from lizhi.offboarding.comments import Said
from lizhi.offboarding.staying import Stay
from lizhi.offboarding.steering import told
from lizhi.offboarding.steering.told import Pause
from lizhi.people import contacts
from lizhi.workflow.engine import trees
from lizhi.workflow.models import Run, Task

OUTCOMES = {
    "served": gettext_lazy("has come"),
    "not_served": gettext_lazy("has not come; the contract goes on"),
    "goes_on": gettext_lazy("it is ended"),
    "returned": gettext_lazy("all stays as it was"),
    "submitted": gettext_lazy("arrived"),
    "acknowledged": gettext_lazy("has read it"),
    "acknowledged_by_time": gettext_lazy("no answer; it went on by itself"),
    "signed": gettext_lazy("signed"),
    "declined": gettext_lazy("not signed; the rest goes on"),
    "expired": gettext_lazy("not signed in time; the rest goes on"),
    "finished": gettext_lazy("everything was received"),
    "disputed": gettext_lazy("closed with open points"),
    "confirmed": gettext_lazy("confirmed"),
    "confirmed_by_time": gettext_lazy("no answer; the statutory day stays"),
    "sent": gettext_lazy("sent to you"),
    "not_settled": gettext_lazy("not settled; the file was closed all the same"),
}
OPEN = frozenset({"now", "late"})
OF_HR = frozenset({"confirmation", "recall_service", "service", "decision"})
MINE = {
    "signature": gettext_lazy("%(name)s, only your signature is missing today"),
    "proposal": gettext_lazy("%(name)s, the company proposes to end it together"),
    "answer": gettext_lazy("%(name)s, your settlement is here"),
}
EXPECTED = {
    "acknowledgement": gettext_lazy("within 24 hours"),
    "signature": gettext_lazy("after your manager has read it"),
    "handover": gettext_lazy("beside the agreement"),
    "confirmation": gettext_lazy("within 24 hours of its turn"),
    "settlement": gettext_lazy("within 24 hours of its turn"),
    "recall_service": gettext_lazy("as soon as it is printed"),
    "service": gettext_lazy("as soon as it is printed"),
    "decision": gettext_lazy("after the day to answer"),
}
EXPECTED_OF_OTHERS = {**EXPECTED, "signature": gettext_lazy("only if you agree")}
"""Where the company has begun it: there is no manager whose reading comes first."""


@dataclass
class Press:
    """Somebody was reminded, or somebody else brought in."""

    at: dt.datetime
    added: bool = False

    @property
    def words(self) -> str:
        """What happened then; by night it was noted, and the text goes out in the morning."""
        if self.added:
            return _("somebody above was asked too")
        sent = calendar.quiet(self.at)
        if sent > self.at:
            return _("noted; the text message goes out %(when)s") % {"when": wording.moment(sent)}
        return _("reminded by text message")


@dataclass
class Node:
    """One step as the employee sees it."""

    step: str
    title: str
    state: str = "wait"
    """`done`, `now`, `late` or `wait`."""
    who: str = ""
    post: str = ""
    opened_at: dt.datetime | None = None
    at: dt.datetime | None = None
    due_at: dt.datetime | None = None
    outcome: str = ""
    answered: str = ""
    """The outcome in the words of the process, of a step that HR has added."""
    words: str = ""
    presses: list[Press] = field(default_factory=list)
    mine: bool = False
    task: int | None = None
    """The reader's own open task, of a step that HR has added."""
    expected: str = ""
    """What has to happen before it begins."""
    may_press: bool = False
    """The leaver may remind them, now or from `again_at` on."""
    again_at: dt.datetime | None = None
    given: bool = False
    """Of the handover: nothing is left to give, and `who` receives it."""

    @property
    def told(self) -> str:
        """How it ended, in a word or two."""
        return self.answered or str(OUTCOMES.get(self.outcome, ""))


@dataclass(frozen=True)
class Progress:
    """The whole way, what is done of it, and the reader's own next thing."""

    nodes: list[Node]
    done: int
    used: dt.timedelta
    certificate_on: dt.date
    certificate_issued: bool
    mine: Node | None
    late: Node | None

    name: str
    hr: User | None
    """Whom the leaver can call."""
    """Whom to ask."""
    said: list[Said] = field(default_factory=list)
    """The newest words that people of the case have left for each other."""
    pause: Pause | None = None
    """Until when nobody is reminded, who wants it so, and why."""
    stay: Stay | None = None
    """The leaver's request to stay, and what the company has said to it."""
    changed: Event | None = None
    """The case goes by a newer version of its process since then; its times did not move."""
    certain: bool = True
    """The employment ends on `certificate_on`; else nothing has ended, and silence ends nothing."""

    @property
    def total(self) -> int:
        """All nodes and the certificate."""
        return len(self.nodes) + 1

    @property
    def handover_is_mine(self) -> bool:
        """The list is open, and something on it waits for the leaver."""
        return any(
            node.step == "handover" and node.state in OPEN and not node.given for node in self.nodes
        )

    @property
    def headline(self) -> str:
        """One sentence: what is to be done now, and by whom."""
        now = next((node for node in self.nodes if node.state == "now"), None)
        waits_for = now.who if now else ""
        values = {"name": self.name, "who": self.late.who if self.late else waits_for}
        if self.mine:
            step = self.mine.step if self.certain else "proposal"
            return MINE.get(step, _("%(name)s, one thing waits for you")) % values
        if not self.certain:
            return _("%(name)s, your contract goes on; nothing has ended") % values
        if self.handover_is_mine:
            return _("%(name)s, the handover list is open") % values
        if self.late:
            return _("Nothing for you to do; we press %(who)s") % values
        if not values["who"]:
            return _("%(name)s, all is on its way") % values
        if now and now.given:
            return _("Nothing for you to do now; %(who)s receives it") % values
        return _("Nothing for you to do now; it waits for %(who)s") % values


def of(case: Case, reader: User, *, now: dt.datetime) -> Progress:
    """The progress of this case as `reader` should see it."""
    runs = {run.step: run for run in questions.RUNS.all(case=case.pk)}
    tasks = questions.TASKS.all(case=case.pk)
    events = questions.EVENTS.all(case=case.pk)
    said = [event for event in events if event.kind == comments.KIND]
    events = [event for event in events if event.kind != comments.KIND]
    steps = _steps(case, runs)
    nodes = [_node(case, step, runs, tasks, events, reader, now) for step in steps]
    _still_to_sign(case, nodes, reader, until=renewal.more_time(events), now=now)
    if reader == case.leaver:
        _still_to_give(case, nodes)
    hr, finance = contacts.of(case.leaver, case.branch, case.entity)
    _expect(case, nodes, reader, hr, finance)
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


def _still_to_sign(
    case: Case, nodes: list[Node], reader: User, *, until: dt.datetime | None, now: dt.datetime
) -> None:
    """An agreement waits for the employee, though its step is late or over in the flow.

    It was sent anew, or HR has given more time than the step has: then that time is shown.
    """
    signature = next((node for node in nodes if node.step == "signature"), None)
    if signature is None:
        return
    if renewal.is_out(case) and signature.state == "done" and case.status == Case.Status.RUNNING:
        signature.state, signature.outcome, signature.at, signature.due_at = "now", "", None, None
        signature.who = _called(case.leaver, reader)
        signature.mine = reader == case.leaver
    if signature.state in OPEN and until is not None and until > now:
        signature.state, signature.due_at = "now", until


def _still_to_give(case: Case, nodes: list[Node]) -> None:
    """Once all is handed over the leaver waits for whoever receives it.

    When it is late, whoever arranges it is reminded, and the node keeps that name.
    """
    node = next((node for node in nodes if node.step == "handover"), None)
    if node is None:
        return
    items = handover.OF_CASE.all(case=case.pk) if node.state in OPEN else []
    node.given = bool(items) and not any(item.state in handover.WAITING for item in items)
    receivers = [item.receiver.name for item in items if item.state == handover.State.GIVEN]
    if node.given and receivers and node.state == "now":
        node.who = "、".join(dict.fromkeys(receivers))


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
        else:
            node.presses.append(Press(event.happened_at, event.kind == "handler_added"))


def _called(user: User, reader: User) -> str:
    return _("you") if user == reader else user.name


def _expect(
    case: Case, nodes: list[Node], reader: User, hr: User | None, finance: User | None
) -> None:
    """Name who will have to act, so that nobody wonders whom it waits for."""
    for node in nodes:
        if node.who:
            continue
        if node.step in {"signature", "application"}:
            node.who = _called(case.leaver, reader)
        elif node.step in OF_HR:
            node.who = hr.name if hr else "HR"
        elif node.step == "settlement":
            node.who = finance.name if finance else _("Finance")
