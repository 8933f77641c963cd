"""What an undo finds when the company has gone on since: nobody ends up in a wrong place."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from lizhi.accounts.models import User
from lizhi.people.models import Branch, Department, Employment, ImportBatch, LegalEntity
from lizhi.people.roster import undoing
from tests.people import sheets

pytestmark = pytest.mark.django_db
AFTER = sheets.NOW + dt.timedelta(days=1)


def get(number: int) -> Employment:
    return Employment.objects.with_names().get(number=f"T{number:04}")


def then(rows: list[dict[str, Any]], **options: Any) -> ImportBatch:
    """The next roster, an hour after the last one."""
    earlier = ImportBatch.objects.count()
    batch: ImportBatch = sheets.brought(rows, sheets.NOW + dt.timedelta(hours=earlier), **options)
    return batch


def undone(batch: ImportBatch) -> dict[str, str]:
    """Number → why this person was left alone."""
    result = undoing.undo(batch, by=None, reason="", at=AFTER)
    return {stays.employment.number: stays.reason for stays in result.staying}


def test_a_former_phone_that_somebody_else_has_now_stays_with_him() -> None:
    then(sheets.people(3))
    batch = then(sheets.people(3, p2={"phone": "13911110002"}))
    then([sheets.person(6, phone="19900000002")])

    assert undone(batch) == {"T0002": f"the former phone belongs to {get(6).name} now"}
    assert get(2).user.phone == "13911110002"
    assert User.objects.by_phone("19900000002") == get(6).user


def test_a_former_identity_number_that_somebody_else_has_now_stays_with_him() -> None:
    then(sheets.people(3))
    old, new = (sheets.person(number)["id_number"] for number in (2, 9))
    batch = then(sheets.people(3, p2={"id_number": new}))
    then([sheets.person(6, id_number=old)])

    assert undone(batch) == {"T0002": f"the former identity number belongs to {get(6).name} now"}


def test_a_department_that_was_renamed_is_found_again() -> None:
    then(sheets.people(3))
    batch = then(sheets.people(3, p3={"entity": "另一家有限公司", "department": "市场部"}))
    LegalEntity.objects.filter(name="荔城制造有限公司").update(name="荔城制造（苏州）有限公司")
    Branch.objects.filter(entity__name="荔城制造（苏州）有限公司").update(name="苏州一厂")
    Department.objects.filter(name="装配车间").update(name="总装车间")

    assert undone(batch) == {}
    places = (get(3).entity.name, get(3).branch.name, get(3).department.name)
    assert places == ("荔城制造（苏州）有限公司", "苏州一厂", "总装车间")


def test_a_department_waits_for_those_who_may_come_back_to_it() -> None:
    first = then(sheets.people(3))
    second = then(sheets.people(3, **{f"p{n}": {"department": "市场部"} for n in (1, 2, 3)}))
    assert len(undone(first)) == 3
    assert undone(second) == {}
    assert {get(number).department.name for number in (1, 2, 3)} == {"装配车间"}


def test_a_department_that_is_gone_cannot_be_returned_to() -> None:
    then(sheets.people(3))
    everybody = {f"p{n}": {"department": "市场部"} for n in (1, 2, 3)}
    batch = then(sheets.people(3, **everybody))
    Department.objects.filter(name="装配车间").delete()
    reason = "the former department or manager is not there any more"
    assert undone(batch) == dict.fromkeys(("T0001", "T0002", "T0003"), reason)


def test_nobody_comes_to_report_to_himself() -> None:
    then(sheets.people(3, p2={"manager": "T0003"}))
    batch = then(sheets.people(3))
    then(sheets.people(3, p3={"manager": "T0002"}))

    assert undone(batch) == {"T0002": "would report to himself or herself over others"}
    assert get(2).reports_to == get(1)
    assert get(3).reports_to == get(2)


def test_a_new_manager_stays_while_somebody_reports_to_him() -> None:
    then(sheets.people(5))
    batch = then(sheets.people(8, p8={"manager": "T0007"}))
    then(sheets.people(5, p5={"manager": "T0008"}))

    reason = "somebody who stays reports to this person"
    assert undone(batch) == {"T0008": reason, "T0007": reason}
    assert get(5).reports_to == get(8)
    assert not Employment.objects.filter(number="T0006").exists()


def test_a_new_manager_goes_with_the_lines_that_the_batch_drew() -> None:
    then(sheets.people(5))
    batch = then(sheets.people(6, p5={"manager": "T0006"}))
    assert Department.objects.get().head == get(1)
    assert undone(batch) == {}
    assert get(5).reports_to == get(1)
    assert not Employment.objects.filter(number="T0006").exists()


def test_an_average_that_was_given_is_a_given_one_again() -> None:
    then(sheets.people(3))
    header = {**sheets.HEADER, "wage:2026-05": "2026年5月工资"}
    del header["average_wage"]
    batch = then([sheets.person(2, **{"wage:2026-05": 20000})], header=header)
    assert not get(2).average_is_given

    assert undone(batch) == {}
    assert get(2).average_is_given
    assert get(2).average_wage == Decimal("9000.50")
