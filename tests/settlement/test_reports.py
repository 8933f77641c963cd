"""What will be owed, and what a month has cost: complete, named where not, and nobody's own pay."""

import datetime as dt
import io
from collections.abc import Iterator
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from python_calamine import CalamineWorkbook

from lizhi.accounts.models import User
from lizhi.common import clock
from lizhi.settlement import actions
from lizhi.settlement.models import Settlement
from lizhi.settlement.vouchers import accrual, ended, report, report_files, suppressing
from tests import make
from tests.settlement import books, world

pytestmark = pytest.mark.django_db
NOON = dt.datetime(2026, 11, 28, 4, tzinfo=dt.UTC)
SUZHOU, WUXI = "苏州工厂", "无锡门店"
PHONES = {"深圳总部": 1, SUZHOU: 2, WUXI: 4}


@pytest.fixture(autouse=True)
def after_the_end() -> Iterator[None]:
    """The day after the last day of those who leave."""
    with clock.at(NOON):
        yield


def leave(count: int, by: User, branch: str = "深圳总部", *, sent: bool = True) -> list[Settlement]:
    """So many people of a branch, settled and sent."""
    found = []
    for number in range(count):
        phone = f"13800{PHONES[branch]}0{number:02d}00"
        person = make.employee(
            f"员工{number}",
            phone,
            at=make.branch(branch),
            leave_days=Decimal(10),
            leave_taken=Decimal(6),
            bank_account="6214001000006021",
        )
        case = world.case_of(person)
        if sent:
            found.append(world.sent(case, by))
    return found


def test_those_who_have_given_notice_are_expected_with_what_is_known(chen_jie: User) -> None:
    books.leaves(0, chen_jie)
    drafted = world.case_of(make.employee("李雷", "13800002047"))
    actions.draft(drafted, inputs={}, by=chen_jie, at=clock.now())
    world.case_of(make.employee("韩梅", "13800002048"))
    found = accrual.of(books.entity(), books.NOVEMBER)

    assert [(one.source, one.amount, one.missing) for one in found.rows] == [
        ("sent", Decimal("10400.00"), []),
        ("draft", Decimal("8000.00"), found.rows[1].missing),
        ("", Decimal(0), [accrual.NO_DRAFT]),
    ]
    assert any("年假" in title for title in found.rows[1].missing)
    assert (found.amount, found.incomplete) == (Decimal("18400.00"), 2)


def test_who_is_booked_paid_or_goes_later_needs_no_provision(chen_jie: User) -> None:
    books.confirmed(chen_jie, books.second())
    books.leaves(0, chen_jie)
    actions.book(books.entity(), books.NOVEMBER, by=chen_jie, at=clock.now())
    paid = books.leaves(1, chen_jie)
    batch = actions.make_batch(
        books.entity(), [paid.case.number], by=chen_jie, at=clock.now(), key="1"
    )
    actions.mark_paid(batch, paid_on=clock.today(), reference="BK1", by=chen_jie, at=clock.now())
    world.case_of(make.employee("韩梅", "13800002048"), last_day=dt.date(2026, 12, 20))
    found = accrual.of(books.entity(), books.NOVEMBER)

    assert [(one.is_booked, one.by_month_end) for one in found.rows] == [
        (True, True),
        (False, False),
    ]
    assert found.amount == 0


def test_a_provision_names_no_person_and_opens_in_excel(chen_jie: User) -> None:
    books.leaves(0, chen_jie)
    written = accrual.as_xlsx(accrual.of(books.entity(), books.NOVEMBER))
    book = CalamineWorkbook.from_filelike(io.BytesIO(written))
    cells = [
        str(cell)
        for name in book.sheet_names
        for row in book.get_sheet_by_name(name).to_python()
        for cell in row
    ]
    assert "张敏" not in "".join(cells)
    assert "10400.0" in "".join(cells)


def test_of_fewer_than_five_there_is_no_report(chen_jie: User) -> None:
    leave(4, chen_jie)
    assert report.of(books.entity(), books.NOVEMBER).rows == []


def test_the_rows_of_a_report_add_up_and_small_branches_stand_together(chen_jie: User) -> None:
    leave(6, chen_jie)
    leave(3, chen_jie, SUZHOU)
    leave(2, chen_jie, WUXI)
    found = report.of(books.entity(), books.NOVEMBER)

    assert [(row.title, row.people) for row in found.rows] == [
        ("深圳总部", 6),
        ("其余 2 个分支", 5),
        ("合计", 11),
    ]
    *parts, total = found.rows
    for name in ("endings", "dues", "deductions"):
        assert [
            sum(column) for column in zip(*(getattr(row, name) for row in parts), strict=True)
        ] == getattr(total, name)
    assert total.cost == Decimal("10400.00") * 11


def test_a_small_branch_takes_the_next_one_with_it(chen_jie: User) -> None:
    leave(7, chen_jie)
    leave(5, chen_jie, SUZHOU)
    leave(1, chen_jie, WUXI)
    found = report.of(books.entity(), books.NOVEMBER)
    assert (found.rows[0].title, found.rows[0].people) == ("深圳总部", 7)
    assert found.rows[1].people == 6


def test_counts_of_few_people_are_not_shown(chen_jie: User) -> None:
    sent = leave(6, chen_jie)
    actions.answer(sent[0], disputed={"wages": "少了"}, by=sent[0].case.leaver, at=clock.now())
    found = report.of(books.entity(), books.NOVEMBER)
    assert [row.disputes for row in found.rows] == [None, None]
    assert [(row.due, row.in_time) for row in found.rows] == [(6, 0), (6, 0)]


def test_money_of_fewer_than_five_is_not_shown(chen_jie: User) -> None:
    leave(3, chen_jie)
    leave(4, chen_jie, SUZHOU, sent=False)
    found = report.of(books.entity(), books.NOVEMBER)
    assert [row.people for row in found.rows] == [7, 7]
    assert [row.cost for row in found.rows] == [None, None]
    assert "8000" not in str(report_files.as_json(found))


def test_paid_in_time_is_counted_by_the_day_of_the_law(chen_jie: User) -> None:
    sent = leave(6, chen_jie)
    numbers = [one.case.number for one in sent]
    with clock.at(dt.datetime(2026, 11, 27, 2, tzinfo=dt.UTC)):
        batch = actions.make_batch(books.entity(), numbers, by=chen_jie, at=clock.now(), key="1")
        actions.mark_paid(
            batch, paid_on=clock.today(), reference="BK1", by=chen_jie, at=clock.now()
        )
    assert report.of(books.entity(), books.NOVEMBER).rows[-1].in_time == 6


def test_a_workbook_and_json_say_the_same(chen_jie: User) -> None:
    leave(6, chen_jie)
    found = report.of(books.entity(), books.NOVEMBER)
    read = CalamineWorkbook.from_filelike(io.BytesIO(report_files.as_xlsx(found)))
    last = read.get_sheet_by_index(0).to_python()[-1]
    assert last[0] == "合计"
    assert Decimal(str(last[-5])) == Decimal(report_files.as_json(found)["rows"][-1]["cost"])


def test_columns_about_few_people_are_put_together_in_every_row() -> None:
    rows = [
        {"37": frozenset(range(9)), "40": frozenset({9, 10}), "39": frozenset({11, 12, 13})},
        {"37": frozenset(range(20, 26)), "40": frozenset()},
    ]
    assert suppressing.columns_apart(["37", "39", "40"], rows) == (["37"], ["39", "40"])
    lonely = [{"37": frozenset(range(9)), "40": frozenset({9})}]
    assert suppressing.columns_apart(["37", "40"], lonely) == ([], ["37", "40"])
    assert suppressing.columns_apart(["40"], [{"40": frozenset({1})}]) == ([], [])


def test_lists_ask_as_much_for_many_as_for_few(chen_jie: User) -> None:
    def asked() -> int:
        with CaptureQueriesContext(
            connection,
        ) as seen:
            ended.of(books.entity(), books.NOVEMBER, chen_jie)
            accrual.of(books.entity(), books.NOVEMBER)
            report.of(books.entity(), books.NOVEMBER)
        return len(seen)

    leave(5, chen_jie)
    few = asked()
    leave(9, chen_jie, SUZHOU)
    assert asked() == few
