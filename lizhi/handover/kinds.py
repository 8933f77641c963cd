"""The kinds of events that this room writes, with the words of the timeline.

What a thing is called is somebody's free text: it is sealed as the words of the event.
"""

from django.utils.translation import gettext_lazy as _

HANDOVER_BEGUN = "handover_begun"
"""facts: `items` (number)."""
ITEM_ADDED = "item_added"
"""facts: `item`, `item_kind`, `to` (user key); words: its title."""
ITEM_REMOVED = "item_removed"
"""facts: `item`; words: its title."""
ITEM_GIVEN = "item_given"
"""facts: `item`, `to`, `waybill` (whether there is one)."""
ITEM_TAKEN_BACK = "item_taken_back"
"""The leaver had marked it too early. facts: `item`."""
ITEM_RECEIVED = "item_received"
"""facts: `item`; of a duty `duty`."""
ITEM_MISSING = "item_missing"
"""facts: `item`; words: what is missing."""
ITEM_PHOTOS_ADDED = "item_photos_added"
"""facts: `item`, `photos` (number)."""
ITEM_RECEIVER_CHANGED = "item_receiver_changed"
"""facts: `item`, `from`, `to` (user keys)."""
DUTY_MOVED = "duty_moved"
"""What somebody did for others is somebody else's now. facts: `item`, `to`, `count`; words: it."""
HANDOVER_FINISHED = "handover_finished"
"""facts: `items` (0: there was nothing to hand over)."""
HANDOVER_DISPUTED = "handover_disputed"
"""Closed with things open. facts: `items`, `open`."""

KINDS = {
    HANDOVER_BEGUN: _("The handover list was made"),
    ITEM_ADDED: _("Something was added to the handover"),
    ITEM_REMOVED: _("Something was taken off the handover list"),
    ITEM_GIVEN: _("Something was handed over"),
    ITEM_TAKEN_BACK: _("It was marked as handed over too early"),
    ITEM_RECEIVED: _("Something was received"),
    ITEM_MISSING: _("The receiver says that something is missing"),
    ITEM_PHOTOS_ADDED: _("Photos were added to the handover"),
    ITEM_RECEIVER_CHANGED: _("Somebody else receives it"),
    DUTY_MOVED: _("A duty passed to somebody else"),
    HANDOVER_FINISHED: _("Everything was handed over and received"),
    HANDOVER_DISPUTED: _("The handover was closed with things open; nothing waits for it"),
}
