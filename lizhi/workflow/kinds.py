"""The kinds of events that the engine writes, with the words of the timeline.

A test holds this list and the code together; the conductor hangs notices on the same names.
"""

from django.utils.translation import gettext_lazy as _

STEP_OPENED = "step_opened"
"""facts: `to` (user keys), `due`; where somebody is away `in_place_of` (doer → absent)."""
STEP_DONE = "step_done"
"""facts: `outcome`, `in_place_of` (doer → for whom) where there is one, what the room adds."""
PART_DONE = "part_done"
"""One of several people has done the own part. facts: `outcome`."""
TURN_CAME = "turn_came"
"""Where people answer one after the other, it is the next one's turn. facts: `to`, `due`."""
STEP_SENT_BACK = "step_sent_back"
"""facts: `outcome`, `to` (step)."""
STEP_CANCELLED = "step_cancelled"
STEP_CLOSED_BY_TIME = "step_closed_by_time"
"""facts: `outcome`."""
HANDLER_PRESSED = "handler_pressed"
"""facts: `to` (user keys), `n`, `channel` (`time` or `person`)."""
HANDLER_TOLD = "handler_told"
"""Somebody above hears that a step is late. facts: `to`."""
HANDLER_ADDED = "handler_added"
"""facts: `to`, `channel`."""
TASK_REASSIGNED = "task_reassigned"
"""facts: `from`, `to` (user keys), `channel`, `in_place_of` as above."""
WAIT_MOVED = "wait_moved"
"""facts: `field`, `due`."""
WAIT_REACHED = "wait_reached"
"""facts: `outcome`."""
DEADLINE_MOVED = "deadline_moved"
"""Working days were announced, or a calendar has changed. facts: `old`, `due`, `why`, `timers`."""
NOTICE_GIVEN = "notice_given"
"""A step that only tells. facts: `to`."""
MIGRATED = "migrated"
"""The case goes on by another version. facts: `was`, `version` (their numbers)."""
CASE_ENDED = "case_ended"
"""facts: `outcome`."""

BETWEEN_COLLEAGUES = frozenset({HANDLER_PRESSED})
"""Words of one colleague to another: whoever leaves does not read them."""

KINDS = {
    STEP_OPENED: _("A step began"),
    STEP_DONE: _("A step was done"),
    PART_DONE: _("One of several people was done"),
    TURN_CAME: _("Now it is the turn of the next one"),
    STEP_SENT_BACK: _("A step was sent back"),
    STEP_CANCELLED: _("A step is not needed any more"),
    STEP_CLOSED_BY_TIME: _("Nobody answered in time; it goes on"),
    HANDLER_PRESSED: _("Whoever has to act was pressed"),
    HANDLER_TOLD: _("Somebody else was told that it is late"),
    HANDLER_ADDED: _("Somebody else can do it too"),
    TASK_REASSIGNED: _("Somebody else does it now"),
    WAIT_MOVED: _("The date that it waits for has moved"),
    WAIT_REACHED: _("The day has come"),
    DEADLINE_MOVED: _("The time for a step has moved with the calendar"),
    NOTICE_GIVEN: _("People were told"),
    MIGRATED: _("The process changed to a newer version; times stay as they were"),
    CASE_ENDED: _("The case ended"),
}
