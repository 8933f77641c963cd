"""Fields of HR's own: typed, checked, kept in the case; words sealed."""

import datetime as dt
from typing import Any

import pytest

from lizhi.cases import actions as cases
from lizhi.common.refusals import Refused
from lizhi.workflow import forms_registry
from tests.conftest import MONDAY
from tests.workflow import make
from tests.workflow.make import task

pytestmark = pytest.mark.django_db

FIELDS = [
    {"key": "note", "type": "text", "label": "备注"},
    {"key": "day", "type": "date", "required": True, "label": "日期"},
    {"key": "days", "type": "number"},
    {"key": "way", "type": "choice", "choices": ["邮寄", "自取"]},
    {"key": "car", "type": "yes_no"},
    {"key": "scan", "type": "file"},
]


def test_answers_are_kept_by_type_and_words_sealed() -> None:
    case = make.started(task("a", fields=FIELDS), task("b"))
    data = {
        "note": "给妈妈的药放在车里",
        "day": dt.date(2026, 6, 5),
        "days": "2.5",
        "way": "邮寄",
        "car": False,
        "scan": 7,
        "other": dt.date(2026, 6, 1),
    }
    make.do(case, "a", data=data)
    case.refresh_from_db()
    kept = dict(case.data)
    assert "妈妈" not in str(kept.pop("note"))
    assert kept == {
        "day": "2026-06-05",
        "days": 2.5,
        "way": "邮寄",
        "car": False,
        "scan": 7,
        "other": "2026-06-01",
    }
    assert forms_registry.words(case, "note") == "给妈妈的药放在车里"
    cases.forget_words(case, at=MONDAY)
    assert forms_registry.words(case, "note") is None
    assert forms_registry.words(case, "nothing") is None


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"day": ""},
        {"day": "2026-13-01"},
        {"day": 5},
        {"day": "2026-06-05", "days": "many"},
        {"day": "2026-06-05", "days": "NaN"},
        {"day": "2026-06-05", "way": "鸽子"},
        {"day": "2026-06-05", "car": "maybe"},
        {"day": "2026-06-05", "scan": "x"},
        {"day": "2026-06-05", "way": ["邮寄"]},
        {"day": ["2026-06-05"]},
    ],
)
def test_what_does_not_fit_is_refused_and_nothing_is_kept(data: dict[str, Any]) -> None:
    case = make.started(task("a", fields=FIELDS), task("b"))
    with pytest.raises(Refused):
        make.do(case, "a", data=data)
    case.refresh_from_db()
    assert case.data == {}
    assert make.standing(case) == {"a"}
