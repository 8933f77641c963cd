"""A process of two hundred steps is checked, and the shipped one is played through."""

import time
from typing import Any

from lizhi.common import clock
from lizhi.config.bench import steps
from lizhi.config.bench.measuring import Row
from lizhi.config.bench.plain import review
from lizhi.flows import checks, simulation
from lizhi.flows.simulation import reading
from lizhi.offboarding import definitions
from lizhi.workflow.tree import walk

MOST, A_ROW = 200, 5
TIMES = 7


def checking() -> Row:
    """What a draft of as many steps as may be costs when somebody wants to publish it."""
    body = large()
    found: list[float] = []
    for _number in range(TIMES):
        began = time.process_time()
        problems = checks.problems(body)
        found.append((time.process_time() - began) * 1000)
        if problems:
            raise RuntimeError(f"the large process is not sound: {problems[0]}")
    return {"name": "publish_check", "steps": MOST, "cpu_ms": round(min(found), 1)}


def large() -> dict[str, Any]:
    """The shipped process with reviews beside the steps of the way, five in a row, rows at once."""
    body = definitions.shipped(definitions.REMOTE_RESIGNATION)
    room = MOST - sum(1 for _step in walk(body["steps"]))
    main = next(step for step in body["steps"] if "branches" in step)
    rows = range(0, room, A_ROW)
    main["branches"] += [_row(start, min(A_ROW, room - start)) for start in rows]
    return body


def _row(start: int, count: int) -> dict[str, Any]:
    keys = [f"review_{number}" for number in range(start, start + count)]
    return {"steps": [review(key, before) for key, before in zip(keys, ["", *keys], strict=False)]}


def simulating(vendor: str) -> Row:
    """The shipped process from the notice to its end; the quickest of some, as a person waits."""
    body = definitions.shipped(definitions.REMOTE_RESIGNATION)
    waited: list[float] = []
    spent: list[float] = []
    with clock.at(steps.BEGINS):
        for _number in range(TIMES):
            began, busy = time.monotonic(), time.process_time()
            if not simulation.play(body, reading.default(clock.now())).done:
                raise RuntimeError("the shipped process has not come to its end")
            waited.append((time.monotonic() - began) * 1000)
            spent.append((time.process_time() - busy) * 1000)
    return {
        "name": "simulation",
        "cpu_ms": round(min(spent), 1),
        "waited_ms": round(min(waited), 1),
        "database": vendor,
    }
