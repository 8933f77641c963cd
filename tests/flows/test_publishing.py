"""A draft is checked, compared and published; what was published stays readable."""

import re
from typing import Any

import pytest
from django.test import Client

from lizhi.accounts.models import User
from lizhi.common import clock
from lizhi.flows.models import Draft
from lizhi.offboarding import definitions as shipped
from lizhi.people.models import RoleGrant
from lizhi.workflow import definitions
from lizhi.workflow.models import Definition, Version
from lizhi.workflow.tree import walk
from tests import make
from tests.flows.hands import Desk
from tests.flows.language import english

__all__ = ["english"]

pytestmark = pytest.mark.django_db
TAGS = re.compile("<[^>]+>")


@pytest.fixture
def li_li() -> User:
    user = User.objects.with_phone("13800000001", name="李丽")
    make.grant(user, RoleGrant.Role.HR)
    return user


@pytest.fixture
def desk(li_li: User) -> Desk:
    """The branch's process has one version; the draft of the second lies on the desk."""
    return Desk(li_li, make.draft(li_li, make.branch(), published=True))


def text(answer: Any) -> str:
    return " ".join(TAGS.sub(" ", answer.content.decode()).split())


def test_an_unchanged_draft_is_not_published(desk: Desk) -> None:
    answer = desk.press("publish")
    assert answer.status_code == 409
    assert "没有改动：这一版已经发布过" in text(answer)
    assert Version.objects.filter(definition__key=desk.draft.key).count() == 1


def test_publishing_says_what_it_means_and_empties_the_desk(desk: Desk) -> None:
    desk.save("signature", step__due="72")
    page = desk.get("publish")
    assert "从现在起，深圳总部新的离职按这一版办" in page
    assert "晚 1 天" in page
    answer = desk.press("publish")
    assert answer.status_code == 302
    definition = Definition.objects.get(key=desk.draft.key)
    assert definition.active is not None
    assert (definition.active.number, definition.branch) == (2, make.branch())
    assert definition.active.published_by == desk.user
    assert definitions.for_way("resignation", make.branch()) == definition.active
    assert not Draft.objects.exists()


def test_two_people_who_publish_at_once_publish_once(desk: Desk) -> None:
    desk.save("signature", step__due="72")
    desk.draft.refresh_from_db()
    rev = desk.draft.mark
    other = User.objects.with_phone("13800000002", name="许浩")
    make.grant(other, RoleGrant.Role.GROUP_HR)
    first = make.signed_in(Client(), other).post(desk.url("publish"), {"rev": rev})
    second = desk.client.post(desk.url("publish"), {"rev": rev})
    assert (first.status_code, second.status_code) == (302, 302)
    assert second["Location"] == desk.url("versions")
    assert Version.objects.filter(definition__key=desk.draft.key).count() == 2


def test_whoever_publishes_what_somebody_has_just_changed_is_asked_to_look(desk: Desk) -> None:
    rev = desk.draft.mark
    desk.save("signature", step__due="72")
    answer = desk.client.post(desk.url("publish"), {"rev": rev})
    assert answer.status_code == 409
    assert "李丽 今天 09:00 改过这个流程" in text(answer)
    assert Version.objects.filter(definition__key=desk.draft.key).count() == 1


def test_with_a_fault_publishing_leads_to_the_checks(desk: Desk) -> None:
    desk.press("add", kind="approval", after="confirmation")
    body = desk.body()
    bad = {**body, "steps": [*body["steps"][:-1], {"id": "x", "kind": "notify", "to": "nobody"}]}
    Draft.objects.filter(pk=desk.draft.pk).update(body=bad)
    answer = desk.press("publish")
    assert answer["Location"] == desk.url("checks")
    page = desk.get("checks")
    assert "还不能发布" in page
    assert "1 处会卡住" in page
    assert f"{desk.url('steps')}?step=x" in page


def test_checks_that_find_nothing_lead_to_publishing(desk: Desk) -> None:
    page = desk.get("checks")
    assert "都查过了，可以发布" in page
    assert desk.url("publish") in page
    assert "10 项通过" in page


def test_an_old_version_is_read_compared_and_brought_back(desk: Desk) -> None:
    desk.save("signature", step__due="72")
    desk.press("publish")
    assert "只能看，不能改" in desk.get("version", 1, step="signature")
    assert "48 小时" in desk.get("version", 1, step="signature")
    compared = desk.get("compare", **{"with": "1", "and": "2"})
    assert "第 2 版和第 1 版，1 处不同" in compared
    assert "<del>48 小时</del>" in compared
    assert "<ins>72 小时</ins>" in compared
    assert desk.client.get(desk.url("version", 9)).status_code == 404
    answer = desk.client.post(desk.url("continue", 1))
    draft = Draft.objects.get()
    assert answer["Location"] == desk.url("steps")
    assert draft.based_on is not None
    assert (draft.based_on.number, draft.body) == (1, draft.based_on.body)
    assert "草稿第 3 版和第 2 版，1 处不同" in desk.client.get(desk.url("compare")).content.decode()


def test_an_old_version_is_used_again_under_its_own_number(desk: Desk) -> None:
    desk.save("signature", step__due="72")
    desk.press("publish")
    desk.client.post(desk.url("continue", 1))
    again = Desk(desk.user, Draft.objects.get())
    assert "新的离职重新按第 1 版办" in again.get("publish")
    assert again.press("publish").status_code == 302
    definition = Definition.objects.get(key=desk.draft.key)
    assert definition.active is not None
    assert definition.active.number == 1
    assert definition.versions.count() == 2


def test_resigning_stands_first_and_the_group_before_its_branches(desk: Desk) -> None:
    shipped.publish_shipped(at=clock.now())
    page = text(desk.client.get("/desk/flows/"))
    first, own = page.index("异地离职"), page.index("异地离职 (深圳总部)")
    assert first < own < page.index("协商一致解除") < page.index("联系不上")


def test_the_list_says_what_is_in_use_and_what_lies_on_the_desk(desk: Desk) -> None:
    page = text(desk.client.get("/desk/flows/"))
    assert "第 1 版， 6月1日 起" in page
    assert "异地离职 (深圳总部)" in page
    assert "李丽， 今天 09:00" in page


def test_the_page_of_a_draft_that_is_gone_touches_no_later_one(desk: Desk) -> None:
    desk.save("signature", step__due="72")
    old = {"rev": desk.form("confirmation")["rev"]}
    panel = {**desk.form("confirmation"), "step-due": "96"}
    desk.press("publish")
    later = make.draft(desk.user, make.branch())
    seen = Desk(desk.user, later)
    seen.save("signature", step__due="36")
    later.refresh_from_db()
    assert (later.rev, later.key) == (1, desk.draft.key)
    for page in ("publish", "undo", "drop"):
        assert desk.client.post(desk.url(page), old).status_code == 409
    assert desk.client.post(desk.url("step", "confirmation"), panel).status_code == 409
    later.refresh_from_db()
    assert later.rev == 1
    assert Version.objects.filter(definition__key=later.key).count() == 2


def test_whoever_changes_what_somebody_has_just_replaced_begins_with_what_is_in_use(
    desk: Desk,
) -> None:
    desk.press("drop")
    page = desk.get("steps")
    (address,) = re.findall(r'action="([^"]+/continue/)"', page)
    make.draft(desk.user, make.branch())
    newer = Desk(desk.user, Draft.objects.get())
    newer.save("signature", step__due="72")
    newer.press("publish")
    assert 'name="in_use"' in page
    assert desk.client.post(address, {"in_use": "on"}).status_code == 302
    draft = Draft.objects.get()
    assert draft.based_on is not None
    assert draft.based_on.number == 2
    assert (
        next(one for one in walk(draft.body["steps"]) if one["id"] == "signature")["due"]["n"] == 72
    )
