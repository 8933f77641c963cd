"""What this room reports upwards, inside the transaction in which it happened."""

from django.dispatch import Signal

consent_withdrawn = Signal()
"""Sent with `consent`: its giver has taken it back, and what needs it ends now."""
