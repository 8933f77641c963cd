"""The garbage collector of a process that lives for long."""

import gc

BETWEEN = 20_000
"""New objects until the next look. With Python's own 700 it looks for cycles two hundred times in
one case, at objects that are gone by themselves a moment later: a twentieth of all the work."""


def keep_what_is_loaded() -> None:
    """Everything loaded so far stays for good: the collector need not look through it again.

    Without this a request or a signature is held up for a tenth of a second now and then.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(BETWEEN, *gc.get_threshold()[1:])
