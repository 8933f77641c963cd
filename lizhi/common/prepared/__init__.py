"""Questions that are asked all day: their SQL is built once a process, not once a page.

Building a query with joins costs Django ten times what the database needs to answer it. A prepared
one is written as any other, with `given("name")` where a value goes, and asked with the values.
"""

from lizhi.common.prepared.changes import Change
from lizhi.common.prepared.columns import Columns
from lizhi.common.prepared.rows import KEPT, Prepared, for_each, read_again
from lizhi.common.prepared.several import Several
from lizhi.common.prepared.values import bound, given, settled

__all__ = [
    "KEPT",
    "Change",
    "Columns",
    "Prepared",
    "Several",
    "bound",
    "for_each",
    "given",
    "read_again",
    "settled",
]
