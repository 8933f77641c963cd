"""Everything that is done about a talk."""

from lizhi.talks.actions.asking import accept_hour, ask_for_talk, call_talk_off
from lizhi.talks.actions.holding import fix_talk, hold_talk, note_talk, offer_hour

__all__ = [
    "accept_hour",
    "ask_for_talk",
    "call_talk_off",
    "fix_talk",
    "hold_talk",
    "note_talk",
    "offer_hour",
]
