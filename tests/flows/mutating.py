"""The shipped process, changed here and there as a careless or cunning hand would."""

from collections.abc import Callable
from random import Random
from typing import Any

from lizhi.workflow.tree import FOR_PEOPLE, walk
from tests.flows.bodies import close, hours, review, shipped

Step = dict[str, Any]
Body = dict[str, Any]


def mutated(chance: Random) -> Body:
    """One to three changes."""
    body = shipped()
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
    end = {"id": f"end_{n}", "kind": "end", "outcome": "over"}
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
    step.setdefault("on", {})[chance.choice(answers)] = chance.choice(["end:over", *ids])


def _forget_end(body: Body, chance: Random, n: int) -> None:
    step = chance.choice(_people(body))
    rules = [rule for rule in step.get("escalate", ()) if rule["action"] == "close"]
    if rules:
        step["escalate"].remove(chance.choice(rules))


def _other_time(body: Body, chance: Random, n: int) -> None:
    step = chance.choice(_people(body)[1:] or _people(body))
    span = {"n": chance.choice([0, 1, 40]), "unit": chance.choice(["hours", "work_days"])}
    more = chance.choice([{}, {"from": "contract_end"}, {"from": "pay_end"}])
    step.setdefault("escalate", []).append(close(span, **more))


def _other_day(body: Body, chance: Random, n: int) -> None:
    waits = [one for one in walk(body["steps"]) if one["kind"] == "wait"]
    for step in waits:
        step["until"] = chance.choice(["wished_day", "last_working_day", "contract_end"])


def _quick(body: Body, chance: Random, n: int) -> None:
    """A change that is lawful: a step with an end by time in the middle of the formalities."""
    row = _rows(body)[2] if len(_rows(body)) > 2 else body["steps"]
    row.insert(chance.randint(0, len(row)), review(f"quick_{n}", escalate=[close(hours(1))]))


CHANGES: list[Callable[[Body, Random, int], None]] = [
    *(_add, _add, _quick, _quick, _add_end, _move, _delete, _wrap),
    *(_route, _forget_end, _other_time, _other_day),
]
