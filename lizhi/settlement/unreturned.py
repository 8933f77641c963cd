"""Things of the company that have not come back: finance reads it, and nothing waits for them."""

from collections.abc import Callable

from lizhi.cases.models import Case
from lizhi.settlement.lines import Remark

SOURCES: list[Callable[[Case], list[str]]] = []
"""Rooms that know things name those that are still out."""
MOST_NAMED = 3


def remarks(case: Case) -> list[Remark]:
    """One remark about all of them; a sum is taken off only as a line of its own, with proof."""
    things = [thing for source in SOURCES for thing in source(case)]
    if not things:
        return []
    more = f"等 {len(things)} 样" if len(things) > MOST_NAMED else ""
    text = (
        f"{'、'.join(things[:MOST_NAMED])}{more}。工资、证明和其他各行都不等它。要扣钱，"
        "先要能证明是本人弄丢弄坏的，再加一行，最多扣当月工资的 20%。"
    )
    title = f"还有 {len(things)} 样公司的东西没收回"
    return [Remark("", title, text, "《工资支付暂行规定》第十六条", "package")]
