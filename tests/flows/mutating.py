"""The shipped processes, changed here and there as a careless or cunning hand would."""

from collections.abc import Callable
from random import Random
from typing import Any

from lizhi.flows.meanings import AUTOMATIC, FORM_ANSWERS
from lizhi.offboarding.ways import WAYS
from lizhi.workflow.tree import FOR_PEOPLE, walk
from tests.flows.bodies import close, hours, review, shipped

Step = dict[str, Any]
Body = dict[str, Any]


def mutated(chance: Random) -> Body:
    """One to three changes."""
    body = shipped(chance.choice(["resignation", *WAYS]))
    for n in range(chance.randint(1, 3)):
        chance.choice(CHANGES)(body, chance, n)
    return body


def _rows(body: Body) -> list[list[Step]]:
    inner = [b["steps"] for s in walk(body["steps"]) for b in s.get("branches", ())]
    return [body["steps"], *inner]


def _people(body: Body) -> list[Step]:
    return [step for step in walk(body["steps"]) if step["kind"] in FOR_PEOPLE]


def _add(body: Body, chance: Random, n: int) -> None:
    row = chance.choice(_rows(body))
    step = review(f"added_{n}")
    if chance.random() < 0.4:
        ids = [one["id"] for one in walk(body["steps"])]
        step["on"] = {"send_back": chance.choice(ids)}
    row.insert(chance.randint(0, len(row)), step)


def _add_end(body: Body, chance: Random, n: int) -> None:
    row = chance.choice(_rows(body))
    end = {"id": f"end_{n}", "kind": "end", "outcome": chance.choice(["over", "called_off"])}
    when = {"field": "case.in_probation", "op": "==", "value": True}
    choice = [{"when": when, "steps": [end]}, {"steps": []}]
    step = {"id": f"choice_{n}", "kind": "choose", "branches": choice}
    row.insert(chance.randint(0, len(row)), chance.choice([end, step]))


def _move(body: Body, chance: Random, n: int) -> None:
    row = chance.choice([row for row in _rows(body) if row])
    step = row.pop(chance.randrange(len(row)))
    other = chance.choice(_rows(body))
    other.insert(chance.randint(0, len(other)), step)


def _delete(body: Body, chance: Random, n: int) -> None:
    row = chance.choice([row for row in _rows(body) if row])
    row.pop(chance.randrange(len(row)))


def _wrap(body: Body, chance: Random, n: int) -> None:
    row = chance.choice([row for row in _rows(body) if row])
    place = chance.randrange(len(row))
    kind = chance.choice(["parallel", "choose"])
    when = {"field": "case.in_probation", "op": "==", "value": True}
    branches: list[Step] = [{"steps": [row[place]]}, {"steps": []}]
    if kind == "choose" or chance.random() < 0.3:
        branches[0]["when"] = when
    row[place] = {"id": f"wrap_{n}", "kind": kind, "branches": branches}


def _route(body: Body, chance: Random, n: int) -> None:
    step = chance.choice(_people(body))
    ids = [one["id"] for one in walk(body["steps"])]
    answers = [
        "send_back",
        "no",
        *(r["outcome"] for r in step.get("escalate", ()) if "outcome" in r),
    ]
    places = ["end:over", "end:called_off", *ids]
    step.setdefault("on", {})[chance.choice(answers)] = chance.choice(places)


def _drop_routes(body: Body, chance: Random, n: int) -> None:
    """What has ended the case, or led back, leads on."""
    chance.choice(_people(body)).pop("on", None)


def _say_by_time(body: Body, chance: Random, n: int) -> None:
    """Silence is filed as an answer."""
    step = chance.choice(_people(body))
    answers = FORM_ANSWERS.get(step.get("form", ""), ("done",))
    for rule in step.get("escalate", ()):
        if rule["action"] == "close":
            rule["outcome"] = chance.choice(answers)


def _house_step(body: Body, chance: Random, n: int) -> None:
    """A step of the house, of this way or of another."""
    row = chance.choice(_rows(body))
    key = chance.choice([*AUTOMATIC, *FORM_ANSWERS])
    step: Step = {"id": key, "kind": "auto", "name": "办理"}
    if key in FORM_ANSWERS:
        step |= {
            "kind": "task",
            "owner": "hr_of_branch",
            "form": key,
            "escalate": [close(hours(1))],
        }
    row.insert(chance.randint(0, len(row)), step)


def _out_of_block(body: Body, chance: Random, n: int) -> None:
    """A branch is done before its block."""
    blocks = [one for one in body["steps"] if len(one.get("branches", ())) > 1]
    if blocks:
        block = chance.choice(blocks)
        place = body["steps"].index(block)
        branch = block["branches"].pop(chance.randrange(len(block["branches"])))
        body["steps"][place:place] = branch["steps"]


def _forget_end(body: Body, chance: Random, n: int) -> None:
    step = chance.choice(_people(body))
    rules = [rule for rule in step.get("escalate", ()) if rule["action"] == "close"]
    if rules:
        step["escalate"].remove(chance.choice(rules))


def _other_time(body: Body, chance: Random, n: int) -> None:
    step = chance.choice(_people(body)[1:] or _people(body))
    units = ["hours", "work_days", "work_hours", "calendar_days"]
    span = {"n": chance.choice([0, 1, 22, 40, 1000]), "unit": chance.choice(units)}
    more = chance.choice([{}, {"from": "contract_end"}, {"from": "pay_end"}])
    if chance.random() < 0.3:
        step["escalate"] = []
    step.setdefault("escalate", []).append(close(span, **more))


def _other_day(body: Body, chance: Random, n: int) -> None:
    waits = [one for one in walk(body["steps"]) if one["kind"] == "wait"]
    for step in waits:
        step["until"] = chance.choice(["wished_day", "last_working_day", "contract_end"])


def _quick(body: Body, chance: Random, n: int) -> None:
    """A change that is lawful: a step with an end by time in the middle of the formalities."""
    row = _rows(body)[2] if len(_rows(body)) > 2 else body["steps"]  # before the handover
    row.insert(chance.randint(0, len(row)), review(f"quick_{n}", escalate=[close(hours(1))]))


CHANGES: list[Callable[[Body, Random, int], None]] = [
    *(_add, _add, _quick, _quick, _add_end, _move, _delete, _wrap),
    *(_route, _forget_end, _other_time, _other_day),
    *(_drop_routes, _say_by_time, _house_step, _out_of_block, _move),
]
