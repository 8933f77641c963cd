"""Once a day: let go of files of wages that nobody can undo any more; for the worker alone."""

import datetime as dt

from lizhi.settlement.actions import payroll


def forget_pay_files(now: dt.datetime) -> int:
    """Sealed files older than a week; how many they were."""
    return payroll.forget_old_files(now)
