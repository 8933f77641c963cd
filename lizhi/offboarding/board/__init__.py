"""The board: running cases, exceptions first. Reading only, from columns of the case alone.

It costs the same with a thousand cases and with a hundred thousand: scoped by one condition that
an index answers, counted up to a thousand, paged by key.
"""

from lizhi.offboarding.board.numbers import Numbers
from lizhi.offboarding.board.numbers import of as numbers
from lizhi.offboarding.board.pages import Board, count, every, page
from lizhi.offboarding.board.query import GROUNDS, SHOWN, Query
from lizhi.offboarding.board.rows import Row, rows

__all__ = [
    "GROUNDS",
    "SHOWN",
    "Board",
    "Numbers",
    "Query",
    "Row",
    "count",
    "every",
    "numbers",
    "page",
    "rows",
]
