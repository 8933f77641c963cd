"""HR publishes a version while people are leaving, and sees of each what becomes of it."""

import copy
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from lizhi.common import clock
from lizhi.flows import actions
from lizhi.flows.models import Draft
from lizhi.workflow.models import Run
from lizhi.workflow.tree import walk
from tests import make, stories
from tests.flows.test_running_cases import quicker, without_manager
from tests.journeys.conftest import DESK
from tests.journeys.person import Person
from tests.stories import Company

Somebody = Callable[..., Person]
WIDTHS = (320, 390, 720, 1280, 1440, 1920)


def waiting(company: Company) -> tuple[Draft, list[str]]:
    """Two are leaving; the next version has no step for the manager, where one of them stands."""
    draft = make.draft(company.li_li, company.zhang_min.branch, published=True)
    here = stories.resign(company, stories.hire(company, "陈平", 31))
    past = stories.resign(company, company.zhang_min)
    stories.acknowledge(company, past)

    def to(body: dict[str, Any]) -> dict[str, Any]:
        changed = copy.deepcopy(body)
        steps = {step["id"]: step for step in walk(changed["steps"])}
        quicker(steps)
        without_manager(steps)
        return changed

    made = actions.change(draft, to, rev=draft.rev, by=company.li_li, at=clock.now())
    return made, [here.number, past.number]


def test_hr_sees_what_becomes_of_each_and_publishes_by_the_keyboard(
    company: Company, person: Somebody
) -> None:
    draft, (here, past) = waiting(company)
    hr = person(company.li_li, DESK)
    hr.is_known()
    page = hr.page
    hr.open(f"/desk/flows/{draft.key}/publish/")
    hr.sees("草稿第 2 版和第 1 版")
    button = page.locator("button[value=change]")
    expect(button).to_have_text("发布第 2 版，换 1 件")
    expect(page.get_by_text("正办到“主管知悉”，新版里没有这一步").first).to_be_visible()
    hr.look("flows-publish-running")
    hr.narrow(*WIDTHS)
    give_up = page.locator(f"[name=give_up][value='{here}']")
    give_up.focus()
    page.keyboard.press("Space")
    expect(button).to_have_text("发布第 2 版，换 2 件")
    page.locator("[data-page]").focus()
    page.keyboard.press("Space")
    expect(button).to_have_text("发布第 2 版，换 1 件")
    page.locator(f"[name=case][value='{past}']").press("Space")
    expect(button).to_have_text("发布第 2 版，换 2 件")
    button.focus()
    page.keyboard.press("Enter")
    hr.sees("2 件已换")
    open_runs = Run.objects.open().filter(case__number__in=[here, past])
    assert {run.version.number for run in open_runs.select_related("version")} == {2}
    assert hr.barriers == []


@pytest.mark.parametrize("width", [390, 320])
def test_without_script_on_a_narrow_screen_it_is_asked_again_when_somebody_has_moved(
    company: Company, person: Somebody, width: int
) -> None:
    draft, (here, past) = waiting(company)
    bare = {**DESK, "viewport": {"width": width, "height": 844}, "java_script_enabled": False}
    hr = person(company.li_li, bare)
    hr.is_known()
    page = hr.page
    hr.open(f"/desk/flows/{draft.key}/publish/")
    stories.resign(company, stories.hire(company, "吴平", 33))
    page.locator("button[value=change]").click()
    expect(page.get_by_text("您看过以后有了变化，还没有发布")).to_be_visible()
    expect(page.get_by_text("吴平：您刚才看时还没有").first).to_be_visible()
    page.locator("button[value=change]").click()
    hr.sees("1 件已换")
    open_runs = Run.objects.open().filter(case__number=past)
    assert {run.version.number for run in open_runs.select_related("version")} == {2}
    assert Run.objects.open().filter(case__number=here, version__number=1).exists()
