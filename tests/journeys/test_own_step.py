"""A step that HR has added: answered at a desk, in the frame of the desk, and read on the phone."""

import copy
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from lizhi.cases.models import Case
from lizhi.common import clock
from lizhi.offboarding import definitions as shipped
from lizhi.people.models import Branch
from lizhi.workflow import definitions
from lizhi.workflow.tree import walk
from tests import make, stories
from tests.journeys.conftest import DESK
from tests.journeys.person import Person
from tests.stories import Company

Somebody = Callable[..., Person]
DESKS = (320, 390, 720, 1280, 1440, 1920)
REVIEW = {
    "id": "legal",
    "kind": "approval",
    "name": "法务复核",
    "owner": "hr_of_branch",
    "due": {"n": 24, "unit": "hours"},
    "fields": [
        {
            "key": "risk",
            "type": "choice",
            "label": "风险",
            "required": True,
            "choices": ["高", "低"],
        }
    ],
    "outcomes": ["agree", "with_care"],
    "labels": {"with_care": "同意，注意保密"},
    "escalate": [{"after": {"n": 72, "unit": "hours"}, "action": "close", "outcome": "reviewed"}],
}


@pytest.fixture
def case(company: Company) -> Case:
    """张敏 leaves where HR of the branch has a review of its own."""
    place = Branch.objects.get(pk=company.zhang_min.branch_id)
    body = copy.deepcopy(shipped.shipped(shipped.REMOTE_RESIGNATION))
    body["key"], body["name"] = f"own_{place.pk}", "本分支的离职"
    main = next(step for step in walk(body["steps"]) if step["id"] == "main")
    main["branches"].append({"steps": [REVIEW]})
    company.house.set("2026-11-23 20:14")
    definitions.publish(body["key"], body["name"], body, company.li_li, clock.now(), branch=place)
    return stories.resigned(company)


def test_hr_answers_it_at_the_desk_and_the_leaver_reads_its_name(
    company: Company, person: Somebody, case: Case
) -> None:
    company.house.at("2026-11-24 09:00")
    officer = person(company.li_li, DESK)
    officer.is_known()
    officer.open(f"/desk/case/{case.number}/")
    officer.tap("去办“法务复核”")
    officer.sees("张敏要离职：法务复核")
    officer.look("own-step", big=False)
    officer.narrow(*DESKS)
    officer.tap("答复")
    expect(officer.page.get_by_role("alert")).to_be_visible()
    officer.look("own-step-wrong", big=False)
    officer.page.get_by_label("风险").select_option("低")
    officer.page.get_by_label("同意，注意保密").check()
    officer.tap("答复")
    officer.sees("“法务复核”办完了")
    officer.look("own-step-done", big=False)
    assert "legal" not in make.open_steps(case)
    leaver = person(company.zhang_min.person.user)
    leaver.is_known()
    leaver.open(f"/case/{case.number}/")
    expect(leaver.page.get_by_role("heading", name="法务复核")).to_be_visible()
    expect(leaver.page.get_by_text("同意，注意保密")).to_be_visible()
    leaver.look("progress-own-step")
