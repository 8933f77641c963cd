"""Every kind of mistake in a roster is named by sheet, row and column, and nothing else is."""

import datetime as dt
from typing import Any

import pytest

from lizhi.people.roster.trial import Trial
from tests.people import sheets

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("field", "cell", "words"),
    [
        ("id_number", 119900199001010013, "number"),
        ("bank_account", 6214001000000007919, "number"),
        ("id_number", "11990019900230001X", "month 2 has no day 30"),
        ("id_number", "119900199013010010", "impossible"),
        ("id_number", "119900203001010018", "impossible"),
        ("id_number", "119900199001010011", "last character"),
        ("id_number", "1199001990010100", "18 characters"),
        ("manager", "T0999", "no such staff number"),
        ("manager", "T0003", "own manager"),
        ("hired_on", "2026-02-30", "no such day"),
        ("hired_on", dt.date(2026, 6, 2), "future"),
        ("hired_on", "下周一", "not a date"),
        ("contract_start", dt.date(2026, 12, 1), "future"),
        ("contract_end", dt.date(2019, 3, 31), "before"),
        ("probation_end", dt.date(2020, 2, 1), "before"),
        ("monthly_wage", "八千七", "text"),
        ("monthly_wage", "8700", "text"),
        ("monthly_wage", -1, "less than zero"),
        ("monthly_wage", "=J5*1.1", "formula"),
        ("monthly_wage", "#N/A", "formula"),
        ("hired_on", "#REF!", "formula"),
        ("average_wage", -0.01, "less than zero"),
        ("fund_rate", 7, "above 1"),
        ("fund_rate", "7%", "text"),
        ("leave_taken", "两天", "text"),
        ("name", "李?", "lost"),
        ("name", "李\ue863", "U+E863"),
        ("name", "12345", "not a name"),
        ("phone", "1380000", "11"),
        ("phone", 13800000003.7, "digits only"),
        ("phone", None, "empty"),
        ("name", "  ", "empty"),
        ("department", None, "empty"),
        ("contract_kind", "临时", "no kind"),
        ("bank_account", "6214-ABC", "card number"),
        ("email", "nobody", "mail"),
    ],
)
def test_a_bad_cell_is_named(field: str, cell: Any, words: str) -> None:
    found = sheets.tried(sheets.workbook(sheets.people(6, p3={field: cell})))

    assert [error.as_dict() | {"reason": ""} for error in found.report.errors] == [
        {"sheet": "在职员工", "row": 5, "column": sheets.HEADER[field], "reason": ""}
    ]
    assert words in found.report.errors[0].reason
    assert found.report.rows == 6
    assert len(found.good) == 5


@pytest.mark.parametrize("field", ["number", "phone", "id_number"])
def test_of_two_that_are_the_same_the_later_row_is_named(field: str) -> None:
    first = sheets.person(2)[field]
    found = sheets.tried(sheets.workbook(sheets.people(5, p4={field: first})))

    (error,) = found.report.errors
    assert (error.row, error.column) == (6, sheets.HEADER[field])
    assert error.reason == "is the same as in row 4"


def test_each_member_of_a_circle_is_named() -> None:
    rows = sheets.people(
        7, p2={"manager": "T0004"}, p4={"manager": "T0006"}, p6={"manager": "T0002"}
    )
    found = sheets.tried(sheets.workbook(rows))

    assert [(e.row, e.column) for e in found.report.errors] == [
        (row, "直属上级工号") for row in (4, 6, 8)
    ]
    assert "T0002 → T0004 → T0006 → T0002" in found.report.errors[0].reason


def test_two_who_report_to_each_other_name_each_others_row() -> None:
    rows = sheets.people(4, p2={"manager": "T0003"}, p3={"manager": "T0002"})
    found = sheets.tried(sheets.workbook(rows))

    assert [error.reason for error in found.report.errors] == [
        "goes in a circle with row 5",
        "goes in a circle with row 4",
    ]


def test_a_circle_through_somebody_who_is_not_in_the_file_is_seen() -> None:
    sheets.brought(sheets.people(3, p1={"manager": None}))
    found = sheets.tried(sheets.workbook([sheets.person(1, manager="T0002")]))

    assert [(e.row, e.column) for e in found.report.errors] == [(3, "直属上级工号")]


def test_a_bad_row_can_still_be_somebodys_manager() -> None:
    rows = sheets.people(4, p1={"phone": "no"})
    assert sheets.errors(sheets.workbook(rows)) == [(3, "手机号")]


def test_a_near_number_is_suggested() -> None:
    found = sheets.tried(sheets.workbook(sheets.people(4, p3={"manager": "T0009"})))
    assert found.report.errors[0].fix == "Check whether it is T0001"


def test_several_mistakes_come_in_the_order_of_the_file() -> None:
    rows = sheets.people(4, p2={"monthly_wage": -5, "name": ""}, p4={"fund_rate": 12})
    assert sheets.errors(sheets.workbook(rows)) == [
        (4, "姓名"),
        (4, "月工资(元)"),
        (6, "公积金个人比例"),
    ]


def test_of_an_identity_number_only_the_faulty_part_is_shown() -> None:
    found = sheets.tried(sheets.workbook(sheets.people(1, p1={"id_number": "11990019900230001X"})))
    assert found.report.errors[0].cell == "****19900230****"


def test_another_document_is_taken_as_it_is() -> None:
    header = {**sheets.HEADER, "id_kind": "证件类型"}
    rows = [
        sheets.person(1, id_kind="护照", id_number="E12345678"),
        sheets.person(2, id_kind="港澳居民来往内地通行证", id_number="H0123456789"),
    ]
    assert sheets.errors(sheets.workbook(rows, header)) == []


def test_a_child_and_a_very_old_person_are_only_worth_a_look() -> None:
    born = {"id_number": sheets.card("11990019450301001")}
    young = {"id_number": sheets.card("11990020090301002")}
    found = sheets.tried(sheets.workbook(sheets.people(3, p2=born, p3=young)))

    assert found.report.errors == []
    assert [(w.row, w.column, w.reason) for w in found.report.warnings] == [
        (3, "法人主体", "荔城制造有限公司 is not known yet and will be added"),
        (4, "证件号码", "is 81 years old"),
        (5, "证件号码", "was 11 years old when hired"),
    ]


def test_a_birthday_that_differs_from_the_card_is_worth_a_look() -> None:
    header = {**sheets.HEADER, "born_on": "出生日期"}
    rows = [sheets.person(1, born_on=dt.date(1990, 7, 7))]
    found = sheets.tried(sheets.workbook(rows, header))

    assert "出生日期" in {warning.column for warning in found.report.warnings}
    assert found.report.errors == []


def test_a_character_that_no_font_has_is_named() -> None:
    found = sheets.tried(sheets.workbook(sheets.people(2, p2={"name": "李\U0002f800"})))
    assert found.report.errors == [] or "\U0002f800" in found.report.errors[0].reason


def test_a_header_that_stands_twice_is_named_and_neither_column_is_believed() -> None:
    header = {**sheets.HEADER, "second": "手机号"}
    rows = sheets.people(3, p2={"second": "13900000001"})
    found = sheets.tried(sheets.workbook(rows, header))

    (error,) = found.report.errors
    assert (error.sheet, error.row, error.column) == ("在职员工", 2, "手机号")
    assert error.reason == "stands twice in the header, in the columns D and U"
    assert found.good == []


def test_a_header_that_means_nothing_to_us_may_stand_twice() -> None:
    header = {**sheets.HEADER, "note": "备注", "more": "备注"}
    assert sheets.errors(sheets.workbook(sheets.people(2), header)) == []


@pytest.mark.parametrize(
    "kind",
    [
        "身份证", "二代身份证", "第二代居民身份证", "居民身份证（二代）", "中国居民身份证",
        "ID Card", "identity_card", "身份证(大陆)", "其他", None,
    ],
)  # fmt: skip
def test_an_identity_card_is_checked_whatever_it_is_called(kind: str | None) -> None:
    header = {**sheets.HEADER, "id_kind": "证件类型"}
    rows = sheets.people(2, p2={"id_kind": kind, "id_number": "119900199001010011"})
    (error,) = sheets.tried(sheets.workbook(rows, header)).report.errors
    assert (error.row, error.column) == (4, "证件号码")
    assert "last character" in error.reason


def test_a_number_of_another_length_is_no_card_number() -> None:
    header = {**sheets.HEADER, "id_kind": "证件类型"}
    rows = sheets.people(2, p2={"id_kind": "身份证", "id_number": "110101900101001"})
    assert sheets.errors(sheets.workbook(rows, header)) == [(4, "证件号码")]


def test_each_end_before_its_start_is_named_once() -> None:
    wrong = {
        "contract_end": dt.date(2019, 1, 1),
        "probation_end": dt.date(2019, 2, 1),
    }
    assert sheets.errors(sheets.workbook(sheets.people(3, p2=wrong))) == [
        (4, "合同到期日期"),
        (4, "试用期截止"),
    ]


def test_nobody_is_hired_before_the_day_of_birth() -> None:
    header = {**sheets.HEADER, "career_start": "参加工作时间", "born_on": "出生日期"}
    born = {"id_number": sheets.card("11990020210301002")}
    passport = {"id_number": "E12345678", "id_kind": "护照", "born_on": dt.date(2021, 1, 1)}
    rows = sheets.people(
        4,
        p2=born,
        p3={"career_start": dt.date(1980, 1, 1)},
        p4=passport,
    )
    found = sheets.tried(sheets.workbook(rows, {**header, "id_kind": "证件类型"}))
    assert [(e.row, e.column) for e in found.report.errors] == [
        (4, "入职日期"),
        (5, "参加工作时间"),
        (6, "入职日期"),
    ]
    assert found.report.errors[0].reason == "is before the day of birth 2021-03-01"


@pytest.mark.parametrize("field", ["number", "name", "id_number"])
def test_a_formula_that_says_who_is_named_also_where_it_shows_nothing(field: str) -> None:
    nobody = {"number": None, "name": None, "id_number": None, field: "=A1"}
    found = sheets.tried(sheets.workbook(sheets.people(3, p3=nobody)))
    reasons = {error.column: error.reason for error in found.report.errors if error.row == 5}
    assert reasons.keys() == {"工号", "姓名", "证件号码"}
    assert "formula" in reasons[sheets.HEADER[field]]


def test_a_row_of_nothing_but_formulas_is_named() -> None:
    only = dict.fromkeys(sheets.HEADER, "=A1")
    found = sheets.tried(sheets.workbook([*sheets.people(1), only, sheets.person(2)]))
    assert {error.row for error in found.report.errors} == {4}


@pytest.mark.parametrize(
    "filled",
    [
        {"phone": 13800000003.0},
        {"hired_on": dt.date(2020, 3, 1), "contract_end": "2027-02-28", "branch": "苏州工厂"},
        {"hired_on": "2020-03-01", "monthly_wage": 8700, "department": "装配车间"},
    ],
)
def test_a_row_that_does_not_say_who_is_named(filled: dict[str, Any]) -> None:
    found = sheets.tried(sheets.workbook([*sheets.people(2), filled]))
    assert found.report.rows == 3
    assert {(e.row, e.column) for e in found.report.errors} >= {
        (5, "工号"),
        (5, "姓名"),
        (5, "证件号码"),
    }


@pytest.mark.parametrize(
    "filled",
    [
        {"monthly_wage": "=SUM(O3:O4)", "average_wage": 18001, "leave_taken": 4},
        {"post": "制表日期", "hired_on": dt.date(2026, 6, 1)},
        {"phone": "电话 0755-8888", "department": "合计"},
    ],
)
def test_a_total_or_a_note_is_nobody(filled: dict[str, Any]) -> None:
    found = sheets.tried(sheets.workbook([*sheets.people(2), filled]))
    assert (found.report.rows, found.report.errors) == (2, [])


def test_a_post_that_is_empty_is_worth_a_look_for_the_certificate_has_to_state_it() -> None:
    found = sheets.tried(sheets.workbook(sheets.people(3, p2={"post": None})))
    assert found.report.errors == []
    assert (4, "岗位", "is empty: the certificate has to state the post") in _told(found)


def test_a_roster_without_posts_is_told_so_once() -> None:
    header = {name: said for name, said in sheets.HEADER.items() if name != "post"}
    found = sheets.tried(sheets.workbook(sheets.people(3), header))

    assert found.report.errors == []
    lacking = "there is no such column: the certificate has to state the post"
    assert [one for one in _told(found) if one[2] == lacking] == [(2, "Job", lacking)]


def test_whose_post_is_known_here_already_needs_none_in_the_file() -> None:
    sheets.brought(sheets.people(3))
    header = {name: said for name, said in sheets.HEADER.items() if name != "post"}
    found = sheets.tried(sheets.workbook(sheets.people(3), header))
    assert not any("post" in reason for _row, _column, reason in _told(found))


def _told(found: Trial) -> list[tuple[int, str, str]]:
    return [(one.row, one.column, one.reason) for one in found.report.warnings]
