"""A step can be somebody's by rule, by level, by role or by name."""

from typing import Any, NamedTuple

import pytest

from lizhi.accounts.models import User
from lizhi.flows import saying
from lizhi.flows.forms.step import PeopleForm
from lizhi.workflow import owners
from tests import make
from tests.flows.language import english

__all__ = ["english"]

pytestmark = pytest.mark.django_db
STEP = {"id": "a", "kind": "task", "name": "A", "owner": "hr_of_branch"}


class Label(NamedTuple):
    """As a rule is registered with its words."""

    words: str
    argument: str


@pytest.fixture(autouse=True)
def labels(monkeypatch: pytest.MonkeyPatch) -> None:
    """The rules that are told one thing more."""
    found = {
        "hr_of_branch": Label("HR of the branch", "none"),
        "superior": Label("So many levels up", "number"),
        "role": Label("Everybody with a role", "role"),
        "person": Label("Somebody by name", "person"),
    }
    monkeypatch.setattr(owners, "LABELS", found, raising=False)


@pytest.fixture
def wang_lei() -> User:
    return make.employee("王磊", "13800000007").user


def form(**values: Any) -> PeopleForm:
    sent = {"name": "A", "owner": "hr_of_branch", "mode": "any", "unit": "hours", "calendar": "cn"}
    sent |= {"end_unit": "hours", "end_start": "", **values}
    return PeopleForm(STEP, {f"step-{name}": value for name, value in sent.items()})


def test_levels_and_roles_are_choices_of_their_own() -> None:
    offered = dict(form().fields["owner"].choices)  # type: ignore[attr-defined]
    assert {"superior:1", "superior:5", "role:finance", "person:"} <= offered.keys()
    assert saying.owner("superior:2") == "So many levels up: 2"
    assert saying.owner("role:finance") == "Everybody with a role: Finance"


def test_a_person_is_found_by_staff_number_and_shown_by_name(wang_lei: User) -> None:
    chosen = form(owner="person:", owner_who="E000007", empty="hr_of_branch")
    assert chosen.is_valid(), chosen.errors
    rule = chosen.changes()["owner"]
    assert rule == f"person:{wang_lei.pk}"
    assert saying.owner(rule) == "Somebody by name: 王磊"
    again = PeopleForm({**STEP, "owner": rule})
    assert (again.initial["owner"], again.initial["owner_who"]) == ("person:", "E000007")


def test_nobody_of_this_number_is_said_at_its_field(wang_lei: User) -> None:
    wrong = form(owner="person:", owner_who="E999999", empty="hr_of_branch")
    assert not wrong.is_valid()
    assert wrong.errors["owner_who"] == ["Nobody who works here has this staff number."]


@pytest.mark.parametrize("rule", ["role:keeper", "person:"])
def test_who_may_be_nobody_needs_somebody_instead(rule: str, wang_lei: User) -> None:
    lonely = form(owner=rule, owner_who="E000007")
    assert not lonely.is_valid()
    assert lonely.errors["empty"] == ["There may be nobody. Please say who does it then."]
