"""Managers are reminded that contracts of theirs end, while something can still be decided."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client

from lizhi.common import clock
from lizhi.notifications.models import Message
from lizhi.offboarding import actions
from lizhi.people.models import ByHand, Employment
from tests import make
from tests.conftest import MONDAY
from tests.offboarding import desks
from tests.offboarding.conftest import Company

pytestmark = pytest.mark.django_db
ADDRESS = "/desk/staff/endings/"
TEN_AT_NIGHT = MONDAY.replace(hour=14)


def _ends(one: Employment, days: int) -> Employment:
    one.contract_end = clock.local(MONDAY).date() + dt.timedelta(days=days)
    one.save(update_fields=["contract_end"])
    return one


def _texts() -> list[tuple[str, str]]:
    found = Message.objects.filter(template="endings.remind").order_by("pk")
    return [(one.address, one.text) for one in found]


def _page(client: Client, *people: Employment) -> str:
    answer: Any = client.get(ADDRESS, {"who": [one.pk for one in people]})
    return str(answer.content.decode())


def test_one_text_to_the_manager_about_those_whose_contract_ends_soon(
    client: Client, company: Company
) -> None:
    minna, jing = _ends(company.zhang_min, 10), _ends(company.he_jing, 200)
    desks.desk_of(client, company)
    page = _page(client, minna, jing)
    assert "1 人的合同快到期" in page
    assert "发给王磊" in page
    assert "30 天内不到期，不发" in page

    for _tap in range(2):
        answer = client.post(ADDRESS, {"who": [minna.pk, jing.pk], "q": "何"})
        assert answer.status_code == 302
    make.work()
    ((address, said),) = _texts()
    assert address == company.wang_lei.user.phone
    assert said.startswith("【荔枝离职】李丽（HR）提醒您：张敏的合同 6月11日 周四 到期。")
    assert ByHand.objects.get().told == company.wang_lei.user
    after = str(client.get(answer["Location"]).content.decode())
    assert "没有要提醒的了" in after
    assert "已提醒王磊" in after


def test_by_night_it_waits_for_the_morning_and_tells_what_is_true_by_then(
    company: Company,
) -> None:
    soon, renewed = _ends(company.zhang_min, 10), _ends(company.he_jing, 12)
    with clock.at(TEN_AT_NIGHT):
        by = company.li_li.user
        assert actions.remind_of_endings([soon, renewed], by=by, at=clock.now()) == 2
        make.work()
        assert _texts() == []
        _ends(renewed, 1000)
    with clock.at(MONDAY + dt.timedelta(hours=23)):
        make.work()
        ((_address, said),) = _texts()
        assert "张敏" in said
        assert "何静" not in said


def test_who_is_to_decide_himself_is_not_written_to(client: Client, company: Company) -> None:
    wang = _ends(company.wang_lei, 5)
    Employment.objects.filter(pk=wang.pk).update(reports_to=company.li_li)
    desks.desk_of(client, company)
    assert "归您自己定，不用发" in _page(client, wang)
    client.post(ADDRESS, {"who": [wang.pk]})
    make.work()
    assert _texts() == []


def test_an_open_ended_contract_and_whoever_left_are_left_alone(company: Company) -> None:
    people = [_ends(company.zhang_min, 3), _ends(company.he_jing, 3)]
    people[0].contract_kind = Employment.Contract.OPEN
    people[0].save(update_fields=["contract_kind"])
    people[1].left_on = clock.local(MONDAY).date()
    people[1].save(update_fields=["left_on"])
    by = company.li_li.user
    assert actions.remind_of_endings(people, by=by, at=clock.now()) == 0
