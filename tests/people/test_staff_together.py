"""HR ticks several people in the list and gives them another manager."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from lizhi.accounts.models import User
from lizhi.common import clock
from lizhi.common.refusals import NotPermitted
from lizhi.people import actions
from lizhi.people import rules as people
from lizhi.people.models import Branch, ByHand, Employment, RoleGrant
from tests import make
from tests.people import sheets

pytestmark = pytest.mark.django_db
ADDRESS = "/desk/staff/manager/"


@pytest.fixture
def li_li() -> User:
    """HR of the factory: T0005; T0060 works elsewhere, T0012 and T0022 have the same name."""
    sheets.brought(sheets.people(60, p60={"branch": "西安研发", "department": "平台"}))
    user = person(5).user
    make.grant(user, RoleGrant.Role.HR, at=Branch.objects.get(name="苏州工厂"))
    return user


def person(number: int) -> Employment:
    return Employment.objects.with_names().get(number=f"T{number:04}")


def desk(user: User) -> Any:
    return make.signed_in(Client(), user)


def text(answer: Any) -> str:
    return str(answer.content.decode())


def test_the_chosen_get_the_new_manager_and_who_did_it_is_kept(li_li: User) -> None:
    browser, keys = desk(li_li), [person(7).pk, person(8).pk]
    page = text(browser.get(ADDRESS, {"who": [*keys, person(60).pk], "q": "T00"}))
    assert "给 2 人换主管" in page
    assert person(60).name + "<small>T0060" not in page

    answer = browser.post(ADDRESS, {"who": keys, "boss": " t0002 ", "q": "T00"})
    assert answer["Location"] == "/desk/staff/?f=all&q=T00"
    assert {people.manager_of(person(n)) for n in (7, 8)} == {person(2).user}
    kept = ByHand.objects.order_by("employment")
    assert {(one.deed, one.by, one.before) for one in kept} == {("manager", li_li, person(1))}
    assert browser.post(ADDRESS, {"who": keys, "boss": "T0002"}).status_code == 302
    assert kept.count() == 2


def test_nobody_of_their_own_leaves_it_to_the_department(li_li: User) -> None:
    desk(li_li).post(ADDRESS, {"who": [person(7).pk], "nobody": "1"})
    assert person(7).reports_to is None


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({}, "请填新主管的工号或姓名"),
        ({"boss": "没有此人"}, "在职的人里没有这个工号或姓名"),
        ({"boss": "李敏"}, "有几个人同名，请填工号：T0002"),
        ({"boss": "T0007"}, "不能当自己的主管"),
        ({"boss": "T0009"}, "不能倒过来"),
        ({"boss": "T0002", "nobody": "1"}, "两样只能选一样"),
    ],
)
def test_what_cannot_be_is_said_and_stays_typed(
    li_li: User, typed: dict[str, str], said: str
) -> None:
    Employment.objects.filter(number="T0009").update(reports_to=person(8))
    Employment.objects.filter(number="T0008").update(reports_to=person(7))
    answer = desk(li_li).post(ADDRESS, {"who": [person(7).pk], **typed})
    assert answer.status_code == 422
    assert said in text(answer)
    if name := typed.get("boss"):
        assert f'value="{name}"' in text(answer)
    assert not ByHand.objects.exists()


def test_all_that_the_search_finds_are_meant_where_a_page_is_too_short(li_li: User) -> None:
    browser = desk(li_li)
    assert "选中全部 59 人" in text(browser.get(reverse("people:staff")))
    assert "给 59 人换主管" in text(browser.get(ADDRESS, {"all": "1", "who": [person(7).pk]}))
    assert "给 9 人换主管" in text(browser.get(ADDRESS, {"all": "1", "q": "T000"}))


def test_who_chose_nobody_is_back_at_the_list(li_li: User) -> None:
    answer = desk(li_li).get(ADDRESS, {"q": "T0", "who": ["x", "9" * 40, str(person(60).pk)]})
    assert answer["Location"] == "/desk/staff/?f=all&q=T0"


def test_nobody_moves_people_of_another_branch(li_li: User) -> None:
    with pytest.raises(NotPermitted):
        actions.change_manager([person(60)], person(1), by=li_li, at=clock.now())
    assert person(60).reports_to == person(1)
