"""What a roster does to the people in the system, and how it is taken back."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lizhi.accounts.models import User
from lizhi.common.refusals import AlreadyDone, Refused
from lizhi.people import example
from lizhi.people.models import (
    Branch,
    Department,
    Employment,
    Group,
    ImportBatch,
    LegalEntity,
    Person,
    RoleGrant,
)
from lizhi.people.roster import importing, reach, undoing
from lizhi.people.roster.reach import Reach
from tests.people import sheets

pytestmark = pytest.mark.django_db
LATER = sheets.NOW + dt.timedelta(days=2)


def get(number: int) -> Employment:
    return Employment.objects.with_names().get(number=f"T{number:04}")


def test_new_people_get_a_login_a_person_and_a_place() -> None:
    batch = sheets.brought(sheets.people(4))
    found = get(3)

    assert User.objects.by_phone("19900000003") == found.user
    assert not found.user.has_usable_password()
    assert found.person.masked_id.startswith("1199****")
    assert found.person.id_kind == "居民身份证"
    assert (found.entity.name, found.branch.name) == ("荔城制造有限公司", "苏州工厂")
    assert found.reports_to == get(1)
    assert found.contract_kind == Employment.Contract.FIXED
    assert found.monthly_wage == Decimal("8700.00")
    assert found.average_is_given
    assert found.created_at == batch.committed_at
    assert Group.objects.get().name == "荔城制造"
    assert batch.number == "2026-0601-01"


def test_personal_values_lie_encrypted_in_the_database() -> None:
    sheets.brought(sheets.people(2))
    found = get(2)
    with connection.cursor() as cursor:
        cursor.execute("SELECT phone FROM accounts_user")
        phones = str(cursor.fetchall())
        cursor.execute("SELECT bank_account FROM people_employment")
        accounts = str(cursor.fetchall())
    assert found.user.phone not in phones
    assert found.bank_account == "6214001000000000002"
    assert found.bank_account not in accounts


def test_the_head_of_a_department_is_whom_most_report_to() -> None:
    sheets.brought(sheets.people(6, p5={"manager": "T0002"}))
    assert Department.objects.get().head == get(1)
    assert Employment.objects.active().count() == 6


def test_the_same_file_again_changes_nothing() -> None:
    sheets.brought(sheets.people(5))
    batch = sheets.brought(sheets.people(5), at=LATER)
    figures = batch.report["figures"]
    assert (figures["new"], figures["changed"], figures["same"]) == (0, 0, 5)


def test_what_differs_is_written_and_remembered() -> None:
    sheets.brought(sheets.people(5))
    changed = {"post": "班长", "phone": "19911111111", "monthly_wage": 9000, "manager": "T0002"}
    batch = sheets.brought(sheets.people(5, p4=changed), at=LATER)
    found = get(4)

    assert (found.post, found.user.phone) == ("班长", "19911111111")
    assert User.objects.by_phone("19911111111") == found.user
    assert found.reports_to == get(2)
    assert batch.report["figures"]["changed"] == 1
    assert batch.report["figures"]["changed_fields"] == 4
    assert batch.changes.get().employment == found


def test_a_column_that_the_file_lacks_is_left_as_it_is() -> None:
    sheets.brought(sheets.people(3))
    header = {key: name for key, name in sheets.HEADER.items() if key not in {"email", "manager"}}
    batch = sheets.brought(sheets.people(3), header=header, at=LATER)

    assert batch.report["figures"]["same"] == 3
    assert get(3).person.email == "t3@example.com"
    assert get(3).reports_to == get(1)


def test_an_empty_cell_takes_the_value_away_unless_that_would_be_a_guess() -> None:
    sheets.brought(sheets.people(3))
    sheets.brought(
        sheets.people(3, p3={"contract_end": None, "contract_kind": None, "email": None}), at=LATER
    )
    found = get(3)
    assert found.contract_end is None
    assert found.contract_kind == "fixed"
    assert found.person.email == ""


def test_wages_of_twelve_months_give_the_average() -> None:
    months = {f"wage:2025-{month:02}": f"2025年{month}月应发工资" for month in range(1, 13)}
    header = {**sheets.HEADER, **months, "overtime:2025-12": "2025年12月加班费"}
    wages = {name: 8000 + 10 * place for place, name in enumerate(months)}
    row = sheets.person(1, **wages, **{"overtime:2025-12": 500})
    sheets.brought([row], header=header)
    found = get(1)

    assert found.wages.count() == 12
    assert found.average_wage == Decimal("8055.00")
    assert not found.average_is_given
    assert found.wages.get(month="2025-12-01").overtime == Decimal("500.00")
    again = sheets.brought([row], header=header, at=LATER)
    assert again.report["figures"]["same"] == 1


def test_whoever_comes_back_keeps_person_and_login() -> None:
    sheets.brought(sheets.people(2))
    Employment.objects.filter(number="T0002").update(left_on=dt.date(2026, 5, 1))
    again = {**sheets.person(2), "number": "T0900", "phone": "19922222222"}
    sheets.brought([again], at=LATER)

    person = get(2).person
    assert Employment.objects.get(number="T0900").person == person
    assert User.objects.get(pk=person.user_id).phone == "19922222222"
    assert Person.objects.count() == 2


def test_an_invited_administrator_becomes_the_person_with_the_same_phone() -> None:
    invited = User.objects.with_phone("19900000002", name="")
    sheets.brought(sheets.people(2))
    assert get(2).user == invited
    assert User.objects.get(pk=invited.pk).name == get(2).name


def test_a_phone_or_a_number_of_somebody_else_is_an_error() -> None:
    sheets.brought(sheets.people(3))
    rows = [
        sheets.person(3, phone="19900000002"),
        sheets.person(7, phone="19900000001", manager=None),
        {**sheets.person(8, manager=None), "number": "T0002"},
        {**sheets.person(3), "number": "T0009", "phone": "19900000009"},
    ]
    del rows[3]
    found = sheets.tried(sheets.workbook(rows))

    assert [(e.row, e.column) for e in found.report.errors] == [
        (3, "手机号"),
        (4, "手机号"),
        (5, "工号"),
    ]
    assert found.report.errors[0].reason == f"belongs to {get(2).name} in the system"


def test_hr_of_one_branch_cannot_touch_another() -> None:
    sheets.brought(sheets.people(2, p2={"branch": "西安研发", "department": "平台"}))
    own = Branch.objects.get(name="苏州工厂")
    rows = sheets.people(
        4, p2={"branch": "苏州工厂"}, p3={"branch": "西安研发"}, p4={"branch": "新"}
    )
    found = importing.read(sheets.workbook(rows), None, at=LATER)
    importing.look(found, Reach(frozenset({own.pk}), reach.HR))

    assert [(e.row, e.column) for e in found.report.errors] == [
        (4, "工号"),
        (5, "分支机构"),
        (6, "分支机构"),
    ]


def test_with_a_bad_row_nothing_is_written_unless_the_good_ones_are_wanted() -> None:
    data = sheets.workbook(sheets.people(4, p3={"phone": "1"}, p4={"manager": "T0003"}))
    found = importing.read(data, None, at=sheets.NOW)
    with pytest.raises(importing.Contradicted):
        importing.bring_in(data, found, filename="a.xlsx", at=sheets.NOW, strict=True)
    assert not Employment.objects.exists()
    assert not Group.objects.exists()

    batch = importing.bring_in(data, found, filename="a.xlsx", at=sheets.NOW, strict=False)
    assert batch.report["figures"]["good_rows"] == 3
    assert get(4).reports_to is None


def test_a_second_write_of_a_batch_has_no_effect() -> None:
    batch = sheets.brought(sheets.people(3))
    found = importing.read(sheets.workbook(sheets.people(9)), None, at=LATER)
    importing.write(batch, found, at=LATER)
    assert Employment.objects.count() == 3


def test_undo_brings_everything_back() -> None:
    sheets.brought(sheets.people(4))
    before = {e.number: (e.post, e.user.phone, e.reports_to) for e in Employment.objects.all()}
    header = {**sheets.HEADER, "wage:2026-05": "2026年5月工资"}
    rows = sheets.people(
        6,
        p2={"post": "班长", "phone": "19933333333", "contract_end": None, "wage:2026-05": 9},
        p3={"branch": "西安研发", "department": "平台", "manager": "T0005"},
        p6={"entity": "新公司有限公司", "branch": "新", "department": "新"},
    )
    batch = sheets.brought(rows, header=header, at=LATER)
    assert Employment.objects.count() == 6

    undoing.undo(batch, by=None, reason="用错了表", at=LATER + dt.timedelta(hours=1))

    assert {
        e.number: (e.post, e.user.phone, e.reports_to) for e in Employment.objects.all()
    } == before
    assert get(2).contract_end == dt.date(2027, 2, 28)
    assert get(2).average_wage == Decimal("9000.50")
    assert get(2).wages.count() == 0
    assert get(3).branch.name == "苏州工厂"
    assert LegalEntity.objects.count() == Branch.objects.count() == Department.objects.count() == 1
    assert User.objects.count() == Person.objects.count() == 4
    assert User.objects.by_phone("19900000002") == get(2).user


def test_undo_leaves_alone_whoever_has_done_something_since() -> None:
    sheets.brought(sheets.people(3))
    batch = sheets.brought(sheets.people(7, p2={"post": "班长"}, p3={"post": "组长"}), at=LATER)
    Employment.objects.filter(number="T0003").update(post="车间主任")
    User.objects.filter(pk=get(5).user.pk).update(last_login=LATER)
    RoleGrant.objects.create(user=get(6).user, role=RoleGrant.Role.GROUP_HR)

    seen = undoing.preview(batch)
    assert (len(seen.restored), len(seen.removed), seen.new, seen.new_staying) == (1, 2, 4, 2)
    result = undoing.undo(batch, by=None, reason="", at=LATER)

    assert {(s.employment.number, s.reason) for s in result.staying} == {
        ("T0003", "changed since the import"),
        ("T0005", "has signed in since"),
        ("T0006", "something was done with this person since"),
    }
    assert get(3).post == "车间主任"
    assert set(Employment.objects.values_list("number", flat=True)) == {
        f"T000{number}" for number in (1, 2, 3, 5, 6)
    }
    batch.refresh_from_db()
    assert [row["number"] for row in batch.report["staying"]] == ["T0003", "T0005", "T0006"]


def test_undo_works_once_and_for_seven_days() -> None:
    batch = sheets.brought(sheets.people(2))
    with pytest.raises(Refused):
        undoing.undo(batch, by=None, reason="", at=sheets.NOW + dt.timedelta(days=7, seconds=1))
    undoing.undo(batch, by=None, reason="", at=sheets.NOW + dt.timedelta(days=7))
    with pytest.raises(AlreadyDone):
        undoing.undo(batch, by=None, reason="", at=sheets.NOW + dt.timedelta(days=7))
    assert not Employment.objects.exists()


def test_after_an_undo_the_same_file_comes_in_again() -> None:
    batch = sheets.brought(sheets.people(3))
    undoing.undo(batch, by=None, reason="", at=sheets.NOW)
    assert sheets.brought(sheets.people(3), at=LATER).report["figures"]["new"] == 3


def test_the_example_group_comes_in_with_few_queries_and_everybody_has_an_owner() -> None:
    with CaptureQueriesContext(
        connection,
    ) as queries:
        example.load_example(sheets.NOW)
    assert len(queries) < 320
    assert Employment.objects.count() == 1200
    assert Department.objects.filter(head=None).count() == 0
    assert ImportBatch.objects.get().report["figures"]["new"] == 1200

    offered = dict(example.demo_people())
    assert len({user.pk for user in offered.values()}) == len(offered) == 7
