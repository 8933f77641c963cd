"""One signature, for `lizhi bench`: what it costs to draw a name and put it into a paper, stamped.

Only for the job worker and the bench: it loads what makes signatures.
"""

import math
import random
from functools import lru_cache

from lizhi.common import clock
from lizhi.documents import printing
from lizhi.documents.papers import templates
from lizhi.signing import pdf, pictures, sealing

EVIDENCE = bytes(32)


@lru_cache(maxsize=1)
def paper() -> bytes:
    """An agreement as it goes out: printed, with its fields in place. Made once."""
    printed = printing.render("agreement", templates.example("agreement"), at=clock.now())
    return pdf.prepare(printed.pdf, printed.slots)


def sign_once() -> bytes:
    """A B-T signature of one person, with an appearance that nobody has drawn before.

    Key, certificate, appearance, stamp and the written revision are all made here.
    """
    made = sealing.sign_event(
        paper(),
        field="employee",
        name="张敏",
        person="P0000000000000000",
        evidence=EVIDENCE,
        at=clock.now(),
        appearance=pictures.by_hand(_strokes()),
    )
    return made.pdf


def report_once(number: str = "ZJ-2026-000001") -> bytes:
    """An evidence report as the worker makes it: set by Typst, sealed and stamped."""
    from lizhi.signing.reports import making

    facts = {**templates.example("evidence"), "number": number}
    return making.sealed(facts, clock.now())


def _strokes() -> list[list[tuple[float, float, float]]]:
    lean = random.uniform(0.8, 1.2)  # noqa: S311  a hand shakes; nothing depends on how
    return [
        [
            (
                60 + 2 * step * lean,
                80 + 30 * line + 12 * math.sin(step / 3),
                line * 1000 + 12 * step,
            )
            for step in range(60)
        ]
        for line in range(4)
    ]
