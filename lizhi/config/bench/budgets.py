"""What everything may cost, and the table that says whether it does."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from lizhi.config.bench import by_hand, steps
from lizhi.config.bench.measuring import Row

GROWTH = 1.3
"""A hundred thousand cases may cost so many times what a thousand do."""


@dataclass(frozen=True)
class Budget:
    """The most that a row may say under each of these keys."""

    most: dict[str, float] = field(default_factory=dict)

    def missed(self, row: Row) -> Iterator[str]:
        """What is above, in words."""
        for key, most in self.most.items():
            if row.get(key, 0) > most:
                yield f"{key} {row[key]:,} > {most:,}"


MOVING = Budget({"cpu_ms": 15, "growth": GROWTH})
PLAIN = Budget({"cpu_ms": 6})
"""Somebody does something that brings no paper at once."""
GROWING = Budget({**PLAIN.most, "growth": GROWTH})
BUDGETS = {
    **dict.fromkeys((*steps.WAY, *by_hand.WAY), PLAIN),
    "board": Budget({"cpu_ms": 15, "queries": 12, "bytes": 60_000, "growth": GROWTH}),
    "progress": Budget({"cpu_ms": 8, "queries": 8, "growth": GROWTH}),
    "refresh": Budget({"cpu_ms": 8, "queries": 8, "bytes": 4_000, "growth": GROWTH}),
    "submit": MOVING,
    "sign": MOVING,
    "close": MOVING,
    "acknowledge": GROWING,
    "settle": GROWING,
    "to_do": Budget({"db_ms": 1}),
    "overdue": Budget({"db_ms": 3}),
    "publish_check": Budget({"cpu_ms": 200}),
    "simulation": Budget({"waited_ms": 1_000}),
    "kill_to_resume": Budget({"seconds": 15}),
    "voucher": Budget({"cpu_ms": 2_000, "queries": 40}),
    "books_page": Budget({"cpu_ms": 1_000, "queries": 20}),
    "payroll_sent": Budget({"cpu_ms": 400}),
    "payroll_read": Budget({"cpu_ms": 1_500}),
    "payroll_written": Budget({"cpu_ms": 2_000}),
    "papers": Budget({"cpu_ms": 110}),
    "settlement": Budget({"cpu_ms": 5}),
    "settlement_pdf": Budget({"cpu_ms": 40}),
    "settle_page": Budget({"cpu_ms": 15, "queries": 10}),
    "signature": Budget({"cpu_ms": 12, "worst_ms": 100}),
    "evidence": Budget({"cpu_ms": 150}),
    "whole_case": Budget({"cpu_ms": 800}),
    "deadline": Budget({"cpu_us": 50}),
    "roster_100k": Budget({"cpu_ms": 20_000, "mib": 600, "small_ms": 3_000}),
    "what_if_chain": Budget({"cpu_ms": 100, "differing": 0}),
    "what_if": Budget({"cpu_ms": 3_000}),
    "what_if_months": Budget({"cpu_ms": 3_000}),
    "what_if_payroll": Budget({"cpu_ms": 3_000}),
    "workers_mib": Budget({"web": 220, "job": 200}),
}
KNOWN = ("name", "cases", "cpu_ms", "queries", "bytes")
HEAD = f"{'':<13}{'cases':>8}{'CPU ms':>11}{'of':>8}{'queries':>9}{'of':>4}{'bytes':>10}{'of':>8}  "


def missed(row: Row) -> list[str]:
    """What this row is above its budget in."""
    return list(BUDGETS[row["name"]].missed(row))


def table(rows: Iterable[Row]) -> Iterator[str]:
    """For people: cost, budget, verdict; under it the parts."""
    yield HEAD
    for row in rows:
        yield _line(row)
        more = {key: value for key, value in row.items() if key not in KNOWN}
        if more:
            yield " " * 13 + ", ".join(f"{_words(key)} {value}" for key, value in more.items())


def _line(row: Row) -> str:
    most = BUDGETS[row["name"]].most
    cells = [f"{row['name']:<13}{row.get('cases', ''):>8}"]
    for key, wide, narrow in (("cpu_ms", 11, 8), ("queries", 9, 4), ("bytes", 10, 8)):
        value, limit = row.get(key, ""), most.get(key, "")
        cells.append(f"{_number(value):>{wide}}{_number(limit):>{narrow}}")
    verdict = "; ".join(missed(row)) or "ok"
    return f"{''.join(cells)}  {verdict}"


def _number(value: float | str) -> str:
    return value if isinstance(value, str) else f"{value:,}"


def _words(key: str) -> str:
    return key.replace("_", " ")
