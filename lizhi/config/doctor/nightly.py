"""A look at everything by night; the administrator's page and the log say what is broken."""

import datetime as dt
import logging
import time
from collections.abc import Iterator

from lizhi.config.doctor import CHECKS, DAY, heads, stories
from lizhi.config.doctor.finding import Broken
from lizhi.jobs.models import Look

logger = logging.getLogger(__name__)
SHOWN = 20
KEPT = dt.timedelta(days=30)


def look(now: dt.datetime) -> None:
    """Every check, of stories and heads what has moved; `lizhi doctor` names all rows."""
    began = time.monotonic()
    counts: dict[str, int] = {}
    first: list[list[str | int]] = []
    for name in CHECKS:
        for row in _found(name, now - DAY):
            counts[name] = counts.get(name, 0) + 1
            if len(first) < SHOWN:
                first.append([name, row.table, row.row, row.case])
        if name in counts:
            logger.error("doctor: %s rows are broken: %s", counts[name], name)
    seconds = round(time.monotonic() - began, 1)
    Look.objects.create(created_at=now, seconds=seconds, counts=counts, rows=first)
    Look.objects.filter(created_at__lt=now - KEPT).delete()


def _found(name: str, before: dt.datetime) -> Iterator[Broken]:
    since = {"story": stories.broken_since, "heads": heads.broken_since}
    return since[name](before - DAY) if name in since else CHECKS[name](before)
