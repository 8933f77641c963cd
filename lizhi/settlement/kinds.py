"""The kinds of events that this room writes, with the words of the timeline.

Amounts are personal: no event holds one. They stand in the versions of the settlement itself.
"""

from django.utils.translation import gettext_lazy as _

SETTLEMENT_DRAFTED = "settlement_drafted"
"""facts: `version`, `missing` (number of lines without an amount)."""
SETTLEMENT_HANDED_OVER = "settlement_handed_over"
"""facts: `version`, `to` (the second person, in a list)."""
SETTLEMENT_RETURNED = "settlement_returned"
"""facts: `version`, `line` (its key, or empty), `to` (who made it). The words are sealed."""
SETTLEMENT_TAKEN_BACK = "settlement_taken_back"
"""It was changed while it waited. facts: `version`, `to` (the second person)."""
SETTLEMENT_APPROVED = "settlement_approved"
"""facts: `version`, `to` (who made it)."""
SETTLEMENT_OVERDUE = "settlement_overdue"
"""The second person is late. facts: `version`, `times`, `to` (who hears of it)."""
SETTLEMENT_BARRED = "settlement_barred"
"""What finance has filled in says that article 42 may stand in the way; HR hears of it. facts:
`version`."""
SETTLEMENT_SENT = "settlement_sent"
"""facts: `version`, `missing`."""
SETTLEMENT_ANSWERED = "settlement_answered"
"""facts: `version`, `accepted`, `disputed`, `open` (numbers of lines)."""
LINE_DISPUTED = "line_disputed"
"""facts: `version`, `line` (its key), `files` if any. The words of the employee are sealed."""
DISPUTE_ASKS_HR = "dispute_asks_hr"
"""facts: `version`, `line`. The words of finance are sealed."""
DISPUTE_ANSWERED = "dispute_answered"
"""facts: `version`, `line`, `reply` (`kept` or `changed`). The words of finance are sealed."""
SETTLEMENT_PAID = "settlement_paid"
"""facts: `version`, `day`, `batch` (number of the payment batch)."""

KINDS = {
    SETTLEMENT_DRAFTED: _("Finance worked on the settlement"),
    SETTLEMENT_HANDED_OVER: _("A second person is asked to look at the settlement"),
    SETTLEMENT_RETURNED: _("The second person gave the settlement back"),
    SETTLEMENT_TAKEN_BACK: _("The settlement was changed while it waited for the second person"),
    SETTLEMENT_APPROVED: _("A second person approved the settlement"),
    SETTLEMENT_OVERDUE: _("The settlement waits too long for the second person"),
    SETTLEMENT_BARRED: _("Article 42 may stand in the way of this ending; HR is asked to look"),
    SETTLEMENT_SENT: _("The settlement was sent to the employee"),
    SETTLEMENT_ANSWERED: _("The employee answered the settlement line by line"),
    LINE_DISPUTED: _("The employee asked about a line; nothing waits for that"),
    DISPUTE_ASKS_HR: _("HR is asked to look something up about a line"),
    DISPUTE_ANSWERED: _("Finance answered the question about a line"),
    SETTLEMENT_PAID: _("What the settlement says was paid"),
}
