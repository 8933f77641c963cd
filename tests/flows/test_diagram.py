"""How far one case has come, as a picture for HR."""

import datetime as dt
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from lizhi.accounts.models import User
from lizhi.cases.models import Case
from lizhi.common import clock
from lizhi.flows.bpmn import lay_out, marking
from lizhi.offboarding import actions
from tests import make
from tests.conftest import MONDAY
from tests.flows import supposing

pytestmark = pytest.mark.django_db


@pytest.fixture
def case() -> Case:
    boss = make.employee("王磊", "13900000002")
    for name, phone, role in (("李丽", "13900000004", "hr"), ("陈洁", "13900000005", "finance")):
        make.grant(make.employee(name, phone, department=role).user, role)
    return make.case(make.employee("张敏", "13800002046", reports_to=boss))


def _acknowledge(case: Case) -> None:
    task = make.open_task(case, "acknowledgement")
    actions.acknowledge(
        task, by=task.assignee, handover_to=task.assignee, agrees_early=None, key=make.key()
    )


def _shown(client: Client, case: Case, name: str) -> Any:
    user = User.objects.get(name=name)
    make.signed_in(client, user)
    return client.get(reverse("flows:diagram", args=[case.number]))


def test_hr_sees_what_is_done_where_it_stands_and_what_is_to_come(
    client: Client, case: Case
) -> None:
    _acknowledge(case)
    page = unescape(_shown(client, case, "李丽").content.decode())

    assert "张敏的离职办到哪一步了" in page
    assert '<g class="done"><rect' in page
    assert '<g class="now"><rect' in page
    assert '主管知悉</div><span class="x">办完了' in page
    assert '财务结算</div><span class="x">还没到' in page


def test_what_is_over_its_time_is_red(case: Case) -> None:
    late = MONDAY + dt.timedelta(hours=25)

    assert marking.looks(case, clock.now())["acknowledgement"] == "now"
    assert marking.looks(case, late)["acknowledgement"] == "late"
    assert marking.looks(case, late)["application"] == "done"
    assert marking.looks(case, late)["contract_end"] == "now"


def test_nobody_but_hr_opens_it(client: Client, case: Case) -> None:
    assert _shown(client, case, "王磊").status_code == 403
    assert _shown(client, case, "陈洁").status_code == 403
    assert _shown(client, case, "张敏").status_code == 403
    assert _shown(client, case, "李丽").status_code == 200


def test_hr_finds_it_on_the_page_of_the_case(client: Client, case: Case) -> None:
    address = reverse("offboarding:desk_case", args=[case.number])
    picture = reverse("flows:diagram", args=[case.number])
    make.signed_in(client, User.objects.get(name="李丽"))
    assert picture in client.get(address).content.decode()
    make.signed_in(client, User.objects.get(name="王磊"))
    assert picture not in client.get(address).content.decode()


def test_long_names_are_broken_into_three_lines_at_most() -> None:
    body = supposing.body()
    body["steps"][0]["name"] = "一二三四五六七" * 5
    drawn = marking.drawn(lay_out(body), {})
    first = next(one for one in drawn if one.shape.id == "application")

    assert [len(words) for _y, words in first.lines] == [7, 7, 7]
    assert first.lines[-1][1].endswith("…")
