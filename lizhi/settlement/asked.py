"""Questions about lines that finance has not answered yet."""

import datetime as dt

from lizhi.common import rows
from lizhi.settlement import kinds, rules
from lizhi.settlement.models import Line, Settlement


def since(settlement: Settlement) -> dt.datetime | None:
    """When the oldest of those that still wait in this version was asked."""
    lines = rules.LINES.all(settlement=settlement.pk)
    waiting = {line.key for line in lines if _waits(line)}
    newest: dict[str, dt.datetime] = {}
    for event in rules.TALK.all(case=settlement.case_id) if waiting else ():
        if event.kind == kinds.LINE_DISPUTED:
            newest[event.facts.get("line", "")] = event.happened_at
    return min((at for key, at in newest.items() if key in waiting), default=None)


def note(settlement: Settlement) -> None:
    """The case says it too: finance sees in its lists that the leaver waits for an answer."""
    case = settlement.case
    first = since(settlement)
    if case.disputed_at != first:
        case.disputed_at = first
        rows.update(case, "disputed_at")


def _waits(line: Line) -> bool:
    return line.answer == Line.Answer.DISPUTED and not line.reply
