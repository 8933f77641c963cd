"""What this room reports upwards, inside the transaction in which it happened."""

from django.dispatch import Signal

face_ended = Signal()
"""Sent with `attempt`: a try with a face is over, passed or not."""
