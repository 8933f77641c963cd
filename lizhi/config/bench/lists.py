"""How long the database itself takes for lists and counts, with two hundred thousand cases.

On SQLite, which is part of the process, it is the CPU of asking the same SQL of the connection and
reading all rows, with nothing of Django; on PostgreSQL what the server says of its planning and its
execution (EXPLAIN ANALYZE). The quickest of many: what a busy machine adds is not the database's.
"""

import json
import time
from collections.abc import Callable, Sequence
from typing import Any

from django.db import connection

from lizhi.accounts.models import User
from lizhi.cases.models import Case
from lizhi.common import clock
from lizhi.config.bench import steps
from lizhi.config.bench.measuring import Row
from lizhi.offboarding import benchmarks, board, definitions, waiting
from lizhi.workflow.models import Run, Task

A_BRANCH = 5_000
AT_ONCE = 5_000
Asked = tuple[str, Any]


def rows(cases: int, *, times: int) -> list[Row]:
    """The to-do list and the overdue count of whoever waits longest for it."""
    with clock.at(steps.BEGINS):
        filled = benchmarks.fill(cases, branches=-(-cases // A_BRANCH))
        _begun()
        readers = {"hr": filled.hr, "group_hr": filled.group_hr, "finance": filled.finance}
        again = {role: User.objects.get(pk=user.pk) for role, user in readers.items()}
        return [
            _row("to_do", cases, {r: _asked(_to_do(u)) for r, u in again.items()}, times),
            _row("overdue", cases, {r: _asked(_overdue(u)) for r, u in again.items()}, times),
        ]


def _begun() -> None:
    """Each case stands at a step, or has left one, with the part of whoever holds it."""
    version = definitions.publish_shipped(at=clock.now())
    keys = list(Case.objects.values_list("pk", flat=True))
    for start in range(0, len(keys), AT_ONCE):
        known = Case.objects.filter(pk__in=keys[start : start + AT_ONCE])
        cases = list(known.select_related("holder_user", "started_by"))
        runs = [
            Run(
                case=case,
                version=version,
                step="acknowledgement",
                state=_state(case),
                opened_at=case.arrived_at,
                due_at=case.due_at,
            )
            for case in cases
        ]
        Run.objects.bulk_create(runs)
        Task.objects.bulk_create(_task(run) for run in runs)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:  # as its autovacuum does by itself in a while
            cursor.execute("ANALYZE")


def _state(case: Case) -> str:
    return Run.State.OPEN if case.status == Case.Status.RUNNING else Run.State.DONE


def _task(run: Run) -> Task:
    return Task(
        run=run,
        case=run.case,
        assignee=run.case.holder_user or run.case.started_by,
        state=run.state,
        due_at=run.due_at,
        opened_at=run.opened_at,
    )


def _to_do(user: User) -> Callable[[], object]:
    return lambda: waiting.page(user)


def _overdue(user: User) -> Callable[[], object]:
    return lambda: board.numbers(user, branch=None, now=clock.now())


def _asked(question: Callable[[], object]) -> list[Asked]:
    """Its SQL, once whatever is kept in the process is there."""
    question()
    found: list[Asked] = []

    def keep(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        found.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(keep):
        question()
    return found


def _row(name: str, cases: int, readers: dict[str, list[Asked]], times: int) -> Row:
    found = {role: _quickest(asked, times) for role, asked in readers.items()}
    role = max(found, key=lambda one: found[one])
    return {
        "name": name,
        "cases": cases,
        "queries": len(readers[role]),
        "db_ms": round(found[role], 3),
        "reader": role,
        "database": connection.vendor,
    }


def _quickest(asked: Sequence[Asked], times: int) -> float:
    ask = _of_server if connection.vendor == "postgresql" else _within
    return sum(min(ask(sql, params) for _number in range(times)) for sql, params in asked)


def _within(sql: str, params: Any) -> float:
    connection.ensure_connection()
    plain = sql.replace("%s", "?").replace("%%", "%")
    began = time.process_time()
    connection.connection.execute(plain, params or ()).fetchall()
    return (time.process_time() - began) * 1000


def _of_server(sql: str, params: Any) -> float:
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) {sql}", params)
        (told,) = cursor.fetchone()
    plan = (json.loads(told) if isinstance(told, str) else told)[0]
    return float(plan["Planning Time"] + plan["Execution Time"])
