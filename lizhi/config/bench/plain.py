"""What every action of people costs that brings no paper at once."""

from typing import Any

from lizhi.common import clock
from lizhi.config.bench import by_hand, staff, steps
from lizhi.config.bench.measuring import WARM_UP, Row, row
from lizhi.config.bench.staff import Company
from lizhi.config.bench.walking import SHOWN, Procession
from lizhi.offboarding import benchmarks
from lizhi.offboarding import definitions as shipped
from lizhi.people.models import Branch
from lizhi.workflow import definitions
from lizhi.workflow.tree import Step, walk

CLOSED = {"action": "close", "outcome": "closed_by_time"}


def rows(cases: int, *, times: int) -> list[Row]:
    """A row for each action, with so many cases in the database."""
    with clock.at(steps.BEGINS):
        shipped.publish_shipped(at=clock.now())
        company = staff.company(benchmarks.fill(cases))
        along = _people(company, times)
        along.go_on()
        _publish_own(company.branch)
        beside = _people(company, times)
        beside.by_hand(by_hand.WAY)
    found = {**along.costs, **beside.costs}
    return [row(name, cases, cost) for name, cost in found.items() if name not in SHOWN]


def _people(company: Company, times: int) -> Procession:
    found = Procession(company, warm_up=WARM_UP)
    found.submit(staff.leavers(company, times + WARM_UP))
    return found


def _publish_own(branch: Branch) -> None:
    body = with_steps(
        shipped.shipped(shipped.REMOTE_RESIGNATION), [review(by_hand.REVIEW, by_hand.READS)]
    )
    body |= {"key": "measured", "name": "测量"}
    definitions.publish("measured", "测量", body, by=None, at=clock.now(), branch=branch)


def with_steps(body: dict[str, Any], own: list[Step]) -> dict[str, Any]:
    """HR has added these behind the manager's."""
    for step in walk(body["steps"]):
        for each in step.get("branches", ()):
            keys = [one["id"] for one in each["steps"]]
            if by_hand.READS in keys:
                place = keys.index(by_hand.READS) + 1
                each["steps"][place:place] = own
                return body
    raise LookupError(by_hand.READS)


def review(key: str, back: str = "") -> Step:
    """HR looks at it once more, sends it back there or goes on; time ends it."""
    return {
        "id": key,
        "kind": "approval",
        "name": f"复核 {key}",
        "owner": "hr_of_branch",
        **({"on": {"send_back": back}} if back else {}),
        "escalate": [
            {"after": {"n": 48, "unit": "hours"}, **CLOSED},
            {"after": {"n": 1, "unit": "hours"}, "from": "contract_end", **CLOSED},
        ],
    }
