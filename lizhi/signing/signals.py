"""What this room reports upwards, inside the transaction in which it happened."""

from typing import NamedTuple

from django.dispatch import Signal

actor_signed = Signal()
"""Sent with `actor`: this signer's signature stands in the paper."""

envelope_completed = Signal()
"""Sent with `envelope`: every signature stands in the paper."""

envelope_ended = Signal()
"""Sent with `envelope`: declined, expired or revoked; it will never be completed."""

next_asked = Signal()
"""Asked with `case`: somebody has signed, and whoever knows what waits next answers a `Next`."""


class Next(NamedTuple):
    """The next thing that waits for whoever has just signed."""

    url: str
    sign: str
    label: str
    left: str
    """How much of it is left, in a sentence."""
