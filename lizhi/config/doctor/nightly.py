"""A look at everything by night; what is broken stands in the log as a number."""

import datetime as dt
import logging

from lizhi.config.doctor import CHECKS, DAY, stories

logger = logging.getLogger(__name__)


def look(now: dt.datetime) -> None:
    """Every check, of the stories only what has moved; who reads the log calls `lizhi doctor`."""
    before = now - DAY
    for name, check in CHECKS.items():
        found = stories.broken_since(before - DAY) if name == "story" else check(before)
        count = sum(1 for _row in found)
        if count:
            logger.error("doctor: %s rows are broken: %s", count, name)
