"""Printing and signing, in a process that does nothing else."""

from functools import partial
from typing import Any

from lizhi.common import clock
from lizhi.common.collector import keep_what_is_loaded
from lizhi.config.bench import settling, steps
from lizhi.config.bench.measuring import WARM_UP, Row, measure, row
from lizhi.documents import printing
from lizhi.documents.papers import templates
from lizhi.signing import benchmarks, pdf

KINDS = ("receipt", "letter", "agreement", "handover", "settlement", "certificate")
CODE = "7K4M2Q9XW3HT"
SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦许何吕张孔曹严华金魏陶姜"


def rows(*, sets: int, signatures: int) -> list[Row]:
    """Six papers as the worker prints them; one signature with its appearance, many times.

    The agreement gets its empty fields too; the other papers get theirs with their seal.
    """
    keep_what_is_loaded()
    with clock.at(steps.BEGINS):
        papers = measure([partial(_papers, n) for n in range(sets + WARM_UP)])
        signed = measure([benchmarks.sign_once] * (signatures + WARM_UP))
    with clock.at(steps.BEGINS):
        told = [settling.facts(n) for n in range(sets + WARM_UP)]
        annexes = measure([partial(_annex, facts) for facts in told])
    with clock.at(steps.BEGINS):
        reports = measure([partial(_report, n) for n in range(sets + WARM_UP)])
    return [
        row("evidence", 0, reports, worst_ms=reports.worst_ms),
        row("papers", 0, papers, worst_ms=papers.worst_ms),
        row("settlement_pdf", 0, annexes, worst_ms=annexes.worst_ms),
        settling.row_of(sets),
        row("signature", 0, signed, worst_ms=signed.worst_ms, signatures=signatures),
    ]


def _annex(facts: dict[str, Any]) -> bytes:
    """A settlement of thirteen lines with every step of theirs, as a version keeps them."""
    return printing.render("settlement", facts, at=clock.now()).pdf


def _report(n: int) -> bytes:
    return benchmarks.report_once(f"ZJ-2026-{n:06d}")


def _papers(n: int) -> bytes:
    """Of somebody else each time, for the printer remembers what it has set before."""
    made = []
    person = {"number": f"BC-2026-{n:06d}", "employee": SURNAMES[n % len(SURNAMES)] + "敏"}
    for kind in KINDS:
        code = CODE if kind == "certificate" else ""
        facts = {**templates.example(kind), **person}
        printed = printing.render(kind, facts, at=clock.now(), code=code)
        is_signed_later = kind == "agreement"
        made.append(pdf.prepare(printed.pdf, printed.slots) if is_signed_later else printed.pdf)
    return b"".join(made)
