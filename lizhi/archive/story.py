"""What the package tells about the case: who, when, by which process, step by step.

The log of events is written as it is hashed, with people's words encrypted; beside it stands a
timeline in plain words, for whoever the package belongs to.
"""

import json
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Any

from django.apps import apps
from django.core.serializers.json import DjangoJSONEncoder
from django.utils import translation
from django.utils.module_loading import import_string, module_has_submodule

from lizhi.cases import chain
from lizhi.cases.models import Case, Event
from lizhi.common import clock
from lizhi.workflow.engine import trees
from lizhi.workflow.kinds import BETWEEN_COLLEAGUES
from lizhi.workflow.models import Run, Task, Version

LANGUAGE = "zh-hans"
DATES = (
    "arrived_at",
    "notice_end",
    "wished_day",
    "binding_at",
    "return_by",
    "contract_end",
    "last_working_day",
    "pay_end",
    "access_end",
    "ended_at",
)


def as_json(value: Any) -> bytes:
    """Readable JSON: indented, Chinese as it is, dates and amounts as text."""
    text = json.dumps(value, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2, sort_keys=True)
    return f"{text}\n".encode()


def events_of(case: Case) -> list[Event]:
    """Everything that has happened, in order, with whoever did it; read once."""
    found = list(case.events.select_related("actor").order_by("seq"))
    for event in found:
        event.case = case
    return found


def case_facts(case: Case, events: Sequence[Event]) -> dict[str, Any]:
    """The case in one object; identity numbers only masked, bank accounts not at all."""
    employment, actors = case.employment, {}
    for event in events:
        if event.actor is not None:
            actors[str(event.actor.pk)] = event.actor.name
    return {
        "number": case.number,
        "status": case.status,
        "outcome": case.outcome,
        "way": case.way,
        "ground": case.ground,
        "reason": case.reason,
        "in_probation": case.in_probation,
        "employee": {
            "name": employment.person.name,
            "id": employment.person.masked_id,
            "staff_number": employment.number,
            "post": employment.post,
            "department": employment.department.name,
            "hired_on": employment.hired_on,
        },
        "employer": {
            "name": case.entity.name,
            "credit_code": case.entity.credit_code,
            "branch": case.branch.name,
        },
        "dates": {name: getattr(case, name) for name in DATES},
        "actors": actors,
    }


def process(case: Case) -> bytes:
    """The versions of the process that the case ran on, as they were published; JSON."""
    runs = Run.objects.filter(case=case).order_by()
    kept = ("version_id", "version__body_hash", "version__definition__name")
    return _processes(tuple(runs.values_list(*kept).distinct()))


@lru_cache(maxsize=16)
def _processes(versions: tuple[tuple[int, str, str], ...]) -> bytes:
    """A version is written once, and hundreds of cases run on it."""
    found = Version.objects.filter(pk__in=[key for key, *_ in versions])
    return as_json(
        {
            f"{version.definition.key}-{version.number}": {
                "name": version.definition.name,
                "sha256": version.body_hash,
                "body": version.body,
            }
            for version in found.select_related("definition")
        }
    )


def history(case: Case) -> list[dict[str, Any]]:
    """Every step the case stood at, and everybody's part in it."""
    runs = Run.objects.filter(case=case).order_by("opened_at", "pk")
    tasks = Task.objects.filter(case=case).select_related("assignee").order_by("position", "pk")
    names = _names_of_steps(case)
    parts: dict[int, list[dict[str, Any]]] = {}
    for task in tasks:
        parts.setdefault(task.run_id, []).append(_part(task))
    return [
        {
            "step": run.step,
            "name": names.get(run.step, run.step),
            "visit": run.visit,
            "state": run.state,
            "outcome": run.outcome,
            "opened_at": run.opened_at,
            "due_at": run.due_at,
            "closed_at": run.closed_at,
            "tasks": parts.get(run.pk, []),
        }
        for run in runs
    ]


def _part(task: Task) -> dict[str, Any]:
    return {
        "handler": task.assignee.name,
        "state": task.state,
        "outcome": task.outcome,
        "opened_at": task.opened_at,
        "seen_at": task.seen_at,
        "due_at": task.due_at,
        "closed_at": task.closed_at,
    }


def audit(case: Case, events: Sequence[Event]) -> bytes:
    """One event a line, exactly what `lizhi.common.chaining.event_digest` hashes."""
    lines = (
        json.dumps(_hashed(event, case.number), ensure_ascii=False, sort_keys=True)
        for event in events
    )
    return "".join(f"{line}\n" for line in lines).encode()


def timeline(case: Case, events: Sequence[Event]) -> bytes:
    """The same events for people: time in China, who, what, and the words they wrote.

    Whoever leaves reads it too, so what colleagues wrote to one another is not in it.
    """
    names, steps = _names_of_kinds(), _names_of_steps(case)
    lines = []
    for event in events:
        moment = f"{clock.local(event.happened_at):%Y-%m-%d %H:%M:%S}"
        who = event.actor.name if event.actor else "系统"
        what = names.get(event.kind, event.kind)
        step = f"（{steps.get(event.step, event.step)}）" if event.step else ""
        words = "" if event.kind in BETWEEN_COLLEAGUES else chain.read(event)
        lines.append(f"{event.seq}. {moment} {who} {what}{step}")
        lines += [f"    “{words}”"] if words else []
    return "\n".join([*lines, ""]).encode()


def _hashed(event: Event, number: str) -> dict[str, Any]:
    return {
        "case": number,
        "seq": event.seq,
        "kind": event.kind,
        "actor": event.actor_id,
        "happened_at": event.happened_at.isoformat(),
        "step": event.step,
        "facts": event.facts,
        "words": bytes(event.words).hex(),
        "previous": event.previous,
        "digest": event.digest,
    }


def _names_of_steps(case: Case) -> dict[str, str]:
    """As the versions of the process call them that the case ran on: HR's own steps, too."""
    ran_on = Version.objects.filter(runs__case=case).defer("body").order_by("pk").distinct()
    return {
        key: step["name"]
        for version in ran_on
        for key, step in trees.of(version).steps.items()
        if step.get("name")
    }


@cache
def _names_of_kinds() -> dict[str, str]:
    """Every room names the kinds of events that it writes in its module `kinds`."""
    names: dict[str, str] = {}
    with translation.override(LANGUAGE):
        for app in apps.get_app_configs():
            if app.module and module_has_submodule(app.module, "kinds"):
                kinds = import_string(f"{app.name}.kinds.KINDS")
                names |= {kind: str(words) for kind, words in kinds.items()}
    return names
