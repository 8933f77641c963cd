"""Processes for a way of ending, drawn at random: as HR might draw them, lawful or not."""

from random import Random
from typing import Any

from lizhi.offboarding.ways import WAYS
from tests.flows.bodies import close

Step = dict[str, Any]
SPANS: list[Step] = [
    *({"n": n, "unit": "hours"} for n in (0, 1, 8, 22, 48)),
    {"n": 0, "unit": "work_hours"},
    {"n": 0, "unit": "work_days"},
    {"n": 2, "unit": "work_days"},
    {"n": 5, "unit": "calendar_days"},
    {"n": 900, "unit": "calendar_days"},
]
WHENS = [
    {"field": "case.in_probation", "op": "==", "value": True},
    {"field": "employee.leads", "op": ">=", "value": 2},
    {"any": [{"field": "case.reason", "op": "in", "value": ["family", "health"]}]},
]


def drawn(chance: Random, way: str = "resignation") -> Step:
    """One process, with a certificate, a settlement and a closing somewhere."""
    return _Drawing(chance, way).body()


class _Drawing:
    def __init__(self, chance: Random, way: str) -> None:
        self.chance, self.way = chance, way
        self.many = 0

    def body(self) -> Step:
        first = self.first()
        known = [one["id"] for one in first]
        if not self.often(0.9):
            first.insert(self.chance.randint(0, len(first)), self.person([]))
        before = [] if self.often(0.9) else [self.person([])]
        steps = [*first, *before, self.main(known)]
        steps += [] if self.often(0.9) else [self.person(known)]
        closing = {"id": "closing", "kind": "auto", "name": "归档"}
        where = len(steps) if self.often(0.95) else self.chance.randint(1, len(steps))
        steps.insert(where, closing)
        return {"key": "drawn", "name": "drawn", "way": self.way, "steps": steps}

    def first(self) -> list[Step]:
        """What decides that it ends: the notice, two signatures, a service, or the day alone."""
        if self.way == "resignation":
            return [_house("application", "leaver", [])]
        binds = WAYS[self.way].binds
        if binds == "law":
            return []
        said, no = {
            "signatures": ("signature", "declined"),
            "service": ("service", "not_served"),
        }[binds]
        send = {"signature": "send_agreement", "service": "send_notice"}[said]
        owner = "leaver" if said == "signature" else "hr_of_branch"
        late = no if self.often(0.9) else self.chance.choice(["signed", "served", "late"])
        step = _house(said, owner, [close(self.chance.choice(SPANS), late)])
        on = {answer: "end:not_agreed" for answer in (no, late) if self.often(0.95)}
        found = [{"id": send, "kind": "auto", "name": "发出"}, {**step, "on": on}]
        if said == "signature" and self.often(0.9):
            found.append({"id": "seal_agreement", "kind": "auto", "name": "盖章"})
        return found

    def often(self, how: float) -> bool:
        return self.chance.random() < how

    def main(self, before: list[str]) -> Step:
        day = {"id": "contract_end", "kind": "wait", "name": "到期", "until": "contract_end"}
        certificate = [day, {"id": "certificate", "kind": "auto", "name": "离职证明"}]
        certificate += self.steps(2, ["contract_end"]) if self.often(0.2) else []
        days = self.chance.choice([30, 30, 30, 30, 7, 0, 900])
        ends = [close({"n": days, "unit": "calendar_days"}, "not_settled")]
        if self.often(0.95):
            ends[0]["from"] = "contract_end"
        settlement = _house("settlement", "finance_of_entity", ends)
        work = [*self.steps(1, before), self.person(before)]
        work += [settlement, *self.steps(1, ["settlement"])]
        branches: list[Step] = [{"steps": work}, {"steps": certificate}]
        branches += [{"steps": self.steps(1, before)} for _ in range(self.chance.randint(0, 2))]
        self.chance.shuffle(branches)
        for branch in branches:
            if not self.often(0.93):
                branch["when"] = self.chance.choice(WHENS)
        return {"id": "main", "kind": "parallel", "name": "办理", "branches": branches}

    def name(self) -> str:
        self.many += 1
        return f"n{self.many}"

    def steps(self, depth: int, before: list[str]) -> list[Step]:
        found: list[Step] = []
        for _ in range(self.chance.randint(0, 3)):
            found.append(self.step(depth, [*before, *(one["id"] for one in found)]))
        return found

    def step(self, depth: int, before: list[str]) -> Step:
        kinds = ["person"] * 6 + ["notify", "wait"] + ["parallel", "choose"] * (depth < 4)
        kind = self.chance.choice(kinds)
        if kind == "person":
            return self.person(before)
        if kind == "notify":
            return {"id": self.name(), "kind": "notify", "name": "告知", "to": "hr_of_branch"}
        if kind == "wait":
            dates = ["contract_end"] * 4 + ["wished_day", "last_working_day"]
            until = self.chance.choice(dates)
            return {"id": self.name(), "kind": "wait", "name": "等", "until": until}
        return self.block(kind, depth, before)

    def block(self, kind: str, depth: int, before: list[str]) -> Step:
        many = self.chance.randint(2, 3)
        branches: list[Step] = [{"steps": self.steps(depth + 1, before)} for _ in range(many)]
        for branch in branches[:-1]:
            if kind == "choose" or self.often(0.3):
                branch["when"] = self.chance.choice(WHENS)
        if self.often(0.1):
            outcome = self.chance.choice(["over", "called_off"])
            end = {"id": self.name(), "kind": "end", "outcome": outcome}
            self.chance.choice(branches)["steps"].append(end)
        return {"id": self.name(), "kind": kind, "name": "一起办", "branches": branches}

    def person(self, before: list[str]) -> Step:
        step: Step = {
            "id": self.name(),
            "kind": self.chance.choice(["task", "approval"]),
            "name": "复核",
            "owner": self.chance.choice(["hr_of_branch", "group_hr", "leaver"]),
            "escalate": self.ends(),
        }
        if before and self.often(0.3):
            near = before[-2:] if self.often(0.8) else before
            step["on"] = {"send_back": self.chance.choice(near)}
        if self.often(0.03):
            over = self.chance.choice(["end:over", "end:called_off"])
            step["on"] = {self.chance.choice(["no", "closed_by_time"]): over}
        if self.often(0.2):
            step["outcomes"] = ["agree", *step.get("on", {})]
        return step

    def ends(self) -> list[Step]:
        found = [close(self.chance.choice(SPANS))] if self.often(0.95) else []
        if self.often(0.8):
            after = self.chance.choice(SPANS[1:3])
            date = "contract_end" if self.often(0.95) else "last_working_day"
            found.append(close(after, **{"from": date}))
        return found


def _house(form: str, owner: str, ends: list[Step]) -> Step:
    step = {"id": form, "kind": "task", "name": form, "owner": owner, "form": form}
    return {**step, "escalate": ends} if ends else step
