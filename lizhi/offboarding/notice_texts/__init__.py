"""What is written to people. Data, not code: 您, short, who and when, never blame.

Keys: (event kind, step) or (event kind, ""). `{name}` the leaver, `{by}` whoever did it, `{who}`
the handler, `{step}` the step's name, `{due}` until when, `{hurry}` that it is time, `{day}` a
date, `{hour}` an hour, `{link}` opens the very thing that is to be done.
"""

from lizhi.offboarding.notice_texts import (
    endings,
    handover_and_pay,
    hands,
    steps,
    talks,
    voiding,
)
from lizhi.offboarding.notice_texts.hands import BY_HAND
from lizhi.offboarding.notice_texts.notice import TO_SIGN, Notice, Texts

NOTICES: Texts = {
    **steps.TEXTS,
    **hands.TEXTS,
    **talks.TEXTS,
    **handover_and_pay.TEXTS,
    **endings.TEXTS,
    **voiding.TEXTS,
}
OF_PURPOSE: Texts = {**handover_and_pay.OF_PURPOSE, **voiding.OF_PURPOSE}
"""By the kind of the event and the purpose of the paper that it is about; before any other."""

__all__ = ["BY_HAND", "NOTICES", "OF_PURPOSE", "TO_SIGN", "Notice", "Texts"]
