"""The kinds of events that this room writes; never a word of what was said."""

from django.utils.translation import gettext_lazy as _

TALK_ASKED = "talk_asked"
"""facts: `to` (user keys), `form`, `hour` (that was picked)."""
TALK_OFFERED = "talk_offered"
"""Another hour. facts: `to`, `hour`."""
TALK_FIXED = "talk_fixed"
"""facts: `to`, `hour`."""
TALK_HELD = "talk_held"
TALK_WRITTEN = "talk_written"
"""The leaver has written instead of talking. facts: `to`."""
TALK_CALLED_OFF = "talk_called_off"
"""facts: `to`."""

KINDS = {
    TALK_ASKED: _("A talk was asked for"),
    TALK_OFFERED: _("Another hour was offered for the talk"),
    TALK_FIXED: _("The hour of the talk is fixed"),
    TALK_HELD: _("The talk took place"),
    TALK_WRITTEN: _("Something was written in place of a talk"),
    TALK_CALLED_OFF: _("The talk was called off"),
}
