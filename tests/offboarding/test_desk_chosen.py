"""Several cases of the board at once: reminded, or given to somebody else."""

import datetime as dt

from django.test import Client

from lizhi.cases.models import Case
from lizhi.common import clock
from lizhi.offboarding.models import SavedFilter
from lizhi.workflow.models import Task
from tests import make
from tests.conftest import MONDAY
from tests.offboarding import desks
from tests.offboarding.conftest import Company

PRESS, HAND = "/desk/chosen/press/", "/desk/chosen/handing-over/"


def _two(company: Company) -> tuple[Case, Case]:
    """Both wait for 王磊."""
    other = make.employee("陈平", "13800000101", reports_to=company.wang_lei)
    return make.case(company.zhang_min), make.case(other)


def _pressed(case: Case) -> int:
    return case.events.filter(kind="handler_pressed").count()


def test_hr_reminds_for_two_cases_and_each_says_so(client: Client, company: Company) -> None:
    first, second = _two(company)
    who = [first.number, second.number]
    desk = desks.desk_of(client, company)

    page = desk.get(PRESS, {"who": who}).content.decode()
    assert "催 2 件的处理人" in page
    assert "主管知悉，王磊" in page
    answer = desk.post(PRESS, {"who": who, "words": "她在外地等"})

    assert answer.status_code == 302
    assert [_pressed(first), _pressed(second)] == [1, 1]


def test_whoever_was_reminded_just_now_is_left_out_and_the_page_says_until_when(
    client: Client, company: Company
) -> None:
    first, second = _two(company)
    desk = desks.desk_of(client, company)
    desk.post(PRESS, {"who": [first.number], "words": ""})

    page = desk.get(PRESS, {"who": [first.number, second.number]}).content.decode()
    assert "刚催过" in page
    assert "催这 1 件" in page
    desk.post(PRESS, {"who": [first.number, second.number], "words": ""})
    desk.post(PRESS, {"who": [first.number, second.number], "words": ""})

    assert [_pressed(first), _pressed(second)] == [1, 1]


def test_too_long_a_word_comes_back_and_nobody_is_reminded(
    client: Client, company: Company
) -> None:
    first, _ = _two(company)
    desk = desks.desk_of(client, company)
    answer = desk.post(PRESS, {"who": [first.number], "words": "请" * 61})

    assert answer.status_code == 422
    assert "请" * 61 in answer.content.decode()
    assert _pressed(first) == 0


def test_all_that_the_list_finds_are_meant_and_nothing_out_of_reach(
    client: Client, company: Company
) -> None:
    first, second = _two(company)
    desk = desks.desk_of(client, company)
    desk.post(PRESS, {"all": "1", "words": ""})
    assert [_pressed(first), _pressed(second)] == [1, 1]

    elsewhere = make.employee("林涛", "13900000111", at=make.branch("成都分公司"))
    make.grant(elsewhere.user, "hr", at=elsewhere.branch)
    stranger = make.signed_in(Client(), elsewhere.user)
    assert stranger.post(PRESS, {"who": [first.number]}).status_code == 302
    assert _pressed(first) == 1


def test_the_steps_of_somebody_who_is_away_go_to_somebody_else(
    client: Client, company: Company
) -> None:
    first, second = _two(company)
    who = [first.number, second.number]
    desk = desks.desk_of(client, company)
    page = desk.get(HAND, {"who": who}).content.decode()
    assert "王磊，2 步" in page
    values = {
        "who": who,
        "key": make.key(),
        "whose": company.wang_lei.user.pk,
        "to": company.he_jing.user.pk,
    }
    assert desk.post(HAND, values).status_code == 302
    assert desk.post(HAND, values).status_code == 422  # nobody has them any more
    tasks = Task.objects.open().filter(run__step="acknowledgement")
    assert {task.assignee.name for task in tasks} == {"何静"}
    for case in (first, second):
        assert case.events.filter(kind="task_reassigned").count() == 1


def test_nobody_and_the_same_person_are_refused_beside_the_field(
    client: Client, company: Company
) -> None:
    first, _ = _two(company)
    wang = company.wang_lei.user.pk
    desk = desks.desk_of(client, company)
    values = {"who": [first.number], "key": make.key(), "whose": wang}

    assert desk.post(HAND, {**values, "to": ""}).status_code == 422
    assert desk.post(HAND, {**values, "to": wang}).status_code == 422
    assert make.open_task(first, "acknowledgement").assignee_id == wang


def test_nothing_ticked_leads_back_to_the_list_as_it_was(client: Client, company: Company) -> None:
    desk = desks.desk_of(client, company)
    answer = desk.get(PRESS, {"show": "late"})
    assert answer.headers["Location"] == "/desk/?show=late"
    with clock.at(MONDAY + dt.timedelta(days=1)):
        assert desk.get(HAND).headers["Location"] == "/desk/?show=all"


def test_a_view_that_was_kept_stands_over_the_list_for_its_owner_alone(
    client: Client, company: Company
) -> None:
    desk = desks.desk_of(client, company)
    kept = desk.post("/desk/views/", {"name": "超时的", "show": "late"})
    assert kept.headers["Location"] == "/desk/?show=late"
    assert '<a href="?show=late" aria-current="page">超时的</a>' in _page(desk, "/desk/?show=late")

    finance = make.signed_in(Client(), company.chen_jie.user)
    assert "超时的" not in _page(finance, "/desk/")
    key = SavedFilter.objects.get(user=company.li_li.user).pk
    finance.post(f"/desk/views/{key}/drop/")
    assert "超时的" in _page(desk, "/desk/")
    desk.post(f"/desk/views/{key}/drop/")
    assert "超时的" not in _page(desk, "/desk/")


def test_the_same_name_means_the_new_view_and_twelve_are_enough(
    client: Client, company: Company
) -> None:
    desk = desks.desk_of(client, company)
    for show in ("late", "soon"):
        desk.post("/desk/views/", {"name": "看一眼", "show": show})
    assert SavedFilter.objects.get(user=company.li_li.user).query == "show=soon"
    for number in range(11):
        desk.post("/desk/views/", {"name": f"第{number}个", "words": "销售"})

    answer = desk.post("/desk/views/", {"name": "再来一个", "words": "销售"})
    assert answer.status_code == 422
    assert "最多存 12 个" in answer.content.decode()
    assert "再来一个" in answer.content.decode()
    assert desk.post("/desk/views/", {"name": ""}).status_code == 422


def _page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()
