"""What whoever has a step does there, by the actions that the pages call."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from lizhi.cases.models import Case
from lizhi.common import clock
from lizhi.flows.simulation import signing
from lizhi.flows.simulation.opening import FREE
from lizhi.flows.simulation.scenario import Behaviour, Scenario
from lizhi.handover import rules as handover
from lizhi.offboarding import actions, agreements, four_dates, serving
from lizhi.offboarding.serving import Service
from lizhi.settlement import actions as settlement
from lizhi.settlement import rules as settled
from lizhi.workflow import actions as workflow
from lizhi.workflow import forms_registry
from lizhi.workflow.models import Task
from lizhi.workflow.tree import Step


@dataclass(frozen=True)
class Part:
    """Somebody's task, what its step asks, and what is supposed of it."""

    task: Task
    step: Step
    behaviour: Behaviour
    scenario: Scenario

    @property
    def case(self) -> Case:
        """In which it waits."""
        return self.task.case


def do(part: Part) -> None:
    """What the step asks; where no room has a page for it, the answer by which things go on."""
    target = part.behaviour.sends_back_to
    if target and part.task.run.visit == 1:
        by = part.task.assignee
        workflow.send_back(part.task, to=target, by=by, at=clock.now(), words="试跑")
        return
    DEEDS.get(part.step.get("form", ""), _answer)(part)


def _key() -> str:
    return f"simulation:{uuid.uuid4().hex}"


def _acknowledge(part: Part) -> None:
    case, by = part.case, part.task.assignee
    near = handover.colleagues(case, "")
    earlier = case.wished_day < case.notice_end
    actions.acknowledge(
        part.task,
        by=by,
        handover_to=near[0].user if near else by,
        agrees_early=part.scenario.agrees_early if earlier else None,
        key=_key(),
    )


def _sign(part: Part) -> None:
    """The agreement, or nothing where none is out: then the answer by which things go on."""
    envelope = agreements.of(part.case)
    if envelope is None:
        _answer(part)
    else:
        signing.sign_it(envelope, part.behaviour)


def _serve(part: Part) -> None:
    """HR says that it has reached the person today, or the person says so."""
    how, by = part.behaviour.outcome or "hand", part.task.assignee
    if how == "own":
        actions.confirm_receipt(part.case, by=part.case.leaver, key=_key())
        return
    bars = FREE if serving.asks_bars(part.case) else {}
    service = Service(day=clock.today(), how=how, words="试跑", bars=bars)
    actions.serve(part.case, service, by=by, key=_key())


def _decide(part: Part) -> None:
    """Nobody has come back, unless it is supposed otherwise."""
    goes_on = part.behaviour.outcome != "returned"
    actions.decide_on_return(
        part.case, goes_on=goes_on, words="试跑", by=part.task.assignee, key=_key()
    )


def _reply(part: Part) -> None:
    """HR agrees to the proposal, unless it is supposed otherwise."""
    agreed, by = part.behaviour.outcome != "declined", part.task.assignee
    actions.reply_to_proposal(part.task, agreed=agreed, words="试跑", by=by, key=_key())


def _confirm(part: Part) -> None:
    dates = four_dates.proposed(part.case, today=clock.today())
    actions.confirm(part.task, by=part.task.assignee, dates=dates, key=_key())


def _settle(part: Part) -> None:
    by, now = part.task.assignee, clock.now()
    version = settlement.draft(part.case, inputs={"roster_average_serves": True}, by=by, at=now)
    settlement.send(version, by=by, at=now)


def _look_at_settlement(part: Part) -> None:
    shown = settled.shown(part.case)
    if shown is None:
        _answer(part)
        return
    asked = list(shown.lines.order_by("pk"))[: part.behaviour.disputes]
    disputed = {line.key: "试跑：这一行想再核对一下" for line in asked}
    settlement.answer(shown, disputed=disputed, by=part.case.leaver, at=clock.now())


def _answer(part: Part) -> None:
    workflow.complete(
        part.task,
        outcome=_outcome(part),
        by=part.task.assignee,
        at=clock.now(),
        data={field.key: _value(field) for field in forms_registry.fields_of(part.step)},
    )


def _outcome(part: Part) -> str:
    step, wanted = part.step, part.behaviour.outcome
    if wanted:
        return wanted
    leading_on = [one for one in step.get("outcomes", ()) if one not in step.get("on", {})]
    return str(next(iter([*leading_on, *step.get("outcomes", ())]), "done"))


def _value(field: forms_registry.Field) -> Any:
    """Something that fits; of a file it is supposed that there is one, and none is kept."""
    return {
        "date": clock.today().isoformat(),
        "number": 1,
        "choice": next(iter(field.choices), ""),
        "yes_no": True,
        "text": "试跑",
        "file": 0,
    }.get(field.type)


DEEDS: dict[str, Callable[[Part], None]] = {
    "acknowledgement": _acknowledge,
    "signature": _sign,
    "confirmation": _confirm,
    "settlement": _settle,
    "answer": _look_at_settlement,
    "service": _serve,
    "decision": _decide,
    "reply": _reply,
}
