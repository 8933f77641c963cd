"""What this room reports upwards, inside the transaction in which it happened."""

from django.dispatch import Signal

actor_signed = Signal()
"""Sent with `actor`: this signer's signature stands in the paper."""

envelope_completed = Signal()
"""Sent with `envelope`: every signature stands in the paper."""

envelope_ended = Signal()
"""Sent with `envelope`: declined, expired or revoked; it will never be completed."""
