"""The page on which somebody names a substitute, and HR for whoever is ill."""

import re

import pytest
from django.test import Client

from lizhi.people.models import Absence
from tests import make
from tests.offboarding.conftest import Company
from tests.offboarding.test_absences import holder

pytestmark = pytest.mark.django_db
AWAY = "/away/"
TIME = re.compile("</?time[^>]*>")
DAYS = {"first": "2026-06-01", "last": "2026-06-05"}


def text(client: Client, path: str = AWAY) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return TIME.sub("", answer.content.decode())


def test_a_manager_names_a_colleague_sees_it_ends_it_and_takes_his_steps_back(
    client: Client, company: Company
) -> None:
    case = make.case(company.zhang_min)
    make.signed_in(client, company.wang_lei.user)
    assert 'href="/away/"' in client.get("/todo/").content.decode()
    for _twice in range(2):
        answer = client.post(AWAY, {**DAYS, "instead": " 何静 "})
        assert (answer.status_code, answer.headers["Location"]) == (302, AWAY)
    make.work()
    absence = Absence.objects.get()
    page = text(client)
    for words in ("6月1日到6月5日", "何静代办", "1 件事在别人那里", "张敏", "我已经回来了"):
        assert words in page
    client.post(AWAY, {"end": absence.pk})
    assert "我已经回来了" not in text(client)
    assert holder(case) == ("何静", "王磊")
    client.post(AWAY, {"again": "1"})
    assert holder(case) == ("王磊", "")
    assert "件事在别人那里" not in text(client)


def test_the_substitute_sees_for_whom(client: Client, company: Company) -> None:
    make.signed_in(client, company.wang_lei.user)
    client.post(AWAY, {**DAYS, "instead": company.he_jing.number})
    make.signed_in(client, company.he_jing.user)
    assert "您代王磊，6月1日到6月5日" in text(client)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"instead": ""}, "请写一位同事"),
        ({"instead": "没有这个人"}, "没有"),
        ({"instead": "王磊"}, "自己不能代自己"),
        ({"first": "2026-06-06"}, "最后一天在第一天之前"),
        ({"first": "2026-05-01", "last": "2026-05-02"}, "已经过去了"),
        ({"last": "2028-06-05"}, "最长一年"),
        ({"first": "明天"}, "2026-11-27"),
        ({"last": "9999999999-01-01"}, "2026-11-27"),
    ],
)
def test_what_cannot_be_meant_is_said_and_what_was_typed_stays(
    client: Client, company: Company, wrong: dict[str, str], words: str
) -> None:
    make.signed_in(client, company.wang_lei.user)
    typed = {**DAYS, "instead": "何静", **wrong}
    answer = client.post(AWAY, typed)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert words in page
    assert all(f'value="{value}"' in page for value in typed.values() if value)
    assert not Absence.objects.exists()


def test_several_of_one_name_are_told_apart_by_their_numbers(
    client: Client, company: Company
) -> None:
    other = make.employee("何静", "19900000120", department="仓储部")
    make.signed_in(client, company.wang_lei.user)
    page = client.post(AWAY, {**DAYS, "instead": "何静"}).content.decode()
    assert f"{company.he_jing.number} 销售一部" in page
    assert f"{other.number} 仓储部" in page
    client.post(AWAY, {**DAYS, "instead": other.number.lower()})
    assert Absence.objects.get().substitute == other.user


def test_hr_enters_it_for_somebody_who_is_ill_and_whoever_has_a_desk_stays_at_it(
    client: Client, company: Company
) -> None:
    make.signed_in(client, company.li_li.user)
    of_wang_lei = f"/desk/staff/{company.wang_lei.pk}/away/"
    assert of_wang_lei in text(client, f"/desk/staff/{company.wang_lei.pk}/")
    assert client.post(of_wang_lei, {**DAYS, "instead": "何静"}).status_code == 302
    page = text(client, of_wang_lei)
    assert "HR 李丽填的" in page
    assert "都拿回来" not in page
    assert 'aria-current="page"' in text(client)
    make.signed_in(client, company.wang_lei.user)
    assert "HR 李丽填的" in text(client)


@pytest.mark.parametrize("key", ["0", "99999999", "x", "", "1 or 1"])
def test_nobody_ends_what_is_not_his(client: Client, company: Company, key: str) -> None:
    make.signed_in(client, company.wang_lei.user)
    client.post(AWAY, {**DAYS, "instead": "何静"})
    make.signed_in(client, company.sun_yue.user)
    for mine in (key, str(Absence.objects.get().pk)):
        assert client.post(AWAY, {"end": mine}).status_code in {404, 422}
    assert Absence.objects.standing().exists()
