"""Write the shipped file of official days anew, out of the development package `holidays`."""

import datetime as dt
import json
from typing import Any

from django.core.management.base import BaseCommand

from lizhi.common.calendar_days import FILE

YEARS = range(2019, 2027)
"""Announced by the State Council; a test compares the file with the package."""
NOT_STATUTORY = ("休息日", "补假", "延长")


def rows(years: range = YEARS) -> list[tuple[str, str, str]]:
    """Day, kind and name of each day that differs from the plain week."""
    import holidays

    china = holidays.country_holidays("CN", years=years, language="zh_CN")
    off = {day: name for day, name in china.items() if day.year in years}
    working = {day for day in china.weekend_workdays if day.year in years}
    found = [(day.isoformat(), _kind(name), _short(name)) for day, name in off.items()]
    return sorted([*found, *((day.isoformat(), "working", "调休上班") for day in working)])


def _kind(name: str) -> str:
    return "rest" if any(word in name for word in NOT_STATUTORY) else "statutory"


def _short(name: str) -> str:
    return "调休" if name.startswith("休息日") else name


class Command(BaseCommand):
    """`lizhi manage official_days`."""

    help = "Write lizhi/common/official_days.json anew."

    def handle(self, *args: Any, **options: Any) -> None:
        """One line a day, so that a diff reads well."""
        lines = ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows())
        FILE.write_text(f"[\n{lines}\n]\n", encoding="utf-8")
        self.stdout.write(f"{FILE.name}: {dt.date(YEARS.start, 1, 1):%Y}–{YEARS.stop - 1}")
