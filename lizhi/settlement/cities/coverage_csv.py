"""The table of all figures as a file for a spreadsheet."""

import csv
import io
from collections.abc import Iterable

from lizhi.settlement.cities.coverage import City, Row

BOM = "\ufeff"
"""Without it a Chinese Excel reads UTF-8 as something else."""
HEADER = (
    "城市", "在职人数", "数字", "代号", "状态", "值", "从哪天起", "用在", "文件", "网址",
    "公布日期", "核对的人", "核对日期", "几个月没核对", "几件结算在等", "去哪里找",
)  # fmt: skip
LIKE_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def of(cities: Iterable[City]) -> str:
    """One line for each figure in each city; what is missing says where to look."""
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(HEADER)
    for city in cities:
        writer.writerows([_plain(cell) for cell in _line(row)] for row in city.rows)
    return BOM + file.getvalue()


def _line(row: Row) -> list[object]:
    figure = row.figure
    return [
        row.place.city,
        row.place.people,
        row.title,
        row.wanted.name,
        row.words,
        row.value,
        figure.since if figure else "",
        row.wanted.used_for,
        figure.document if figure else "",
        row.link,
        (figure.published or "") if figure else "",
        figure.checked_by if figure else "",
        (figure.checked_on or "") if figure else "",
        "" if row.age is None else row.age,
        row.cases,
        "" if figure else row.wanted.look,
    ]


def _plain(cell: object) -> str:
    """No cell becomes a formula."""
    text = str(cell)
    return f"'{text}" if text.startswith(LIKE_A_FORMULA) else text
