"""The kinds of events that this room writes, with the words of the timeline.

Amounts are personal: no event holds one. They stand in the versions of the settlement itself.
"""

from django.utils.translation import gettext_lazy as _

SETTLEMENT_DRAFTED = "settlement_drafted"
"""facts: `version`, `missing` (number of lines without an amount)."""
SETTLEMENT_SENT = "settlement_sent"
"""facts: `version`, `missing`."""
SETTLEMENT_ANSWERED = "settlement_answered"
"""facts: `version`, `accepted`, `disputed`, `open` (numbers of lines)."""
LINE_DISPUTED = "line_disputed"
"""facts: `version`, `line` (its key). The words of the employee are sealed."""
DISPUTE_ANSWERED = "dispute_answered"
"""facts: `version`, `line`, `reply` (`kept` or `changed`). The words of finance are sealed."""

KINDS = {
    SETTLEMENT_DRAFTED: _("Finance worked on the settlement"),
    SETTLEMENT_SENT: _("The settlement was sent to the employee"),
    SETTLEMENT_ANSWERED: _("The employee answered the settlement line by line"),
    LINE_DISPUTED: _("The employee asked about a line; nothing waits for that"),
    DISPUTE_ANSWERED: _("Finance answered the question about a line"),
}
