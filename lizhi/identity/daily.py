"""Once a day: drop what cannot be used any more. Only the job worker comes here."""

import datetime as dt

from lizhi.identity import actions


def forget_proofs(now: dt.datetime) -> int:
    """Proofs, challenges and tries whose minutes are over, and people who count no more."""
    return actions.forget(now) + actions.forget_faces(now)
