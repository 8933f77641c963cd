"""A phone is all that it takes to sign in: whose phone a roster changes, and who learns of it."""

import datetime as dt
from typing import Any

import pytest

from lizhi.accounts.models import User
from lizhi.common import clock
from lizhi.notifications.models import Message
from lizhi.notifications.providers import SendFailed
from lizhi.notifications.providers.box import BoxSender
from lizhi.notifications.waiting import deliver_due
from lizhi.people.models import Branch, Employment, Person, RoleGrant
from lizhi.people.roster import importing, reach, undoing
from lizhi.people.roster.trial import Trial
from tests import make
from tests.people import sheets

pytestmark = pytest.mark.django_db
LATER = sheets.NOW + dt.timedelta(days=2)
Role = RoleGrant.Role
FAR = {"branch": "西安研发", "department": "平台"}


@pytest.fixture(autouse=True)
def company() -> None:
    """Four people, the fourth in another branch; the second is HR of the first branch."""
    sheets.brought(sheets.people(4, p4=FAR))
    make.grant(user(2), Role.HR, at=Branch.objects.get(name="苏州工厂"))


def user(number: int) -> User:
    return User.objects.get(person__employments__number=f"T{number:04}")


def looked_at(by: User | None, *rows: dict[str, Any]) -> Trial:
    found = importing.read(sheets.workbook(list(rows)), None, at=LATER)
    importing.look(found, reach.of(by))
    return found


def refused(by: User | None, *rows: dict[str, Any]) -> list[tuple[str, str]]:
    return [(error.column, error.reason) for error in looked_at(by, *rows).report.errors]


def as_new(number: int, **values: Any) -> dict[str, Any]:
    """A row with the identity card of somebody who is here, and a number that is not."""
    return sheets.person(number, number="T0900", manager=None, **values)


def test_nobody_of_another_branch_is_taken_over_by_the_identity_number() -> None:
    row = as_new(4, phone="13912345678")
    (error,) = looked_at(user(2), row).report.errors
    assert (error.column, error.kind) == ("证件号码", "scope")
    assert user(4).name not in error.reason
    assert refused(user(2), as_new(4)) == [(error.column, error.reason)]


def test_nobody_with_a_role_is_taken_over_by_the_identity_number() -> None:
    make.grant(user(3), Role.ADMINISTRATOR)
    Employment.objects.filter(number="T0003").update(left_on=dt.date(2026, 5, 1))
    assert [column for column, _reason in refused(user(2), as_new(3))] == ["证件号码"]


def test_whoever_comes_back_to_the_own_branch_comes_in() -> None:
    Employment.objects.filter(number="T0003").update(left_on=dt.date(2026, 5, 1))
    assert refused(user(2), as_new(3, phone="13912345678")) == []


def test_an_identity_number_under_another_name_is_somebody_elses() -> None:
    assert refused(None, as_new(3, name="李大王")) == [
        ("证件号码", f"belongs to {user(3).name} in the system")
    ]


@pytest.mark.parametrize(
    ("bringer", "held", "allowed"),
    [
        (Role.HR, None, True),
        (Role.HR, Role.KEEPER, False),
        (Role.HR, Role.GROUP_HR, False),
        (Role.GROUP_HR, Role.FINANCE, True),
        (Role.GROUP_HR, Role.GROUP_HR, True),
        (Role.GROUP_HR, Role.ADMINISTRATOR, False),
        (Role.ADMINISTRATOR, Role.ADMINISTRATOR, True),
        (None, Role.ADMINISTRATOR, True),
    ],
)
def test_nobody_gets_at_the_phone_of_whoever_may_do_more(
    bringer: str | None, held: str | None, allowed: bool
) -> None:
    if held:
        make.grant(user(3), held)
    if bringer in {Role.GROUP_HR, Role.ADMINISTRATOR}:
        make.grant(user(2), bringer)
    by = user(2) if bringer else None
    found = refused(by, sheets.person(3, phone="13912345678", manager=None))
    assert [column for column, _reason in found] == ([] if allowed else ["手机号"])
    assert refused(by, sheets.person(3, manager=None, post="班长")) == []


def test_hr_for_every_branch_is_not_yet_group_hr() -> None:
    RoleGrant.objects.create(user=user(2), role=Role.HR)
    make.grant(user(3), Role.GROUP_HR)
    assert refused(user(2), sheets.person(3, phone="13912345678", manager=None))


def test_a_login_that_nobody_has_yet_is_for_whoever_may_do_as_much() -> None:
    admin = User.objects.with_phone("13912345678", name="罗勇")
    make.grant(admin, Role.ADMINISTRATOR)
    row = sheets.person(9, phone="13912345678", manager=None)
    assert [column for column, _reason in refused(user(2), row)] == ["手机号"]
    make.grant(user(2), Role.GROUP_HR)
    assert [column for column, _reason in refused(user(2), row)] == ["手机号"]
    assert refused(admin, row) == []


def test_whoever_works_in_two_branches_keeps_what_both_know() -> None:
    second = sheets.person(3, number="T0903", manager=None, **FAR)
    sheets.brought([second], at=LATER)
    changed = sheets.person(3, phone="13912345678", manager=None)
    assert [column for column, _reason in refused(user(2), changed)] == ["手机号"]
    assert refused(user(2), sheets.person(3, manager=None, post="班长")) == []


def test_a_new_phone_is_worth_a_look_and_the_old_one_is_told() -> None:
    row = sheets.person(3, phone="13912345678", manager=None)
    warnings = looked_at(None, row).report.warnings
    assert [(w.column, w.reason) for w in warnings] == [
        ("手机号", f"will be the phone that {user(3).name} signs in with")
    ]
    assert warnings[0].cell == "139****5678"
    batch = sheets.brought([row], at=LATER)

    (told,) = Message.objects.all()
    assert told.address == "19900000003"
    assert "139****5678" in told.text
    assert "13912345678" not in told.text
    assert told.due_at is not None
    assert clock.local(told.due_at).hour >= 8

    undoing.undo(batch, by=None, reason="", at=LATER)
    assert set(Message.objects.values_list("address", flat=True)) == {"19900000003", "13912345678"}


def test_the_former_phone_is_told_in_the_morning_and_after_an_outage_too(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    night = LATER.replace(hour=15)  # 23:00 in China
    morning = night + dt.timedelta(hours=9)
    with clock.at(night):
        sheets.brought([sheets.person(3, phone="13912345678", manager=None)], at=night)
    (told,) = Message.objects.all()
    assert deliver_due(night) == 0

    def down(box: object, message: Message) -> str:
        raise SendFailed("no answer", permanent=False)

    with monkeypatch.context() as for_now:
        for_now.setattr(BoxSender, "send", down)
        assert deliver_due(morning) == 1
        assert deliver_due(morning + dt.timedelta(hours=14)) == 1  # by night: not before eight
        assert deliver_due(morning + dt.timedelta(hours=15)) == 0
    assert deliver_due(morning + dt.timedelta(days=1)) == 1
    told.refresh_from_db()
    assert told.state == Message.State.SENT


def test_an_undo_is_no_way_to_the_phone_of_somebody_with_a_role() -> None:
    sheets.brought([sheets.person(3, phone="13912345678", manager=None)])
    batch = sheets.brought([sheets.person(3, manager=None)], at=LATER)
    make.grant(user(3), Role.ADMINISTRATOR)

    seen = undoing.preview(batch, reach.of(user(2)))
    assert [stays.reason for stays in seen.staying] == ["holds a role by now, so the phone stays"]
    assert undoing.preview(batch).staying == []


def test_an_undo_touches_nobody_who_works_elsewhere_by_now() -> None:
    batch = sheets.brought([sheets.person(3, post="班长", manager=None)], at=LATER)
    sheets.brought([sheets.person(3, post="班长", manager=None, **FAR)], at=LATER)
    (stays,) = undoing.preview(batch, reach.of(user(2))).staying
    assert stays.reason == "works in a branch that you do not look after"


def test_whoever_came_back_is_as_before_after_an_undo() -> None:
    Employment.objects.filter(number="T0003").update(left_on=dt.date(2026, 5, 1))
    User.objects.filter(pk=user(3).pk).update(last_login=sheets.NOW)
    row = as_new(3, phone="13977770000", email="new@example.com")
    batch = sheets.brought([row], at=LATER)
    assert user(3).phone == "13977770000"

    result = undoing.undo(batch, by=None, reason="", at=LATER)
    assert [one.number for one in result.removed] == ["T0900"]
    assert user(3).phone == "19900000003"
    assert User.objects.by_phone("19900000003") == user(3)
    assert Person.objects.get(user=user(3)).email == "t3@example.com"
    assert not Employment.objects.filter(number="T0900").exists()


def test_whoever_came_back_and_has_another_phone_since_stays() -> None:
    Employment.objects.filter(number="T0003").update(left_on=dt.date(2026, 5, 1))
    batch = sheets.brought([as_new(3, phone="13977770000")], at=LATER)
    sheets.brought([as_new(3, phone="13977770001")], at=LATER + dt.timedelta(hours=1))

    (stays,) = undoing.undo(batch, by=None, reason="", at=LATER + dt.timedelta(hours=2)).staying
    assert (stays.employment.number, stays.is_new) == ("T0900", True)
    assert user(3).phone == "13977770001"


def test_an_invited_login_has_the_old_name_again_after_an_undo() -> None:
    invited = User.objects.with_phone("19900000009", name="罗勇")
    batch = sheets.brought([sheets.person(9, manager=None)], at=LATER)
    undoing.undo(batch, by=None, reason="", at=LATER)
    assert User.objects.get(pk=invited.pk).name == "罗勇"
    assert not Person.objects.filter(user=invited).exists()
