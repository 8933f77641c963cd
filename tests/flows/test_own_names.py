"""A step that HR has added is called by its own title wherever people meet it."""

import io
import json

import openpyxl
import pytest
from django.test import Client

from lizhi.accounts import actions as accounts
from lizhi.accounts.models import User
from lizhi.archive import story
from lizhi.cases import access
from lizhi.cases.models import Case
from lizhi.common import clock
from lizhi.notifications.models import Message
from lizhi.offboarding import actions, chosen, progress, timeline
from lizhi.workflow import definitions
from tests import make
from tests.flows.bodies import LEGAL, changed, step
from tests.flows.test_own_step import Body, Shenyang, later, with_review

pytestmark = pytest.mark.django_db


@pytest.fixture
def shenyang() -> Shenyang:
    return Shenyang()


@pytest.fixture
def case(shenyang: Shenyang) -> Case:
    """李经理 leaves, and 法务老周 has the review in hand."""
    return shenyang.at_review(shenyang.manager)


def named(page: str) -> bool:
    """The title stands there, and the code nowhere that people read."""
    shown = page.replace(f'value="{LEGAL}"', "").replace(f"step={LEGAL}", "")
    return "法务复核" in page and LEGAL not in shown


@pytest.mark.parametrize("page", ["", "more/", "press/", "handing-over/", "on-behalf/", "signers/"])
def test_every_window_of_hr_says_it(
    client: Client, shenyang: Shenyang, case: Case, page: str
) -> None:
    task = make.open_task(case, LEGAL)
    with later():
        make.signed_in(client, shenyang.hr)
        query = f"?task={task.pk}&step={LEGAL}"
        html = client.get(f"/desk/case/{case.number}/{page}{query}").content.decode()
    assert named(html), page


def test_whoever_has_it_reads_where_it_can_go_back_to(
    client: Client, shenyang: Shenyang, case: Case
) -> None:
    task = make.open_task(case, LEGAL)
    with later():
        make.signed_in(client, shenyang.lawyer)
        html = client.get(f"/desk/case/{case.number}/sending-back/?task={task.pk}")
    assert named(html.content.decode())
    assert "主管知悉" in html.content.decode()


def test_whoever_has_it_goes_there_from_the_page_of_the_case(
    client: Client, shenyang: Shenyang, case: Case
) -> None:
    task = make.open_task(case, LEGAL)
    with later():
        make.signed_in(client, shenyang.lawyer)
        html = client.get(f"/desk/case/{case.number}/").content.decode()
    assert f'href="/tasks/{task.pk}/"' in html
    assert "去办“法务复核”" in html


def test_the_board_its_spreadsheet_and_the_many_at_once_say_it(
    client: Client, shenyang: Shenyang, case: Case
) -> None:
    with later():
        make.signed_in(client, shenyang.hr)
        assert named(client.get("/desk/").content.decode())
        table = client.get("/desk/table/").content
        sheet = openpyxl.load_workbook(io.BytesIO(table)).worksheets[0]
        assert "法务复核" in next(sheet.iter_rows(min_row=2, values_only=True))
        (handing,) = chosen.to_hand_on([case], shenyang.hr)
        assert handing.said == "法务复核，法务老周"
        (pressing,) = chosen.to_press([case], shenyang.hr, now=clock.now())
        assert pressing.said == "法务复核，法务老周"


def test_reminders_and_the_page_of_whoever_is_away_say_it(
    client: Client, shenyang: Shenyang, case: Case
) -> None:
    with later():
        actions.press(case, LEGAL, by=shenyang.hr)
        make.work()
        texts = " ".join(one.text for one in Message.objects.all())
        assert "法务复核还没办好，已催促法务老周" in texts
        assert LEGAL not in texts
        task = make.open_task(case, LEGAL)
        task.on_behalf_of, task.assignee = shenyang.lawyer, shenyang.hr
        task.save(update_fields=["on_behalf_of", "assignee"])
        make.signed_in(client, shenyang.lawyer)
        assert named(client.get("/away/").content.decode())


def test_the_sealed_file_tells_it_by_its_title(case: Case) -> None:
    events = story.events_of(case)
    told = story.timeline(case, events).decode()
    assert "（法务复核）" in told
    assert LEGAL not in told
    kept = json.loads(story.as_json(story.history(case)))
    assert {one["step"]: one["name"] for one in kept}[LEGAL] == "法务复核"


def test_a_token_reads_it_too(client: Client, shenyang: Shenyang, case: Case) -> None:
    with later():
        token = accounts.make_token(
            shenyang.lawyer, name="待办", scopes=["offboarding:read"], at=clock.now(), days=1
        )
        found = client.get(
            "/api/v1/offboarding/tasks", headers={"Authorization": f"Bearer {token}"}
        ).json()
    assert [(one["step"], one["name"]) for one in found] == [(LEGAL, "法务复核")]


def renamed(body: Body) -> None:
    with_review(body)
    step(body, LEGAL)["name"] = "合规审核"


def gone(body: Body) -> None:
    body["key"], body["name"] = "shenyang", "沈阳的离职"


@pytest.mark.parametrize("change", [renamed, gone])
def test_after_a_change_of_version_nothing_is_a_code(
    client: Client, shenyang: Shenyang, case: Case, change: object
) -> None:
    """Renamed, it has its new title; taken away, its history keeps the old one."""
    with later():
        new = definitions.publish(
            "shenyang",
            "沈阳的离职",
            changed(change),  # type: ignore[arg-type]
            shenyang.hr,
            clock.now(),
            branch=shenyang.place,
        )
        make.signed_in(client, shenyang.lawyer)
        kept = {"key": "k", "case": [case.number], "give_up": [case.number]}
        client.post(f"/desk/flows/{new.definition.key}/running/", kept)
        make.work()
        case.refresh_from_db()
        title = "合规审核" if change is renamed else "法务复核"
        if change is renamed:
            assert case.label == title
            nodes = progress.of(case, case.leaver, now=clock.now()).nodes
            assert title in [node.title for node in nodes]
        story_of_hr = timeline.of(case, shenyang.hr, access.of(case, shenyang.hr), show="all")
        told = " ".join(line.what for day in story_of_hr.days for line in day.lines)
    assert title in told
    assert LEGAL not in told
    assert case.events.filter(kind="migrated").exists()


def lines(case: Case, reader: User) -> dict[str, timeline.Line]:
    """What HR reads of the own step, by what it says."""
    story_of = timeline.of(case, reader, access.of(case, reader), show="all")
    found = [line for day in story_of.days for line in day.lines if "法务复核" in line.what]
    return {line.what: line for line in found}


def test_the_story_says_until_when_what_was_answered_and_why(
    shenyang: Shenyang, case: Case
) -> None:
    task = make.open_task(case, LEGAL)
    with later():
        data = {"risk": "低", "secrets": False}
        actions.answer_step(
            task,
            way="with_care",
            by=shenyang.lawyer,
            data=data,
            words="请再提醒一次保密",
            key=make.key(),
        )
        told = lines(case, shenyang.hr)
    asked = told["请法务老周办：法务复核"]
    assert (asked.who, asked.why[0]) == ("系统", "最晚")
    assert asked.why[1]
    done = told["办完了：法务复核"]
    assert (done.who, done.small, done.quote) == ("法务老周", "同意，注意保密", "请再提醒一次保密")
    assert done.why[0] == "用时"


def test_a_step_that_is_sent_back_says_to_which_and_why(shenyang: Shenyang, case: Case) -> None:
    task = make.open_task(case, LEGAL)
    with later():
        actions.answer_step(
            task,
            way="send_back:acknowledgement",
            by=shenyang.lawyer,
            data={},
            words="交接人再想想",
            key=make.key(),
        )
        line = lines(case, shenyang.hr)["把“法务复核”退回到“主管知悉”"]
    assert (line.who, line.quote) == ("法务老周", "交接人再想想")
