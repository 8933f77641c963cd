"""What signatures cost, by part: for `lizhi bench` and `lizhi sign bench`.

Only for the job worker and the bench: it loads what makes signatures.
"""

import hashlib
import math
import random
import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from functools import lru_cache
from typing import Any

from lizhi.common import clock, yardsticks
from lizhi.documents import printing
from lizhi.documents.papers import templates
from lizhi.documents.validation import check_pdf
from lizhi.signing import ca, cms, lasting, pdf, pictures, sealing, stamps, trust
from lizhi.signing.lists import Lists

EVIDENCE = bytes(32)
YARD_MS = 1.2
"""What the yardstick takes on the machine that the budgets are meant for."""
WARM_UP = 2
SEALED = 100


@dataclass(frozen=True)
class Figure:
    """What one thing costs, in milliseconds of CPU."""

    name: str
    cpu_ms: float
    """Half of the times took less."""
    yardsticks: float
    """How often the same piece of work could have been done instead."""
    worst_ms: float
    budget_ms: float | None = None

    @property
    def at_pace_ms(self) -> float:
        """What it would be on a machine of the usual pace."""
        return round(self.yardsticks * YARD_MS, 2)

    @property
    def is_missed(self) -> bool:
        """Above its budget, whatever hour the machine has."""
        return self.budget_ms is not None and min(self.cpu_ms, self.at_pace_ms) > self.budget_ms

    def as_json(self) -> dict[str, Any]:
        """For programs."""
        return {**asdict(self), "at_pace_ms": self.at_pace_ms, "missed": self.is_missed}


@lru_cache(maxsize=1)
def paper() -> bytes:
    """An agreement as it goes out: printed, with its fields in place. Made once."""
    printed = printing.render("agreement", templates.example("agreement"), at=clock.now())
    return pdf.prepare(printed.pdf, printed.slots)


def sign_once(*, seen: bool = True) -> bytes:
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
        appearance=pictures.by_hand(_strokes()) if seen else None,
    )
    return made.pdf


def report_once(number: str = "ZJ-2026-000001") -> bytes:
    """An evidence report as the worker makes it: set by Typst, sealed and stamped."""
    from lizhi.signing.reports import making

    facts = {**templates.example("evidence"), "number": number}
    return making.sealed(facts, clock.now())


def figures(times: int) -> Iterator[Figure]:
    """Each part and each profile, so many times; writes rows of certificates: roll them back."""
    now = clock.now()
    issuing = ca.issuing(now)
    one = sign_once()
    two = sealing.seal_pdf(one, certificate=sealing.INSTALLATION, at=now, field="company")
    root = trust.root_pem()
    last = lasting.finish(two, Lists(now)).pdf
    known = [hashlib.sha256(each).hexdigest() for each in (one, two, last)]

    def certify() -> object:
        return ca.event("张敏", person="P", evidence=EVIDENCE, issuer=issuing, at=now)

    signer = certify()[0]  # type: ignore[index]

    def assemble() -> object:
        return cms.signed_data(signer, EVIDENCE, chain=[issuing.certificate]).dump()

    parts: list[tuple[str, Callable[[], object], float | None]] = [
        ("key and certificate", certify, None),
        ("appearance", lambda: pictures.by_hand(_strokes()).content(), None),
        ("CMS", assemble, None),
        ("stamp", lambda: stamps.over(EVIDENCE, now), None),
        ("opening and writing", _write, None),
        ("B-T, unseen", lambda: sign_once(seen=False), 10),
        ("B-T, with appearance", sign_once, 12),
        ("lists for one case", lambda: Lists(now).all(), None),
        ("B-LTA finaliser", lambda: lasting.finish(two, Lists(now)), 45),
        ("validation, two signatures", lambda: check_pdf(two, root=root, ledger=known[:2]), 80),
        ("validation, finished", lambda: check_pdf(last, root=root, ledger=known), None),
    ]
    yield from (_figure(name, call, times, budget) for name, call, budget in parts)
    yield _hundred(now=clock.now)


def _figure(name: str, call: Callable[[], object], times: int, budget: float | None) -> Figure:
    spent, yards = [], []
    for number in range(times + WARM_UP):
        yard, began = yardsticks.once(), time.process_time()
        call()
        took = (time.process_time() - began) * 1000
        if number >= WARM_UP:
            spent.append(took)
            yards.append(yard)
    middle = statistics.median(spent)
    told = (round(middle, 2), round(middle / statistics.median(yards), 2), round(max(spent), 2))
    return Figure(name, *told, budget)


def _hundred(now: Callable[[], Any]) -> Figure:
    """So many papers, one after the other, each with the seal of the installation."""

    def seal_all() -> None:
        for _ in range(SEALED):
            sealing.seal_pdf(paper(), certificate=sealing.INSTALLATION, at=now(), field="company")

    return _figure(f"{SEALED} papers sealed B-T", seal_all, 1, 3_000)


def _write() -> bytes:
    """One increment with nothing new in it but a reference that is there already."""
    writer = pdf.revision(paper())
    writer.root_changed()
    return writer.finished()


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
