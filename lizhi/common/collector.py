"""The garbage collector of a process that lives for long."""

import gc


def keep_what_is_loaded() -> None:
    """Everything loaded so far stays for good: the collector need not look through it again.

    Without this a request or a signature is held up for a tenth of a second now and then.
    """
    gc.collect()
    gc.freeze()
