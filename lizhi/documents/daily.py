"""Once a day: let go of files that nobody wants. Only the job worker comes here."""

import datetime as dt

from lizhi.documents import actions


def forget_old_uploads(now: dt.datetime) -> int:
    """What was sent and not used for thirty days; how many they were."""
    return actions.forget_old_uploads(now)


def sweep_store(now: dt.datetime) -> int:
    """What lies in the store and belongs to nobody; how many objects they were."""
    return actions.sweep_store()
