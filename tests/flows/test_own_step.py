"""A branch has a legal review for people who lead others: from the text to the answer."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from lizhi.accounts.models import User
from lizhi.cases import access
from lizhi.cases.models import Case
from lizhi.common import clock
from lizhi.common.refusals import NotPermitted, Refused
from lizhi.notifications.models import Message
from lizhi.offboarding import actions, progress, timeline, waiting
from lizhi.people.models import Employment, RoleGrant
from lizhi.workflow import definitions
from lizhi.workflow.models import Task
from tests import make
from tests.flows.bodies import LEGAL, branch, changed, review

pytestmark = pytest.mark.django_db
Body = dict[str, Any]
FIELDS = [
    {"key": "risk", "type": "choice", "label": "风险", "required": True, "choices": ["高", "低"]},
    {"key": "secrets", "type": "yes_no", "label": "知道商业秘密", "required": True},
    {"key": "hours", "type": "number", "label": "用了几小时"},
    {"key": "until", "type": "date", "label": "竞业到哪天"},
    {"key": "remark", "type": "text", "label": "法务意见"},
]
TYPED = {"f_risk": "低", "f_secrets": "no", "f_hours": "1.5", "f_until": "2026-12-31"}


def with_review(body: Body) -> None:
    """法务复核 before HR confirms, for whoever leads somebody."""
    mine = review(
        fields=FIELDS,
        outcomes=["agree", "with_care"],
        labels={"with_care": "同意，注意保密"},
        on={"send_back": "acknowledgement"},
        due={"n": 24, "unit": "hours"},
    )
    when = {"field": "employee.leads", "op": ">=", "value": 1}
    branches = [{"when": when, "steps": [mine]}, {"steps": []}]
    choice = {"id": "leads", "kind": "choose", "name": "带人的", "branches": branches}
    body["key"], body["name"] = "shenyang", "沈阳的离职"
    branch(body, "手续").insert(2, choice)


class Shenyang:
    """A branch with a manager, one colleague, HR, finance and a lawyer of the group."""

    def __init__(self, change: Callable[[Body], object] = with_review) -> None:
        self.place = make.branch("沈阳分公司")
        self.boss = make.employee("王总", "13900000001", at=self.place)
        self.manager = make.employee("李经理", "13900000002", at=self.place, reports_to=self.boss)
        self.clerk = make.employee("小赵", "13900000003", at=self.place, reports_to=self.manager)
        self.lawyer = self._person("法务老周", "13900000004", RoleGrant.Role.GROUP_HR)
        self.hr = self._person("沈阳 HR", "13900000005", RoleGrant.Role.HR)
        self.finance = self._person("财务", "13900000006", RoleGrant.Role.FINANCE)
        body = changed(change)
        self.version = definitions.publish(
            "shenyang", "沈阳的离职", body, self.hr, clock.now(), branch=self.place
        )

    def _person(self, name: str, phone: str, role: str) -> User:
        user = make.employee(name, phone, at=self.place).user
        make.grant(user, role, at=self.place)
        return user

    def at_review(self, leaver: Employment) -> Case:
        """Everything before it is done; the handover is closed by HR, the agreement declined."""
        case = make.case(leaver)
        task = make.open_task(case, "acknowledgement")
        key = make.key()
        actions.acknowledge(task, by=task.assignee, handover_to=self.hr, agrees_early=None, key=key)
        make.work()
        with clock.at(clock.now() + dt.timedelta(days=11)):
            make.work()
        case.refresh_from_db()
        return case


@pytest.fixture
def shenyang() -> Shenyang:
    return Shenyang()


def later(days: int = 11) -> Any:
    return clock.at(clock.now() + dt.timedelta(days=days))


def test_only_whoever_leads_somebody_comes_to_the_review(shenyang: Shenyang) -> None:
    assert LEGAL in make.open_steps(shenyang.at_review(shenyang.manager))
    clerk = shenyang.at_review(shenyang.clerk)
    assert LEGAL not in make.open_steps(clerk)
    assert not Task.objects.filter(case=clerk, run__step=LEGAL).exists()


def test_the_lawyer_opens_it_answers_in_words_and_the_case_moves(
    shenyang: Shenyang, client: Client
) -> None:
    case = shenyang.at_review(shenyang.manager)
    task = make.open_task(case, LEGAL)
    assert task.assignee == shenyang.lawyer
    with later():
        make.signed_in(client, shenyang.lawyer)
        (thing,) = [one for one in waiting.things(shenyang.lawyer) if one.case == case.pk]
        assert thing.what == "法务复核"
        page = client.get(thing.url)
        html = page.content.decode()
        for words in (
            "李经理要离职：法务复核",
            "知道商业秘密",
            "同意，注意保密",
            "退回到“主管知悉”",
        ):
            assert words in html
        wrong = client.post(thing.url, {"key": "k", "f_hours": "viel", "f_remark": "写了很多"})
        assert wrong.status_code == 422
        assert "写了很多" in wrong.content.decode()
        assert "viel" in wrong.content.decode()
        right = {**TYPED, "key": "k2", "way": "with_care", "words": "辛苦了", "f_remark": "已核对"}
        assert client.post(thing.url, right).status_code == 302
        assert client.post(thing.url, right).status_code == 302  # twice is once
        assert "同意，注意保密" in client.get(thing.url).content.decode()
    case.refresh_from_db()
    assert (case.data["risk"], case.data["secrets"], case.data["hours"]) == ("低", False, 1.5)
    assert case.data["until"] == "2026-12-31"
    assert "已核对" not in str(case.data)
    assert "confirmation" in make.open_steps(case)


def test_whoever_leaves_sees_the_step_with_its_name_and_its_handler(
    shenyang: Shenyang, client: Client
) -> None:
    case = shenyang.at_review(shenyang.manager)
    with later():
        seen = progress.of(case, case.leaver, now=clock.now())
        (node,) = [node for node in seen.nodes if node.step == LEGAL]
        assert (node.title, node.who, node.state) == ("法务复核", "法务老周", "now")
        steps = [one.step for one in seen.nodes]
        assert steps.index("handover") < steps.index(LEGAL) < steps.index("confirmation")
        make.signed_in(client, case.leaver)
        html = client.get(reverse("offboarding:case", args=[case.number])).content.decode()
        assert "法务复核" in html
        story = timeline.of(case, shenyang.hr, access.of(case, shenyang.hr), show="all")
        told = " ".join(line.what for day in story.days for line in day.lines)
        assert "法务复核" in told
        assert LEGAL not in told


def test_the_lawyer_is_told(shenyang: Shenyang) -> None:
    shenyang.at_review(shenyang.manager)
    mine = [one.text for one in Message.objects.all() if one.address == shenyang.lawyer.phone]
    assert any("李经理的离职有一步等您：法务复核。" in text for text in mine), mine


def test_it_can_be_sent_back_and_comes_again(shenyang: Shenyang) -> None:
    case = shenyang.at_review(shenyang.manager)
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
        assert make.open_steps(case) == {"acknowledgement", "contract_end"}


def test_once_the_contract_has_ended_nothing_before_the_wages_is_done_again(
    shenyang: Shenyang, client: Client
) -> None:
    case = shenyang.at_review(shenyang.manager)
    task = make.open_task(case, LEGAL)
    back: Body = {"way": "send_back:acknowledgement", "by": shenyang.lawyer, "data": {}}
    at = dt.datetime.combine(case.contract_end, dt.time(0, 30), clock.SHANGHAI)
    with clock.at(at):
        make.signed_in(client, shenyang.lawyer)
        page = client.get(reverse("offboarding:task", args=[task.pk])).content.decode()
        assert "退回到“主管知悉”" not in page, "it is not offered any more"
        with pytest.raises(Refused, match="工资该付了"):
            actions.answer_step(task, key=make.key(), **back)
    assert LEGAL in make.open_steps(case)


def test_nobody_else_answers_and_nobody_answers_what_is_not_offered(shenyang: Shenyang) -> None:
    case = shenyang.at_review(shenyang.manager)
    task = make.open_task(case, LEGAL)
    for user in (shenyang.hr, shenyang.boss.user, case.leaver):
        with pytest.raises(NotPermitted):
            actions.answer_step(task, way="agree", by=user, data={}, key=make.key())
    with pytest.raises(Refused):
        actions.answer_step(task, way="refuse", by=shenyang.lawyer, data={}, key=make.key())
    with pytest.raises(Refused):
        actions.answer_step(task, way="agree", by=shenyang.lawyer, data={}, key=make.key())
    assert LEGAL in make.open_steps(case)
