"""What every action of people costs that brings no paper at once."""

from lizhi.common import clock
from lizhi.config.bench import by_hand, staff, steps
from lizhi.config.bench.measuring import WARM_UP, Row, row
from lizhi.config.bench.staff import Company
from lizhi.config.bench.walking import SHOWN, Procession
from lizhi.offboarding import benchmarks
from lizhi.offboarding import definitions as shipped
from lizhi.people.models import Branch
from lizhi.workflow import definitions
from lizhi.workflow.tree import walk

HOURS = {"n": 48, "unit": "hours"}
BEFORE_THE_END = {"n": 1, "unit": "hours"}
REVIEWED = {
    "id": by_hand.REVIEW,
    "kind": "approval",
    "name": "法务复核",
    "owner": "hr_of_branch",
    "on": {"send_back": by_hand.READS},
    "escalate": [
        {"after": HOURS, "action": "close", "outcome": "closed_by_time"},
        {
            "after": BEFORE_THE_END,
            "from": "contract_end",
            "action": "close",
            "outcome": "closed_by_time",
        },
    ],
}
"""A step that HR has added behind the manager's: it can be taken back and sent back."""


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
    body = {**shipped.shipped(shipped.REMOTE_RESIGNATION), "key": "measured", "name": "测量"}
    for step in walk(body["steps"]):
        for each in step.get("branches", ()):
            keys = [one["id"] for one in each["steps"]]
            if by_hand.READS in keys:
                each["steps"].insert(keys.index(by_hand.READS) + 1, REVIEWED)
    definitions.publish("measured", "测量", body, by=None, at=clock.now(), branch=branch)
