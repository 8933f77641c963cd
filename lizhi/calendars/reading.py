"""Read a list of official days, as JSON or as lines with commas; see docs/how-to/calendars.md.

Every line that cannot be meant is named by its number, so that somebody can mend it.
"""

import csv
import datetime as dt
import hashlib
import io
import json
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from lizhi.common import texts
from lizhi.common.models import CalendarDay

Kind = CalendarDay.Kind
KINDS = {
    **{str(kind): str(kind) for kind in Kind.values},
    "法定": "statutory",
    "法定节假日": "statutory",
    "休": "rest",
    "休息": "rest",
    "调休": "rest",
    "班": "working",
    "上班": "working",
    "调休上班": "working",
}
HEADERS = frozenset({"day", "date", "日期"})
MOST_DAYS = 120
"""A year has some forty such days."""
MOST_SHOWN = 10
NAME_LENGTH = 60
Row = tuple[str, str, str]


@dataclass
class Read:
    """What was read, and what is wrong with it."""

    rows: list[Row] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    @property
    def digest(self) -> str:
        """Of the rows in one spelling."""
        text = json.dumps(sorted(self.rows), ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()

    @property
    def kinds(self) -> dict[dt.date, str]:
        """By day."""
        return {dt.date.fromisoformat(day): kind for day, kind, _name in self.rows}


def read(text: str, year: int) -> Read:
    """Days of this year with their kinds; problems as sentences, at most ten."""
    found = Read()
    lines = _lines(text.strip().removeprefix("\ufeff"), found)
    seen: set[str] = set()
    for number, line in enumerate(lines, start=1):
        if problem := _take(line, year, seen, found):
            found.problems.append(
                _("Line %(line)d: %(problem)s") % {"line": number, "problem": problem}
            )
    if not lines and not found.problems:
        found.problems.append(_("There is no day in it."))
    if len(found.rows) > MOST_DAYS:
        found.problems.append(
            _("More than %(most)d days: is it one year only?") % {"most": MOST_DAYS}
        )
    if found.rows and not any(kind == Kind.STATUTORY for _day, kind, _name in found.rows):
        found.problems.append(_("No statutory holiday is in it."))
    found.rows.sort()
    del found.problems[MOST_SHOWN:]
    return found


def _lines(text: str, found: Read) -> list[list[Any]]:
    if text.startswith(("[", "{")):
        return _json(text, found)
    written = io.StringIO(texts.lines(text).replace("\t", ","))
    try:
        rows = [[cell.strip() for cell in row] for row in csv.reader(written)]
    except csv.Error:
        found.problems.append(_("This is no list: a quotation mark or a line is too long."))
        return []
    rows = [row for row in rows if any(row)]
    if rows and rows[0][0].lower() in HEADERS:
        rows = rows[1:]
    return list(rows)


def _json(text: str, found: Read) -> list[list[Any]]:
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        found.problems.append(_("This is no JSON."))
        return []
    days = data.get("days") if isinstance(data, dict) else data
    if not isinstance(days, list):
        found.problems.append(_("“days” has to be a list."))
        return []
    return [
        [one.get("day"), one.get("kind"), one.get("name", "")] if isinstance(one, dict) else one
        for one in days
    ]


def _take(line: Any, year: int, seen: set[str], found: Read) -> str:
    """Keep one line, or say what is wrong with it."""
    if not isinstance(line, list) or len(line) < 2 or not all(isinstance(x, str) for x in line[:3]):
        return _("a day, a kind and a name are needed.")
    written, kind, name = line[0].strip().replace("/", "-"), line[1].strip(), (*line, "")[2]
    try:
        day = dt.date.fromisoformat(written)
    except ValueError:
        return _("“%(day)s” is no day like 2027-01-01.") % {"day": written[:20]}
    if day.year != year:
        return _("%(day)s is not in %(year)d.") % {"day": day, "year": year}
    if kind not in KINDS:
        return _("“%(kind)s” is none of statutory, rest, working.") % {"kind": kind[:20]}
    if day.isoformat() in seen:
        return _("%(day)s is there twice.") % {"day": day}
    seen.add(day.isoformat())
    found.rows.append((day.isoformat(), KINDS[kind], str(name).strip()[:NAME_LENGTH]))
    return ""


def read_own(line: str, seen: set[str]) -> Read:
    """One day of a company's own calendar, of any year."""
    found = Read()
    cells = [cell.strip() for cell in line.replace("，", ",").split(",")]
    year = cells[0][:4]
    if problem := _take(cells, int(year) if year.isdecimal() else 0, seen, found):
        found.problems.append(problem)
    return found
