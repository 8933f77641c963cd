"""Several questions asked at once: a page that lists things of many kinds asks one."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from lizhi.common.prepared.columns import Asked, Columns
from lizhi.common.prepared.values import bound, converted, database


class _Built(NamedTuple):
    sql: str
    params: Sequence[Any]
    asked: dict[int, Asked]
    columns: dict[int, slice]
    """Where those of each question stand in the joint row."""


class Several:
    """Prepared questions for columns whose answers come together: a list of rows for each.

    Each keeps columns of its own in the joint row, so that no database has to make one type of
    two; what the others have there is nothing, of the same type.
    """

    def __init__(self, questions: Sequence[Columns | None]) -> None:
        self.questions = questions
        self._built: dict[str, _Built] = {}

    def all(self, **values: Any) -> list[list[dict[str, Any]]]:
        """Every row of each, in the order of the questions; none of what is not asked."""
        here = database()
        built = self._built.get(here.vendor) or self._build(here)
        with here.cursor() as cursor:
            cursor.execute(built.sql, bound(built.params, values))
            rows = cursor.fetchall()
        told: list[list[Any]] = [[] for _question in self.questions]
        for row in rows:
            told[row[0]].append(row[built.columns[row[0]]])
        return [
            self._named(built.asked[number], answer, here) if answer else []
            for number, answer in enumerate(told)
        ]

    def _named(self, one: Asked, rows: list[Any], here: Any) -> list[dict[str, Any]]:
        return [dict(zip(one.names, row, strict=True)) for row in converted(rows, one.steps, here)]

    def _build(self, here: Any) -> _Built:
        asked = {
            number: question.built(here)
            for number, question in enumerate(self.questions)
            if question is not None
        }
        columns, start = {}, 1
        for number, one in asked.items():
            columns[number] = slice(start, start + len(one.names))
            start += len(one.names)
        sql = " UNION ALL ".join(_part(number, asked) for number in asked)
        params = [param for one in asked.values() for param in one.params]
        built = self._built[here.vendor] = _Built(sql, params, asked, columns)
        return built


def _part(number: int, asked: dict[int, Asked]) -> str:
    """One of them, with empty columns where the others have theirs."""
    columns: list[str] = []
    for other, one in asked.items():
        nothing = [f"CAST(NULL AS {kind})" for kind in one.types]
        columns += [f"kind_{number}.*"] if other == number else nothing
    said = ", ".join(columns)
    return f"SELECT {number}, {said} FROM ({asked[number].sql}) AS kind_{number}"  # noqa: S608  Django's own SQL
