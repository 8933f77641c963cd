"""Programs hand over and receive through the same actions."""

import json
from typing import Any

import pytest
from django.test import Client

from lizhi.accounts.models import ApiToken, User
from lizhi.accounts.rules import token_hash
from lizhi.cases.models import Case
from tests.handover import world
from tests.handover.world import Team, item

pytestmark = pytest.mark.django_db


def call(user: User, method: str, path: str, **content: object) -> Any:
    """One request of a program that acts for this person."""
    token = world.key()
    ApiToken.objects.create(
        user=user,
        name="资产系统",
        token_hash=token_hash(token),
        scopes=["handover:read", "handover:write"],
    )
    return Client().generic(
        method,
        f"/api/v1/handover/{path}",
        data=json.dumps(content),
        content_type="application/json",
        headers={"Authorization": f"Bearer {token}"},
    )


def test_each_sees_the_own_part_of_the_list(case: Case, team: Team) -> None:
    path = f"{case.number}/items"

    assert len(call(team.leaver.user, "GET", path).json()) == 3
    assert len(call(team.hr.user, "GET", path).json()) == 3
    assert len(call(team.keeper.user, "GET", path).json()) == 2
    assert call(team.stranger.user, "GET", path).status_code == 404


def test_both_sides_confirm(case: Case, team: Team) -> None:
    laptop = item(case, "笔记本电脑").pk

    early = call(team.keeper.user, "POST", f"items/{laptop}/receive")
    assert (early.status_code, early.json()["code"]) == (409, "refused")
    wrong = call(team.leaver.user, "POST", f"items/{laptop}/give", waybill="12")
    assert wrong.status_code == 409
    given = call(team.leaver.user, "POST", f"items/{laptop}/give", waybill="SF1234567890")
    assert given.json()["state"] == "given"
    back = call(team.keeper.user, "POST", f"items/{laptop}/missing", words="没有电源线")
    assert back.json()["state"] == "missing"
    assert call(team.colleague.user, "POST", f"items/{laptop}/receive").status_code == 404


def test_what_is_missing_is_said_in_words(case: Case, team: Team) -> None:
    laptop = item(case, "笔记本电脑")
    call(team.leaver.user, "POST", f"items/{laptop.pk}/give")

    for words in ("", " \u3000", "长" * 201):
        answer = call(team.keeper.user, "POST", f"items/{laptop.pk}/missing", words=words)
        assert answer.status_code == 422
    laptop.refresh_from_db()
    assert laptop.state == "given"
