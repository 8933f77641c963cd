"""A step that HR has added: answered at a desk, in the frame of the desk, and read on the phone."""

import copy
from collections.abc import Callable

import pytest
from playwright.sync_api import FilePayload, expect

from lizhi.cases.models import Case
from lizhi.common import clock
from lizhi.offboarding import definitions as shipped
from lizhi.people.models import Branch
from lizhi.workflow import actions as workflow
from lizhi.workflow import definitions
from lizhi.workflow.tree import walk
from tests import make, stories
from tests.documents import corpus
from tests.journeys import hands
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
SCAN = {
    **REVIEW,
    "id": "scan",
    "name": "交回门店钥匙",
    "owner": "manager_of_leaver",
    "fields": [
        {"key": "photo", "type": "file", "label": "钥匙的照片", "required": True},
        {"key": "slip", "type": "file", "label": "签收单"},
        {"key": "keys", "type": "number", "label": "几把钥匙", "required": True},
    ],
}


@pytest.fixture
def case(company: Company) -> Case:
    """张敏 leaves where HR of the branch has steps of its own."""
    place = Branch.objects.get(pk=company.zhang_min.branch_id)
    body = copy.deepcopy(shipped.shipped(shipped.REMOTE_RESIGNATION))
    body["key"], body["name"] = f"own_{place.pk}", "本分支的离职"
    main = next(step for step in walk(body["steps"]) if step["id"] == "main")
    main["branches"] += [{"steps": [REVIEW]}, {"steps": [SCAN]}]
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


def test_the_manager_sends_a_photo_from_a_small_phone_and_hr_reads_it(
    company: Company, person: Somebody, case: Case
) -> None:
    company.house.at("2026-11-24 09:00")
    manager = person(company.wang_lei)
    manager.is_known()
    manager.page.set_viewport_size({"width": 320, "height": 640})
    task = make.open_task(case, "scan")
    manager.open(f"/tasks/{task.pk}/")
    manager.sees("张敏要离职：交回门店钥匙")
    manager.look("own-step-file")
    photo = hands.photo()
    manager.page.get_by_label("钥匙的照片").set_input_files([photo])
    manager.page.get_by_label("同意").first.check()
    manager.tap("答复")
    expect(manager.page.get_by_role("alert")).to_be_visible()
    manager.page.get_by_text(photo["name"]).scroll_into_view_if_needed()
    manager.page.mouse.wheel(0, 300)
    manager.look("own-step-file-kept")
    manager.page.get_by_label("几把钥匙").fill("2")
    manager.tap("答复")
    manager.sees("正在检查您的文件")
    manager.look("own-step-file-waits")
    company.house.settle()
    manager.sees("“交回门店钥匙”办完了")
    expect(manager.page.get_by_role("link", name=photo["name"])).to_be_visible()
    manager.look("own-step-file-done")
    officer = person(company.li_li, DESK)
    officer.is_known()
    officer.open(f"/desk/case/{case.number}/")
    link = officer.page.get_by_role("link", name=photo["name"])
    link.scroll_into_view_if_needed()
    officer.look("desk-case-file", big=False)
    officer.narrow(*DESKS)
    with officer.page.expect_popup() as opened:
        link.click()
    answer = opened.value.request.get(opened.value.url)
    assert (answer.status, answer.headers["content-type"]) == (200, "image/jpeg")


def test_without_script_a_second_press_sends_it(
    company: Company, person: Somebody, case: Case
) -> None:
    company.house.at("2026-11-24 09:00")
    manager = person(company.wang_lei, java_script_enabled=False)
    manager.is_known()
    manager.open(f"/tasks/{make.open_task(case, 'scan').pk}/")
    page = manager.page
    page.get_by_label("钥匙的照片").set_input_files([hands.photo()])
    page.get_by_label("几把钥匙").fill("2")
    page.get_by_label("同意").first.check()
    page.get_by_role("button", name="答复").tap()
    manager.sees("正在检查您的文件")
    company.house.settle()
    page.get_by_role("button", name="现在就交").tap()
    manager.sees("“交回门店钥匙”办完了")


def test_hr_sends_a_pdf_at_the_desk(company: Company, person: Somebody, case: Case) -> None:
    company.house.at("2026-11-24 09:00")
    stand_in = make.open_task(case, "scan")
    workflow.reassign(stand_in, to=company.li_li, by=company.li_li, at=clock.now())
    officer = person(company.li_li, DESK)
    officer.is_known()
    officer.open(f"/tasks/{make.open_task(case, 'scan').pk}/")
    page = officer.page
    paper: FilePayload = {
        "name": "签收单.pdf",
        "mimeType": "application/pdf",
        "buffer": corpus.pdf(),
    }
    page.get_by_label("钥匙的照片").set_input_files([paper])
    page.get_by_label("同意").first.check()
    officer.tap("答复")
    expect(page.get_by_text("签收单.pdf")).to_be_visible()
    officer.look("own-step-file-desk", big=False)
    officer.narrow(*DESKS)
    page.get_by_label("几把钥匙").fill("2")
    officer.tap("答复")
    officer.sees("正在检查您的文件")
    officer.look("own-step-file-waits-desk", big=False)
    officer.narrow(*DESKS)
    company.house.settle()
    officer.sees("“交回门店钥匙”办完了")
    expect(page.get_by_role("link", name="签收单.pdf")).to_be_visible()


def test_what_cannot_be_opened_comes_back_by_itself_with_all_that_was_typed(
    company: Company, person: Somebody, case: Case
) -> None:
    company.house.at("2026-11-24 09:00")
    manager = person(company.wang_lei)
    manager.is_known()
    manager.open(f"/tasks/{make.open_task(case, 'scan').pk}/")
    page = manager.page
    cut = hands.photo()["buffer"][:3000]
    broken: FilePayload = {"name": "半张.jpg", "mimeType": "image/jpeg", "buffer": cut}
    page.get_by_label("钥匙的照片").set_input_files([broken])
    page.get_by_label("几把钥匙").fill("2")
    page.get_by_label("同意").first.check()
    manager.tap("答复")
    manager.sees("正在检查您的文件")
    company.house.settle()
    expect(page.get_by_role("alert")).to_contain_text("打不开")
    expect(page.get_by_label("几把钥匙")).to_have_value("2")
    manager.look("own-step-file-refused")
    page.get_by_label("钥匙的照片").set_input_files([hands.photo()])
    manager.tap("答复")
    manager.sees("正在检查您的文件")
    company.house.settle()
    manager.sees("“交回门店钥匙”办完了")
