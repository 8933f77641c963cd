"""What this room reports upwards, inside the transaction in which it happened."""

from django.dispatch import Signal

handover_finished = Signal()
"""Sent with `case`: everything on the list has been received, or there is nothing on it."""
