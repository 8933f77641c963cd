"""Once a day: let go of rosters that nobody can undo any more. Only the job worker comes here."""

import datetime as dt

from lizhi.people.actions import rosters


def forget_rosters(now: dt.datetime) -> int:
    """Sealed files older than a week; how many they were."""
    return rosters.forget_old_files(now)
