"""What the rooms above hear of people."""

from django.dispatch import Signal

roster_changed = Signal()
"""A roster was written or taken back, in this transaction. `batch`, `at`."""
