"""Other programs read who works here, within what their token's person may see."""

from typing import Any

import pytest
from django.test import Client

from lizhi.accounts import actions as accounts
from lizhi.accounts.models import User
from lizhi.common import clock
from lizhi.people.models import Branch, Employment, RoleGrant
from tests import make
from tests.people import sheets

pytestmark = pytest.mark.django_db
SCOPE = "people:read"


@pytest.fixture
def people() -> None:
    """Five, one of them in another branch, one of whom has left."""
    sheets.brought(sheets.people(5, p5={"branch": "西安研发", "department": "平台"}))
    Employment.objects.filter(number="T0004").update(left_on="2026-05-01")


def user(number: int) -> User:
    return Employment.objects.get(number=f"T000{number}").user


def get(who: User, path: str, scopes: tuple[str, ...] = (SCOPE,), **query: str) -> Any:
    token = accounts.make_token(who, name="test", scopes=scopes, at=clock.now())
    return Client().get(
        f"/api/v1/people/{path}", query, headers={"authorization": f"Bearer {token}"}
    )


@pytest.mark.usefixtures("people")
def test_hr_of_a_branch_reads_its_people_without_full_numbers() -> None:
    make.grant(user(2), RoleGrant.Role.HR, at=Branch.objects.get(name="苏州工厂"))
    answer = get(user(2), "employments").json()
    assert answer["count"] == 3
    assert [row["number"] for row in answer["employments"]] == ["T0001", "T0002", "T0003"]
    assert answer["employments"][0]["phone"] == "199****0001"
    assert answer["employments"][1]["manager"] == "T0001"
    assert answer["next"] is None
    assert get(user(2), "employments", left="true").json()["count"] == 4
    assert get(user(2), "employments/T0005").status_code == 404
    assert get(user(2), "employments/T0003").json()["department"] == "装配车间"


@pytest.mark.usefixtures("people")
def test_an_employee_reads_only_himself_and_parts_follow_each_other() -> None:
    assert get(user(3), "employments").json()["count"] == 1
    make.grant(user(3), RoleGrant.Role.GROUP_HR)
    first = get(user(3), "employments", limit="2").json()
    assert first["next"] == "T0002"
    second = get(user(3), "employments", limit="2", after=first["next"]).json()
    assert [row["number"] for row in second["employments"]] == ["T0003", "T0005"]


@pytest.mark.usefixtures("people")
def test_a_token_without_the_scope_reads_nothing() -> None:
    assert get(user(3), "employments", scopes=("cases:read",)).status_code == 403
    assert Client().get("/api/v1/people/employments").status_code == 401


@pytest.mark.usefixtures("people")
def test_the_state_of_an_import_is_for_whoever_may_see_the_batch() -> None:
    make.grant(user(3), RoleGrant.Role.GROUP_HR)
    answer = get(user(3), "imports/2026-0601-01").json()
    assert (answer["state"], answer["rows"], answer["figures"]["new"]) == ("done", 5, 5)
    assert get(user(2), "imports/2026-0601-01").status_code == 404
