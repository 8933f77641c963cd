"""HR publishes a new version while people are leaving, and decides what becomes of them."""

import copy
import re
from typing import Any

import pytest
from django.test import Client

from lizhi.cases.models import Case
from lizhi.common import clock
from lizhi.flows.actions import migrating
from lizhi.flows.migrating.planning import Choices
from lizhi.flows.models import MigratedCase, Migration
from lizhi.jobs.models import Outbox
from lizhi.offboarding import actions as offboarding
from lizhi.offboarding import definitions as shipped
from lizhi.offboarding import progress
from lizhi.people.models import Employment
from lizhi.workflow import definitions
from lizhi.workflow.models import Run, Version
from lizhi.workflow.tree import walk
from tests import make

pytestmark = pytest.mark.django_db
KEY = shipped.REMOTE_RESIGNATION
PAGE = f"/desk/flows/{KEY}/running/"


@pytest.fixture
def zhang_min() -> Employment:
    """She reports to 王磊; 李丽 is HR of Shenzhen, 赵宁 of the group, 韩冬 of Suzhou."""
    wang_lei = make.employee("王磊", "13900000002")
    for name, phone, role, at in (
        ("李丽", "13900000004", "hr", None),
        ("赵宁", "13900000006", "group_hr", None),
        ("韩冬", "13900000009", "hr", make.branch("苏州工厂")),
        ("陈洁", "13900000005", "finance", None),
    ):
        make.grant(make.employee(name, phone).user, role, at=at)
    return make.employee("张敏", "13800002046", reports_to=wang_lei)


def hr(client: Client, name: str = "赵宁") -> Client:
    """This person has signed in at a desk."""
    return make.signed_in(client, Employment.objects.get(person__name=name).person.user)


def publish(change: Any) -> Version:
    """HR publishes the shipped process with this change."""
    body = copy.deepcopy(shipped.shipped(KEY))
    change({step["id"]: step for step in walk(body["steps"])})
    return definitions.publish(KEY, body["name"], body, by=None, at=clock.now())


def quicker(steps: dict[str, Any]) -> None:
    """The manager has 12 hours."""
    steps["acknowledgement"]["due"]["n"] = 12


def with_review(steps: dict[str, Any]) -> None:
    """Beside everything else somebody of HR looks at it."""
    close = {"after": {"n": 72, "unit": "hours"}, "action": "close", "outcome": "reviewed"}
    review = {"id": "legal", "kind": "task", "name": "法务复核", "owner": "hr_of_branch"}
    steps["main"]["branches"].append({"steps": [{**review, "escalate": [close]}]})


def without_manager(steps: dict[str, Any]) -> None:
    """Nobody need take note any more."""
    first = steps["main"]["branches"][0]["steps"]
    first[:] = [step for step in first if step["id"] != "acknowledgement"]


def key_of(page: str) -> str:
    """The key that the form on this page carries."""
    found = re.search(r'name="key" value="(\w+)"', page)
    assert found
    return found[1]


def text_of(desk: Client, query: str = "") -> str:
    """The page as it is read."""
    return desk.get(PAGE + query).content.decode()


def test_each_case_says_where_it_would_stand_and_that_its_times_stay(
    client: Client, zhang_min: Employment
) -> None:
    case = make.case(zhang_min)
    publish(quicker)
    before = Run.objects.get(case=case, step="acknowledgement").due_at
    desk = hr(client)
    page = text_of(desk)
    assert "主管知悉" in page
    assert "时限不变，还是" in page
    assert Run.objects.open().filter(case=case, version__number=2).count() == 0
    answer = desk.post(PAGE, {"key": key_of(page), "case": [case.number]}, follow=True)
    assert "1 件已换" in answer.content.decode()
    runs = Run.objects.open().filter(case=case)
    assert {run.version.number for run in runs} == {2}
    assert runs.get(step="acknowledgement").due_at == before
    assert "都在走现在用的一版" in text_of(desk)


def test_the_employee_reads_that_the_process_changed_and_times_did_not(
    client: Client, zhang_min: Employment
) -> None:
    case = make.case(zhang_min)
    desk = hr(client)
    publish(quicker)
    desk.post(PAGE, {"key": "k", "case": [case.number]})
    case.refresh_from_db()
    assert progress.of(case, case.leaver, now=clock.now()).changed
    page = make.signed_in(Client(), case.leaver).get(f"/case/{case.number}/").content.decode()
    assert "流程换成第 2 版，时限不变" in page


def test_a_step_that_is_gone_is_said_and_hr_may_give_it_up_for_one_case(
    client: Client, zhang_min: Employment
) -> None:
    case = make.case(zhang_min)
    publish(without_manager)
    desk = hr(client)
    page = text_of(desk)
    assert "正办到“主管知悉”，新版里没有这一步" in page
    assert "disabled" in page
    desk.post(PAGE, {"key": key_of(page), "case": [case.number]})
    assert MigratedCase.objects.get().state == "refused"
    assert make.open_steps(case) == {"acknowledgement", "contract_end"}
    desk.post(PAGE, {"key": "again", "give_up": [case.number]})
    assert "handover" in make.open_steps(case)
    assert "contract_end" in make.open_steps(case)


def test_what_was_added_begins_or_is_skipped_for_all_or_for_one(
    client: Client, zhang_min: Employment
) -> None:
    case = make.case(zhang_min)
    other = make.case(make.employee("陈平", "13800000101"))
    publish(with_review)
    desk = hr(client)
    assert "“法务复核”现在就开始" in text_of(desk)
    assert "“法务复核”这一件跳过" in text_of(desk, "?added=skip")
    numbers = [case.number, other.number]
    desk.post(PAGE, {"key": "k", "case": numbers, "skip": [other.number]})
    assert "legal" in make.open_steps(case)
    assert "legal" not in make.open_steps(other)


def test_hr_of_a_branch_changes_only_the_cases_of_the_own_branches(
    client: Client, zhang_min: Employment
) -> None:
    case = make.case(zhang_min)
    publish(quicker)
    desk = hr(client, "韩冬")
    assert case.number not in text_of(desk)
    assert desk.post(PAGE, {"key": "k", "case": [case.number]}).status_code == 422
    assert not Migration.objects.exists()


def test_the_same_form_twice_changes_once(client: Client, zhang_min: Employment) -> None:
    case = make.case(zhang_min)
    publish(quicker)
    desk = hr(client)
    first = desk.post(PAGE, {"key": "k", "case": [case.number]})
    again = desk.post(PAGE, {"key": "k", "case": [case.number]})
    assert first.headers["Location"] == again.headers["Location"]
    assert case.events.filter(kind="migrated").count() == 1


def test_nothing_ticked_comes_back_and_says_so(client: Client, zhang_min: Employment) -> None:
    make.case(zhang_min)
    publish(quicker)
    answer = hr(client).post(PAGE, {"key": "k"})
    assert answer.status_code == 422
    assert "一件都没勾" in answer.content.decode()


def test_many_are_changed_by_the_machine_and_the_page_tells_how_far_it_is(
    client: Client, zhang_min: Employment, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(migrating, "AT_ONCE", 1)
    make.case(zhang_min)
    make.case(make.employee("陈平", "13800000101"))
    version = publish(quicker)
    by = Employment.objects.get(person__name="赵宁").person.user
    chosen = [(case, Choices()) for case in Case.objects.order_by("pk")]
    made = migrating.migrate(version, chosen, by=by, at=clock.now(), key="many")
    address = f"{PAGE}{made.pk}/"
    assert "已换 0 件，共 2 件" in hr(client).get(address).content.decode()
    make.work()
    assert Outbox.objects.filter(topic="flows.migrate", state="done").count() == 2
    assert {row.state for row in made.cases.all()} == {"done"}
    assert "2 件已换" in hr(client).get(address).content.decode()


def test_a_case_that_moved_after_the_look_is_judged_anew(
    client: Client, zhang_min: Employment
) -> None:
    case = make.case(zhang_min)
    publish(without_manager)
    desk = hr(client)
    page = text_of(desk)
    task = make.open_task(case, "acknowledgement")
    by = task.assignee
    offboarding.acknowledge(task, by=by, handover_to=by, agrees_early=False, key="ack")
    desk.post(PAGE, {"key": key_of(page), "case": [case.number]})
    assert MigratedCase.objects.get().state == "done"
    assert "handover" in make.open_steps(case)


def test_whoever_lost_the_role_meanwhile_changes_nothing(zhang_min: Employment) -> None:
    case = make.case(zhang_min)
    version = publish(quicker)
    by = Employment.objects.get(person__name="李丽").person.user
    made = migrating.migrate(version, [(case, Choices())], by=by, at=clock.now(), key="k")
    by.grants.all().delete()
    migrating.carry_on(made.pk, at=clock.now())
    row = made.cases.get()
    assert (row.state, row.reason != "") == ("refused", True)


def test_hr_who_leaves_does_not_change_the_own_case(client: Client, zhang_min: Employment) -> None:
    mine = make.case(Employment.objects.get(person__name="李丽"))
    other = make.case(zhang_min)
    publish(quicker)
    desk = hr(client, "李丽")
    page = text_of(desk)
    assert "这是您自己的单子，请别的 HR 来换" in page
    assert "1 件能换" in page
    desk.post(PAGE, {"key": key_of(page), "every": "1"})
    rows = {row.case: row for row in MigratedCase.objects.select_related("case")}
    assert (rows[other].state, rows[mine].state) == ("done", "refused")
    assert "您自己的单子" in rows[mine].reason
    assert not mine.events.filter(kind="migrated").exists()
    colleague = hr(Client())
    colleague.post(PAGE, {"key": "k", "case": [mine.number]})
    assert mine.events.filter(kind="migrated").count() == 1
