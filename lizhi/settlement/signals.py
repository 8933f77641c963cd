"""What this room reports upwards, inside the transaction in which it happened."""

from django.dispatch import Signal

settlement_sent = Signal()
"""Sent with `settlement`: the employee has this version now."""

settlement_answered = Signal()
"""Sent with `settlement`: the employee has answered it, for the first time."""

settlement_paid = Signal()
"""Sent with `settlement`, `day`, `batch` and `by`: the money has left the bank on that day."""
