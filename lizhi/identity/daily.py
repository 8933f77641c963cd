"""Once a day: drop what cannot be used any more. Only the job worker comes here."""

import datetime as dt

from lizhi.identity import actions


def forget_proofs(now: dt.datetime) -> int:
    """Proofs and challenges whose minutes are over; how many they were."""
    return actions.forget(now)
