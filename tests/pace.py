"""How long something takes beside something else: slow hours of a machine change no ratio."""

import time
from collections.abc import Callable


def spent(call: Callable[[], object]) -> float:
    """Seconds of CPU that this call takes, the best of three."""
    return min(_once(call) for _ in range(3))


def _once(call: Callable[[], object]) -> float:
    began = time.process_time()
    call()
    return time.process_time() - began
