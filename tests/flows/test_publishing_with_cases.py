"""HR publishes while people are leaving: the page says what becomes of each, and is held to it."""

import copy
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from lizhi.cases.models import Case
from lizhi.common import clock
from lizhi.flows import actions
from lizhi.flows.actions import migrating
from lizhi.flows.migrating import ahead
from lizhi.flows.models import Draft, MigratedCase, Migration
from lizhi.offboarding import actions as offboarding
from lizhi.offboarding import definitions as shipped
from lizhi.people.models import Employment
from lizhi.workflow.models import Definition, Run, Version
from lizhi.workflow.tree import walk
from tests import make
from tests.flows.hands import filled
from tests.flows.test_running_cases import (
    hr,
    quicker,
    with_review,
    without_manager,
    zhang_min,
)

__all__ = ["zhang_min"]

pytestmark = pytest.mark.django_db
KEY = shipped.REMOTE_RESIGNATION
PAGE = f"/desk/flows/{KEY}/publish/"


def draft(change: Callable[[dict[str, Any]], object], by: str = "赵宁") -> Draft:
    """The group's next version lies on the desk with this change."""
    version = Definition.objects.get(key=KEY).active
    assert version is not None
    user = Employment.objects.get(person__name=by).person.user
    body = copy.deepcopy(version.body)
    values = {"way": "resignation", "branch": None, "by": user, "at": clock.now()}
    found = actions.begin(body=body, based_on=version, **values)  # type: ignore[arg-type]

    def to(body: dict[str, Any]) -> dict[str, Any]:
        changed = copy.deepcopy(body)
        change({step["id"]: step for step in walk(changed["steps"])})
        return changed

    return actions.change(found, to, rev=found.rev, by=user, at=clock.now())


def form(desk: Client) -> dict[str, Any]:
    """What the page would send, as it stands there."""
    page = desk.get(PAGE).content.decode()
    found = filled(page, "publish")
    found["seen"] = re.findall(r'name="seen" value="([^"]+)"', page)
    return found


def press(desk: Client, what: str, **sent: Any) -> Any:
    """One of the two buttons."""
    values = {**sent, "what": what}
    return desk.post(PAGE, {name: value for name, value in values.items() if value is not None})


def by_version(case: Case) -> set[int]:
    """The numbers of the versions that its open steps go by."""
    return set(Run.objects.open().filter(case=case).values_list("version__number", flat=True))


def test_the_page_says_what_differs_and_what_becomes_of_each(
    client: Client, zhang_min: Employment
) -> None:
    case = make.case(zhang_min)
    draft(quicker)
    page = hr(client).get(PAGE).content.decode()
    assert "草稿第 2 版和第 1 版，1 处不同" in page
    assert "正在办的 1 件怎么办" in page
    assert "时限不变，还是" in page
    assert "1 件能换" in page
    assert "只发布，老单子不动" in page
    assert "发布第 2 版，换 1 件" in page
    assert by_version(case) == {1}
    assert Version.objects.filter(definition__key=KEY).count() == 1


def test_publishing_alone_leaves_whoever_is_on_the_way(
    client: Client, zhang_min: Employment
) -> None:
    case = make.case(zhang_min)
    draft(quicker)
    desk = hr(client)
    press(desk, "only", **form(desk))
    assert Definition.objects.get(key=KEY).active == Version.objects.get(number=2)
    assert by_version(case) == {1}
    assert not Migration.objects.exists()


def test_publishing_and_changing_is_one_press(client: Client, zhang_min: Employment) -> None:
    case, other = make.case(zhang_min), make.case(make.employee("陈平", "13800000101"))
    draft(quicker)
    desk = hr(client)
    sent = {**form(desk), "case": [case.number]}
    answer = press(desk, "change", **sent)
    made = Migration.objects.get()
    assert answer.headers["Location"] == f"/desk/flows/{KEY}/running/{made.pk}/"
    assert "1 件已换" in desk.get(answer.headers["Location"]).content.decode()
    assert (by_version(case), by_version(other)) == ({2}, {1})
    again = press(desk, "change", **sent)
    assert again.headers["Location"] == answer.headers["Location"]
    assert Migration.objects.count() == 1
    assert not Draft.objects.exists()


def test_one_that_cannot_says_why_and_changes_only_if_its_step_is_given_up(
    client: Client, zhang_min: Employment
) -> None:
    case, other = make.case(zhang_min), make.case(make.employee("陈平", "13800000101"))
    task = make.open_task(other, "acknowledgement")
    by = task.assignee
    offboarding.acknowledge(task, by=by, handover_to=by, agrees_early=False, key="ack")
    draft(without_manager)
    desk = hr(client)
    page = desk.get(PAGE).content.decode()
    assert "正办到“主管知悉”，新版里没有这一步" in page
    assert "1 件不能" in page
    assert "发布第 2 版，换 1 件" in page
    sent = form(desk)
    assert sent["case"] == other.number
    press(desk, "change", **sent, give_up=[case.number])
    assert (by_version(case), by_version(other)) == ({2}, {2})
    assert "acknowledgement" not in make.open_steps(case)


def test_what_was_added_is_skipped_for_the_one_that_was_ticked(
    client: Client, zhang_min: Employment
) -> None:
    case, other = make.case(zhang_min), make.case(make.employee("陈平", "13800000101"))
    draft(with_review)
    desk = hr(client)
    press(desk, "change", **form(desk), skip=[other.number])
    assert "legal" in make.open_steps(case)
    assert "legal" not in make.open_steps(other)


def test_when_somebody_moves_meanwhile_nothing_is_done_and_it_is_asked_again(
    client: Client, zhang_min: Employment
) -> None:
    case, other = make.case(zhang_min), make.case(make.employee("陈平", "13800000101"))
    draft(without_manager)
    desk = hr(client)
    sent = form(desk)
    task = make.open_task(case, "acknowledgement")
    by = task.assignee
    offboarding.acknowledge(task, by=by, handover_to=by, agrees_early=False, key="ack")
    answer = press(desk, "change", **sent, give_up=[other.number])
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "您看过以后有了变化，还没有发布" in page
    assert "张敏：和您刚才看的不一样了" in page
    assert "陈平：" not in page
    assert not Version.objects.filter(number=2).exists()
    assert (by_version(case), by_version(other)) == ({1}, {1})
    assert re.search(rf'name="give_up" value="{other.number}"[^>]* checked', page)
    assert "发布第 2 版，换 1 件" in page, "what can change now was not ticked"
    press(desk, "change", **form(desk), give_up=[other.number])
    assert (by_version(case), by_version(other)) == ({2}, {2})


def test_whoever_came_or_went_meanwhile_is_named_or_counted(
    client: Client, zhang_min: Employment
) -> None:
    case = make.case(zhang_min)
    draft(quicker)
    desk = hr(client)
    sent = form(desk)
    make.case(make.employee("陈平", "13800000101"))
    page = press(desk, "change", **sent).content.decode()
    assert "陈平：您刚才看时还没有" in page
    assert "发布第 2 版，换 1 件" in page, "only who was ticked before is ticked now"
    sent = form(desk)
    Case.objects.filter(pk=case.pk).update(status=Case.Status.WITHDRAWN)
    page = press(desk, "change", **sent).content.decode()
    assert "1 件已经不在这里办了" in page
    assert not Migration.objects.exists()


def test_nothing_ticked_is_said_and_nothing_is_published(
    client: Client, zhang_min: Employment
) -> None:
    make.case(zhang_min)
    draft(quicker)
    desk = hr(client)
    answer = press(desk, "change", **{**form(desk), "case": None})
    assert answer.status_code == 409
    assert "一件都没勾" in answer.content.decode()
    assert not Version.objects.filter(number=2).exists()


def test_two_of_hr_at_once_publish_once_and_the_other_reads_what_is_left(
    client: Client, zhang_min: Employment
) -> None:
    case, other = make.case(zhang_min), make.case(make.employee("陈平", "13800000101"))
    make.grant(make.employee("许浩", "13900000010").user, "group_hr")
    draft(quicker)
    first, second = hr(client), hr(Client(), "许浩")
    sent, later = form(first), form(second)
    press(first, "change", **{**sent, "case": [case.number]})
    answer = press(second, "change", **later)
    assert answer.headers["Location"] == f"/desk/flows/{KEY}/running/"
    page = second.get(answer.headers["Location"]).content.decode()
    assert "1 件还在走老版" in page
    assert "赵宁" in page
    assert (by_version(case), by_version(other)) == ({2}, {1})
    assert Version.objects.filter(definition__key=KEY).count() == 2


def test_a_draft_that_was_changed_meanwhile_is_not_published(
    client: Client, zhang_min: Employment
) -> None:
    case = make.case(zhang_min)
    draft(quicker)
    desk = hr(client)
    sent = form(desk)
    draft(with_review)
    answer = press(desk, "change", **sent)
    assert answer.status_code == 409
    assert "赵宁 今天 09:00 改过这个流程" in answer.content.decode()
    assert by_version(case) == {1}


@pytest.mark.parametrize("name", ["韩冬", "陈洁"])
def test_nobody_else_publishes_or_looks(client: Client, zhang_min: Employment, name: str) -> None:
    case = make.case(zhang_min)
    draft(quicker)
    sent = form(hr(Client()))
    other = hr(client, name)
    answer = other.get(PAGE)
    assert answer.status_code == 403
    assert case.number not in answer.content.decode()
    assert press(other, "change", **sent).status_code == 403
    assert by_version(case) == {1}


def test_of_many_only_the_first_are_looked_at_and_the_rest_is_left_to_the_machine(
    client: Client, zhang_min: Employment, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ahead, "MOST", 1)
    monkeypatch.setattr(migrating, "AT_ONCE", 1)
    case, other = make.case(zhang_min), make.case(make.employee("陈平", "13800000101"))
    draft(quicker)
    desk = hr(client)
    page = desk.get(PAGE).content.decode()
    assert "2 件里列了 1 件" in page
    assert page.count('name="case"') == 1
    sent = form(desk)
    third = make.case(make.employee("周舟", "13800000102"))
    answer = press(desk, "change", **sent, every="1")
    assert "现在有 3 件在办，您刚才看时是 2 件" in answer.content.decode()
    press(desk, "change", **form(desk), every="1")
    assert MigratedCase.objects.filter(state="waiting").count() == 3
    make.work()
    assert [by_version(one) for one in (case, other, third)] == [{2}] * 3


def test_odd_forms_change_nothing_and_are_answered(client: Client, zhang_min: Employment) -> None:
    case = make.case(zhang_min)
    draft(quicker)
    desk = hr(client)
    sent = form(desk)
    for odd in (
        {"seen": ["?", ":", "x:y:z"]},
        {"seen": None},
        {"rev": "1" * 40},
        {"rev": "1-"},
        {"rev": "-1-1"},
    ):
        assert press(desk, "change", **{**sent, **odd}).status_code == 409
    assert press(desk, "change", **{**sent, "total": "-1", "seen": []}).status_code == 409
    assert by_version(case) == {1}
    assert not Migration.objects.exists()


def test_hr_who_leaves_publishes_and_the_own_case_stays(
    client: Client, zhang_min: Employment
) -> None:
    mine, other = make.case(Employment.objects.get(person__name="赵宁")), make.case(zhang_min)
    draft(quicker)
    desk = hr(client)
    assert "这是您自己的单子，请别的 HR 来换" in desk.get(PAGE).content.decode()
    sent = form(desk)
    assert sent["case"] == other.number
    press(desk, "change", **{**sent, "case": [other.number, mine.number]})
    assert (by_version(mine), by_version(other)) == ({1}, {2})
