"""What the menu of a desk counts, and what stands under the name: one question for every page."""

from functools import lru_cache
from typing import Any, NamedTuple

from django.db import connection

from lizhi.accounts.models import User
from lizhi.cases import rules as cases
from lizhi.common.prepared import KEPT, bound, settled
from lizhi.offboarding import questions
from lizhi.offboarding import waiting as waits
from lizhi.people.models import Roles, roles_of


class Post(NamedTuple):
    """What somebody does, and in which branch; empty for whoever is not employed."""

    name: str
    branch: str


class Numbers(NamedTuple):
    """Cases that run within reach, things that wait, and the post that runs."""

    running: int
    waiting: int
    post: Post


def of(user: User) -> Numbers:
    """One query, where the three by themselves are one each."""
    sql, params = _asked(roles_of(user), connection.vendor)
    with connection.cursor() as cursor:
        cursor.execute(sql, bound(params, waits.told(user)))
        *each, _late, running, post, branch = cursor.fetchone()
    return Numbers(running, sum(each), Post(post or "", branch or ""))


@lru_cache(maxsize=KEPT)
def _asked(roles: Roles, vendor: str) -> tuple[str, tuple[Any, ...]]:
    counting, params = waits.asked.counting(roles, vendor)
    running = cases.at_desk_by(roles).on_boards().values("pk")
    mine = questions.POST.build()
    more = [
        waits.asked.count(running),
        *(_one(mine.values(column)) for column in ("post", "branch__name")),
    ]
    told = tuple(param for _sql, told in more for param in told)
    return ", ".join([counting, *(sql for sql, _params in more)]), (*params, *told)


def _one(rows: waits.asked.Rows) -> tuple[str, tuple[Any, ...]]:
    sql, params = settled(*rows.query.sql_with_params())
    return f"({sql})", tuple(params)
