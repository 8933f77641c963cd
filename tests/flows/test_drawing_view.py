"""The same steps as a drawing: what the page tells the browser, and when."""

import html
import json
import re
from typing import Any

import pytest
from django.test import Client

from lizhi.accounts.models import User
from lizhi.common import clock
from lizhi.flows.models import Draft
from lizhi.offboarding import definitions
from lizhi.people.models import RoleGrant
from lizhi.workflow.tree import walk
from tests import make
from tests.flows.hands import Desk

pytestmark = pytest.mark.django_db
DRAWING = re.compile(r'data-drawing="([^"]*)"')
ON_DRAWING = {"HX-Request": "true", "HX-Current-URL": "http://testserver/x/?view=drawing&step=a"}


@pytest.fixture
def li_li() -> User:
    user = User.objects.with_phone("13800000001", name="李丽")
    make.grant(user, RoleGrant.Role.HR)
    return user


@pytest.fixture
def draft(li_li: User) -> Draft:
    return make.draft(li_li, make.branch())


@pytest.fixture
def desk(li_li: User, draft: Draft) -> Desk:
    return Desk(li_li, draft)


def drawn(page: str) -> Any:
    """What the page gives the browser to draw."""
    (found,) = DRAWING.findall(page)
    return json.loads(html.unescape(found))


def ids(steps: Any) -> list[str]:
    return [step["id"] for step in walk(steps)]


def test_the_list_comes_first_and_leads_to_the_drawing(desk: Desk) -> None:
    page = desk.get("steps", step="work")
    assert "data-drawing" not in page
    assert "drawing.css" not in page
    assert "?view=drawing&amp;step=work" in page


def test_the_drawing_has_every_step_in_its_place_and_the_list_is_there_too(desk: Desk) -> None:
    page = desk.get("steps", view="drawing", step="work")
    steps = drawn(page)
    assert ids(steps) == ids(desk.body()["steps"])
    assert 'data-current="work"' in page
    assert "data-shaping" in page
    assert 'data-step="confirmation"' in page
    (certificate,) = [step for step in walk(steps) if step["id"] == "certificate"]
    assert "合同" in certificate["lock"]
    assert not certificate["fault"]


def test_what_is_wrong_with_a_step_is_said_in_the_drawing_too(desk: Desk) -> None:
    desk.press("add", kind="approval", after="work")
    (step,) = [one for one in walk(drawn(desk.get("steps", view="drawing"))) if one["fault"]]
    assert step["id"] == "approval_1"


def test_a_published_version_is_drawn_and_nothing_in_it_can_be_moved(li_li: User) -> None:
    desk = Desk(li_li, make.draft(li_li, make.branch(), published=True))
    page = desk.get("version", 1, view="drawing", step="work")
    assert ids(drawn(page)) == ids(desk.body()["steps"])
    assert "data-shaping" not in page
    assert f"{desk.url('version', 1)}?step=work" in page


def test_whoever_may_only_look_gets_a_drawing_in_which_nothing_can_be_moved(li_li: User) -> None:
    definitions.publish_shipped(at=clock.now())
    page = make.signed_in(Client(), li_li).get("/desk/flows/remote_resignation/?view=drawing")
    assert ids(drawn(page.content.decode()))
    assert "data-shaping" not in page.content.decode()


def test_a_page_that_shows_the_drawing_keeps_it_over_what_is_sent_from_it(desk: Desk) -> None:
    moved = desk.client.post(
        desk.url("keys"),
        {"rev": desk.draft.mark, "step": "settlement", "to": "down"},
        headers=ON_DRAWING,
    )
    page = desk.client.get(moved["Location"], headers=ON_DRAWING).content.decode()
    assert "data-drawing" in page
    assert "财务结算移到员工核对结算之后" in page
    desk.draft.refresh_from_db()
    refused = desk.client.post(
        desk.url("keys"),
        {"rev": desk.draft.mark, "step": "certificate", "to": "up"},
        headers=ON_DRAWING,
    )
    assert refused.status_code == 409
    assert ids(drawn(refused.content.decode())) == ids(desk.body()["steps"])


def test_opening_a_step_in_the_drawing_says_nothing_of_saving(desk: Desk) -> None:
    desk.press("keys", step="settlement", to="down")
    answer = desk.client.get(
        desk.url("steps"), {"view": "drawing", "step": "work"}, headers=ON_DRAWING
    )
    assert '<p class="sr" id="said" role="status"></p>' in answer.content.decode()


@pytest.mark.parametrize("url", ["", "http://[", "?view=drawings", "x" * 5000, "\xff?view"])
def test_a_browser_that_says_nonsense_about_where_it_is_gets_the_list(desk: Desk, url: str) -> None:
    headers = {"HX-Request": "true", "HX-Current-URL": url}
    answer = desk.client.get(desk.url("steps"), headers=headers)
    assert answer.status_code == 200
    assert "data-drawing" not in answer.content.decode()


def test_a_step_is_dragged_into_a_branch_and_a_new_one_before_it(desk: Desk) -> None:
    spot: Any = {"block": "work", "branch": "1", "index": "0"}
    moved = desk.press("keys", step="acknowledgement", to="place", **spot)
    assert moved["Location"].endswith("?step=acknowledgement#panel")
    added = desk.press("add", kind="approval", **spot)
    assert added["Location"].endswith("?step=approval_1#panel")
    (work,) = [one for one in walk(desk.body()["steps"]) if one["id"] == "work"]
    inside = [one["id"] for one in work["branches"][1]["steps"]]
    assert inside == ["approval_1", "acknowledgement", "handover"]
    assert desk.draft.rev == 2
    desk.press("undo")
    desk.press("undo")
    assert ids(desk.body()["steps"])[2] == "acknowledgement"


def test_two_people_drag_and_the_slower_one_hears_of_the_other(desk: Desk) -> None:
    spot: Any = {"to": "place", "block": "work", "branch": "1", "index": "0"}
    assert desk.press("keys", step="acknowledgement", rev=0, **spot).status_code == 302
    late = desk.press("keys", step="settlement", rev=0, **spot)
    assert late.status_code == 409
    assert "李丽" in late.content.decode()
    assert desk.draft.rev == 1
    assert ids(desk.body()["steps"]).index("settlement") > ids(desk.body()["steps"]).index("work")


@pytest.mark.parametrize(
    "spot",
    [
        {"index": "0"},
        {"index": "99"},
        {"index": "abc", "block": "settlement"},
        {"index": "0", "block": "work", "branch": "-1"},
        {"index": "0", "block": "work", "branch": "12345"},
        {"index": "0", "block": "nowhere", "branch": "一"},
    ],
)
def test_a_place_that_the_law_or_the_process_does_not_have_is_refused(
    desk: Desk, spot: dict[str, Any]
) -> None:
    before = desk.body()
    assert desk.press("keys", step="acknowledgement", to="place", **spot).status_code == 409
    assert desk.press("add", kind="approval", **spot).status_code == 409
    assert desk.body() == before
