"""The bad cells of a file: by column, by kind of mistake, counted, paged, taken away."""

import io
from collections.abc import Iterator
from typing import Any

import pytest
from django.urls import reverse
from python_calamine import CalamineWorkbook

from lizhi.accounts.models import User
from lizhi.cases.models import Case
from lizhi.common import clock
from lizhi.people.models import Employment
from lizhi.settlement.models import PayBatch
from lizhi.settlement.payroll import reporting
from lizhi.settlement.views import pay_pages
from tests.settlement import world
from tests.settlement.sheets import MONTHS, NOW, table, tried, wage
from tests.settlement.world import Browser

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def november() -> Iterator[None]:
    """It is the month in which Zhang Min leaves."""
    with clock.at(NOW):
        yield


@pytest.fixture
def desk(case: Case, chen_jie: User) -> Browser:
    """Chen Jie's browser."""
    return world.client_of(chen_jie)


@pytest.fixture
def batch(chen_jie: User, zhang_min: Employment) -> PayBatch:
    """Twelve wages in words, three overtimes below zero, one month that does not exist."""
    number = zhang_min.number
    rows = [wage(number, month, "八千") for month in MONTHS]
    for row in rows[:3]:
        row["overtime_pay"] = -1
    return tried(chen_jie, table("pay", *rows, wage(number, "2026-13", 1)))


def page(desk: Browser, batch: PayBatch, **query: str) -> Any:
    return desk.get(reverse("settlement:pay_batch", args=[batch.number]), query)


def text(response: Any) -> str:
    return str(response.content.decode())


def listed(response: Any) -> int:
    return text(response).count("</tr>") - 1


def test_each_column_and_each_kind_says_how_many(desk: Browser, batch: PayBatch) -> None:
    shown = text(page(desk, batch))
    for words in ("全部列，16 格", "应发合计，12", "加班费，3", "月份，1"):
        assert words in shown
    for words in ("全部错误，16 格", "文字当数，12", "小于 0，3", "月份和日期，1"):
        assert words in shown
    assert listed(page(desk, batch)) == 16


@pytest.mark.parametrize(
    ("query", "number"),
    [
        ({"column": "工资|应发合计"}, 12),
        ({"kind": "negative"}, 3),
        ({"column": "工资|加班费", "kind": "negative"}, 3),
        ({"column": "工资|应发合计", "kind": "negative"}, 0),
        ({"column": "nothing", "kind": "<script>", "page": "x"}, 16),
    ],
)
def test_one_column_one_kind_or_both(
    desk: Browser, batch: PayBatch, query: dict[str, str], number: int
) -> None:
    answer = page(desk, batch, **query)
    assert answer.status_code == 200
    assert max(listed(answer), 0) == number


def test_a_choice_without_cells_does_not_say_that_every_row_is_right(
    desk: Browser, batch: PayBatch
) -> None:
    shown = text(page(desk, batch, column="工资|应发合计", kind="negative"))
    assert "这一列里没有这种错误" in shown
    assert 'name="column"' in shown
    assert "每一行都能导" not in shown


def test_the_pager_keeps_what_was_chosen(
    desk: Browser, batch: PayBatch, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pay_pages, "CELLS", 5)
    answer = page(desk, batch, column="工资|应发合计", page="2")
    assert listed(answer) == 5
    assert "&amp;column=%E5%B7%A5%E8%B5%84%7C" in text(answer)
    assert "第 6 到 10 格，共 12 格" in text(answer)


def test_of_very_many_each_kind_is_still_seen_and_the_files_have_all(
    desk: Browser, chen_jie: User, zhang_min: Employment, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reporting, "OF_EACH", 2)
    rows = [wage(zhang_min.number, month, "八千") for month in MONTHS]
    batch = tried(chen_jie, table("pay", *rows, wage(zhang_min.number, "2026-13", 1)))

    shown = page(desk, batch)
    assert listed(shown) == 3
    assert "13 格中的 3 格" in text(shown)
    assert "2026-13" in text(shown)
    cells = text(desk.get(reverse("settlement:pay_cells", args=[batch.number])))
    assert cells.count("\r\n") == 14


def test_no_cell_that_is_taken_away_becomes_a_formula(
    desk: Browser, chen_jie: User, zhang_min: Employment
) -> None:
    evil = ("=HYPERLINK(1)", "+1+1", "@SUM(A1)", "-1-1", "\t=1")
    rows = [{**wage(zhang_min.number, "2026-05"), "wage_due": one} for one in evil]
    batch = tried(chen_jie, table("pay", *rows))

    cells = text(desk.get(reverse("settlement:pay_cells", args=[batch.number])))
    for line in cells.splitlines()[1:]:
        said = line.split(",")[4].strip('"')
        assert said.startswith("'") or not said.startswith(("=", "+", "-", "@"))
    marked = desk.get(reverse("settlement:pay_marked", args=[batch.number]))
    book = CalamineWorkbook.from_filelike(io.BytesIO(marked.content))
    assert len(book.get_sheet_by_index(0).to_python()) == len(evil) + 1


def test_a_file_without_a_bad_cell_has_none_to_take_away(
    desk: Browser, chen_jie: User, zhang_min: Employment
) -> None:
    batch = tried(chen_jie, table("pay", wage(zhang_min.number)))
    for name in ("pay_cells", "pay_marked"):
        answer = desk.get(reverse(f"settlement:{name}", args=[batch.number]))
        assert answer.status_code == 409
