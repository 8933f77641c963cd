"""Printing and signing, in a process that does nothing else."""

from lizhi.common import clock
from lizhi.config.bench import steps
from lizhi.config.bench.measuring import WARM_UP, Row, measure, row
from lizhi.documents import printing
from lizhi.documents.papers import templates
from lizhi.signing import benchmarks, pdf

KINDS = ("receipt", "letter", "agreement", "handover", "settlement", "certificate")
CODE = "7K4M2Q9XW3HT"


def rows(*, sets: int, signatures: int) -> list[Row]:
    """Six papers with their fields in place; one signature with its appearance, many times."""
    with clock.at(steps.BEGINS):
        papers = measure([_papers] * (sets + WARM_UP))
        signed = measure([benchmarks.sign_once] * (signatures + WARM_UP))
    return [
        row("papers", 0, papers, worst_ms=papers.worst_ms),
        row("signature", 0, signed, worst_ms=signed.worst_ms, signatures=signatures),
    ]


def _papers() -> bytes:
    made = []
    for kind in KINDS:
        code = CODE if kind == "certificate" else ""
        printed = printing.render(kind, templates.example(kind), at=clock.now(), code=code)
        made.append(pdf.prepare(printed.pdf, printed.slots))
    return b"".join(made)
