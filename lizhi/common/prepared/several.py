"""Several questions asked at once: a page that lists things of many kinds asks one."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from lizhi.common.prepared.columns import Columns
from lizhi.common.prepared.values import Step, bound, converted, database


class _Built(NamedTuple):
    sql: str
    params: Sequence[Any]
    steps: list[Step]
    places: dict[int, tuple[int, list[str]]]
    """Where the columns of each question begin, and what they are called."""


class Several:
    """Prepared questions for columns whose answers come together: a list of rows for each.

    Each keeps columns of its own in the joint row, so that no database has to make one type of
    two. The first column of each question is never empty: a row without it says that there is none.
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
        found: list[list[dict[str, Any]]] = [[] for _question in self.questions]
        told = [row for row in rows if row[built.places[row[0]][0]] is not None]
        for row in converted(told, built.steps, here):
            start, names = built.places[row[0]]
            found[row[0]].append(dict(zip(names, row[start : start + len(names)], strict=True)))
        return found

    def _build(self, here: Any) -> _Built:
        asked = {
            number: question.built(here)
            for number, question in enumerate(self.questions)
            if question is not None
        }
        places, start = {}, 1
        for number, one in asked.items():
            places[number] = start, one.names
            start += len(one.names)
        kinds = ", ".join(f"({number})" for number in asked)
        sql = f"SELECT * FROM (VALUES {kinds}) AS kind" + "".join(  # noqa: S608  Django's own SQL
            f" LEFT JOIN ({one.sql}) AS kind_{number} ON kind.column1 = {number}"
            for number, one in asked.items()
        )
        params = [param for one in asked.values() for param in one.params]
        steps = [
            (places[number][0] + place, _unless_empty(step), column)
            for number, one in asked.items()
            for place, step, column in one.steps
        ]
        built = self._built[here.vendor] = _Built(sql, params, steps, places)
        return built


def _unless_empty(step: Any) -> Any:
    """What lies in the columns of the other questions is nothing, and stays it."""
    return lambda value, column, here: None if value is None else step(value, column, here)
