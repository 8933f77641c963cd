"""HR changes a process on its page, without script."""

import re
from typing import Any

import pytest
from django.test import Client

from lizhi.accounts.models import User
from lizhi.flows.models import Draft
from lizhi.people.models import RoleGrant
from lizhi.workflow.tree import walk
from tests import make
from tests.flows.hands import Desk
from tests.flows.language import english

__all__ = ["english"]

pytestmark = pytest.mark.django_db
TAGS = re.compile("<[^>]+>")
PEOPLE = ["acknowledgement", "signature", "handover", "confirmation", "settlement", "answer"]


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


def step(desk: Desk, key: str) -> Any:
    return next(one for one in walk(desk.body()["steps"]) if one["id"] == key)


def test_hr_of_a_branch_begins_the_own_process_from_the_one_that_holds(li_li: User) -> None:
    client, place = make.signed_in(Client(), li_li), make.branch()
    assert "随产品带来的流程" in client.get("/desk/flows/").content.decode()
    answer = client.post("/desk/flows/new/", {"way": "resignation", "branch": place.pk})
    assert answer.status_code == 302
    page = client.get(answer["Location"]).content.decode()
    assert "异地离职（深圳总部），草稿第 1 版" in page
    assert "李丽，今天 09:00 存过" in TAGS.sub("", page)
    again = client.post("/desk/flows/new/", {"way": "resignation", "branch": place.pk})
    assert again["Location"] == answer["Location"]
    assert Draft.objects.count() == 1


@pytest.mark.parametrize("key", [*PEOPLE, "send_agreement", "application", "closing", "main"])
def test_saving_a_panel_in_which_nothing_was_changed_changes_nothing(desk: Desk, key: str) -> None:
    before = desk.body()
    assert desk.save(key).status_code == 302
    assert desk.body() == before
    assert desk.draft.rev == 0


def test_a_step_gets_an_owner_a_limit_and_somebody_instead(desk: Desk) -> None:
    answer = desk.press("add", kind="approval", after="work")
    assert answer["Location"].endswith("?step=approval_1#panel")
    page = desk.get("steps", step="approval_1")
    assert "周五 16:00 收到，下周一 18:00 到期" in page
    saved = desk.save(
        "approval_1",
        step__name="法务复核",
        step__owner="group_hr",
        step__empty="hr_of_branch",
        step__due="2",
        step__unit="hours",
        step__end="5",
        step__end_unit="calendar_days",
    )
    assert saved.status_code == 302
    assert step(desk, "approval_1") == {
        "id": "approval_1",
        "kind": "approval",
        "name": "法务复核",
        "owner": "group_hr",
        "on_empty_owner": "hr_of_branch",
        "due": {"n": 2, "unit": "hours"},
        "escalate": [
            {"after": {"n": 5, "unit": "calendar_days"}, "action": "close", "outcome": "by_time"}
        ],
    }


def test_reminders_come_and_go_by_rows(desk: Desk) -> None:
    at_first = step(desk, "confirmation")["remind"]
    added = desk.save("confirmation", **{"remind-2-n": "3", "remind-2-unit": "work_days"})
    assert added.status_code == 302
    new = {"after": {"n": 3, "unit": "work_days"}, "to": "owner"}
    assert step(desk, "confirmation")["remind"] == [*at_first, new]
    assert desk.save("confirmation", drop="remind-0").status_code == 302
    assert step(desk, "confirmation")["remind"] == [at_first[1], new]
    raised = step(desk, "confirmation")["escalate"]
    assert desk.save("confirmation", drop="escalate-0").status_code == 302
    assert step(desk, "confirmation")["escalate"] == raised[1:], "the end by time stays"


def test_more_questions_have_a_kind_and_answers(desk: Desk) -> None:
    values = {"fields-0-label": "有没有竞业限制", "fields-0-type": "choice"}
    wrong = desk.save("acknowledgement", **values)
    assert wrong.status_code == 422
    page = wrong.content.decode()
    assert "请至少写两个答案" in page
    assert "有没有竞业限制" in page
    good = desk.save("acknowledgement", **values, **{"fields-0-choices": "签过，没签过"})
    assert good.status_code == 302
    assert step(desk, "acknowledgement")["fields"] == [
        {
            "key": "field_1",
            "label": "有没有竞业限制",
            "type": "choice",
            "choices": ["签过", "没签过"],
        }
    ]


def test_a_question_may_want_a_file_and_a_choice_asks_whether_it_is_there(desk: Desk) -> None:
    assert desk.press("add", kind="task", after="work").status_code == 302
    assert '<option value="file">文件</option>' in desk.get("steps", step="task_1")
    asks = {"fields-0-label": "交接单照片", "fields-0-type": "file", "fields-0-required": "on"}
    assert desk.save("task_1", **asks).status_code == 302
    (field,) = step(desk, "task_1")["fields"]
    assert field == {
        "key": "field_1",
        "label": "交接单照片",
        "type": "file",
        "required": True,
    }
    desk.press("add", kind="choose", after="task_1")
    first = desk.save(
        "choose_1", **{"b0c-1-field": "field_1", "b0c-1-op": "==", "b0c-0-DELETE": "on"}
    )
    assert first.status_code == 422, "is and is not say nothing about a file"
    assert '<option value="there"' in first.content.decode()
    good = desk.save("choose_1", **{"b0c-1-field": "field_1", "b0c-1-op": "not there"})
    assert good.status_code == 302
    asked = step(desk, "choose_1")["branches"][0]["when"]["any"][1]
    assert asked == {"field": "field_1", "op": "not there", "value": True}
    assert "交接单照片未上传" in desk.get("steps")
    again = desk.save("choose_1", **{"b0c-1-op": "there"})
    assert again.status_code == 302
    assert step(desk, "choose_1")["branches"][0]["when"]["any"][1]["op"] == "there"


def test_a_choice_asks_what_a_form_before_it_has_collected(desk: Desk) -> None:
    desk.save(
        "acknowledgement",
        **{
            "fields-0-label": "竞业限制",
            "fields-0-type": "choice",
            "fields-0-choices": "签过，没签过",
        },
    )
    desk.press("add", kind="choose", after="work")
    page = desk.get("steps", step="choose_1")
    assert "什么情况走这一支" in page
    asked = desk.save("choose_1", **{"b0c-1-field": "field_1", "b0c-1-op": "=="})
    assert asked.status_code == 422
    assert "请填一个值" in asked.content.decode()
    assert '<option value="签过"' in asked.content.decode()
    good = desk.save(
        "choose_1", **{"b0c-1-field": "field_1", "b0c-1-op": "==", "b0c-1-value": "签过"}
    )
    assert good.status_code == 302
    assert step(desk, "choose_1")["branches"][0]["when"] == {
        "any": [
            {"field": "case.in_probation", "op": "==", "value": True},
            {"field": "field_1", "op": "==", "value": "签过"},
        ]
    }
    assert "试用期里：是，或竞业限制是签过" in desk.get("steps")


def test_a_branch_of_a_choice_without_a_condition_is_sent_back_to_the_page(desk: Desk) -> None:
    desk.press("add", kind="choose", after="work")
    answer = desk.save("choose_1", drop="b0c-0")
    assert answer.status_code == 422
    assert "请写明谁走这一支，至少一个条件" in answer.content.decode()


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"step__name": ""}, "请给这一步起个名字"),
        ({"step__name": "名" * 61}, "最多 60 个字"),
        ({"step__owner": "nobody_knows"}, "请从列表里选一个"),
        ({"step__due": "很多"}, "这里填整数，比如 24"),
        ({"step__due": "-1"}, "最少写 0"),
        ({"step__due": "1001"}, "最多写 1000"),
        ({"step__unit": "moons"}, "请从列表里选一个"),
        ({"step__mode": "lottery"}, "请从列表里选一个"),
        ({"step__calendar": "mars"}, "请从列表里选一个"),
        ({"step__end": "1.5"}, "这里填整数，比如 24"),
        ({"remind-0-n": ""}, "请填一个数"),
        ({"remind-0-to": "x"}, "请从列表里选一个"),
        ({"escalate-0-action": "dance"}, "请从列表里选一个"),
        ({"routes__back": "closing"}, "只能退回到它前面的步骤"),
    ],
)
def test_a_mistake_stands_at_its_field_and_nothing_that_was_typed_is_lost(
    desk: Desk, values: dict[str, Any], words: str
) -> None:
    before = desk.body()
    typed = {"step__empty": "group_hr", "remind-2-n": "77", **values}
    answer = desk.save("confirmation", **typed)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert words in page
    assert 'value="77"' in page
    assert '<option value="group_hr" selected' in page
    assert desk.body() == before


def test_whoever_was_slower_keeps_what_was_typed_and_learns_who_was_quicker(desk: Desk) -> None:
    old = desk.form("confirmation")
    other = User.objects.with_phone("13800000002", name="许浩")
    make.grant(other, RoleGrant.Role.GROUP_HR)
    assert Desk(other, desk.draft).save("confirmation", step__name="HR 看一眼").status_code == 302
    answer = desk.client.post(desk.url("step", "confirmation"), {**old, "step-due": "36"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "许浩 今天 09:00 改过这个流程" in page
    assert 'value="36"' in page
    assert step(desk, "confirmation")["due"]["n"] == 24
    desk.draft.refresh_from_db()
    again = desk.client.post(
        desk.url("step", "confirmation"), {**old, "step-due": "36", "rev": desk.draft.mark}
    )
    assert again.status_code == 302
    assert step(desk, "confirmation")["due"]["n"] == 36


def test_moves_are_said_and_can_be_undone_fifty_times(desk: Desk) -> None:
    desk.press("add", kind="approval", after="confirmation")
    desk.save("approval_1", step__name="法务复核")
    moved = desk.press("move", "approval_1", to="up")
    assert moved.status_code == 302
    page = desk.client.get(moved["Location"], headers={"HX-Request": "true"}).content.decode()
    assert "法务复核移到HR 确认之前" in page
    before = desk.body()
    for n in range(60):
        desk.press("move", "approval_1", to="down" if n % 2 == 0 else "up")
    undone = 0
    while desk.press("undo").status_code == 302:
        undone += 1
    assert undone == 50
    assert desk.body() == before
    assert "没有可以撤的了" in desk.press("undo").content.decode()


def test_what_cannot_be_done_says_why_on_the_page(desk: Desk) -> None:
    answer = desk.press("move", "closing", to="up")
    assert answer.status_code == 409
    assert "事情都办完才封存" in answer.content.decode()
    assert desk.press("delete", "certificate").status_code == 409
    assert desk.press("add", kind="dragon").status_code == 409
    assert desk.press("branch", "work", to="fly").status_code == 409
    assert desk.press("move", "gone", to="up").status_code == 409
    assert desk.draft.rev == 0


def test_branches_come_change_places_and_go(desk: Desk) -> None:
    desk.press("add", kind="choose", after="work")
    desk.press("branch", "choose_1", to="add")
    desk.save("choose_1", b0__name="经理", b1__name="其他人")
    assert "分支的次序" in desk.get("steps", step="choose_1")
    desk.press("branch", "choose_1", to="right", number=0)
    assert [one.get("name") for one in step(desk, "choose_1")["branches"]][:2] == ["其他人", "经理"]
    desk.press("branch", "choose_1", to="delete", number=0)
    assert step(desk, "choose_1")["branches"][0]["name"] == "经理"


def test_a_locked_step_shows_why_and_takes_no_other_owner(desk: Desk) -> None:
    page = desk.get("steps", step="certificate")
    assert "证明在合同解除当天开" in page
    assert "劳动合同法 50 条" in page
    desk.save("application", step__name="提交辞职", step__owner="group_hr")
    assert step(desk, "application")["owner"] == "leaver"
    assert step(desk, "application")["name"] == "提交辞职"


def test_the_process_gets_another_name_and_a_draft_is_thrown_away(desk: Desk) -> None:
    assert desk.press("whole", name="").status_code == 422
    assert desk.press("whole", name="西安离职").status_code == 302
    assert "西安离职，草稿第 1 版" in desk.get("steps")
    assert desk.press("drop", rev=0).status_code == 409
    assert desk.press("drop").status_code == 302
    assert not Draft.objects.exists()


def test_hr_of_another_branch_sees_nothing_of_it(desk: Desk) -> None:
    stranger = User.objects.with_phone("13800000003", name="何静")
    make.grant(stranger, RoleGrant.Role.HR, at=make.branch("沈阳分公司"))
    client = make.signed_in(Client(), stranger)
    assert client.get(desk.url("steps")).status_code == 404
    assert "异地离职" not in client.get("/desk/flows/").content.decode()
    new = {"way": "resignation", "branch": make.branch().pk}
    assert client.post("/desk/flows/new/", new).status_code == 422
    assert client.post("/desk/flows/new/", {"way": "resignation"}).status_code == 422


def test_hr_of_a_branch_reads_the_group_s_process_and_cannot_change_it(li_li: User) -> None:
    boss = User.objects.with_phone("13800000004", name="赵宁")
    make.grant(boss, RoleGrant.Role.GROUP_HR)
    draft = make.draft(boss, published=True)
    client = make.signed_in(Client(), li_li)
    page = client.get(f"/desk/flows/{draft.key}/?step=confirmation").content.decode()
    assert "第 1 版" in page
    assert "草稿" not in page
    assert "检查并发布" not in page
    refused = client.post(f"/desk/flows/{draft.key}/steps/confirmation/", {"rev": 0})
    assert refused.status_code == 403


def test_what_a_closed_tab_sends_follows_the_own_save_whose_answer_it_never_saw(desk: Desk) -> None:
    seen = desk.form("confirmation")
    first = desk.client.post(desk.url("step", "confirmation"), {**seen, "step-name": "HR 看一眼"})
    assert first.status_code == 302
    last = {**seen, "step-name": "HR 看一眼", "step-due": "36", "late": "on"}
    assert desk.client.post(desk.url("step", "confirmation"), last).status_code == 302
    found = step(desk, "confirmation")
    assert (found["name"], found["due"]["n"]) == ("HR 看一眼", 36)
    again = desk.client.post(desk.url("step", "confirmation"), {**last, "step-due": "48"})
    assert again.status_code == 409


def test_a_closed_tab_writes_over_nobody_else(desk: Desk) -> None:
    seen = desk.form("confirmation")
    other = User.objects.with_phone("13800000002", name="许浩")
    make.grant(other, RoleGrant.Role.GROUP_HR)
    assert Desk(other, desk.draft).save("confirmation", step__due="72").status_code == 302
    late = desk.client.post(
        desk.url("step", "confirmation"), {**seen, "step-due": "36", "late": "on"}
    )
    assert late.status_code == 409
    assert step(desk, "confirmation")["due"]["n"] == 72
