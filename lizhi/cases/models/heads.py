"""What vouches for all stories at once: one hash a day, and the time stamp over it."""

from typing import ClassVar

from django.db import models


class DailyHead(models.Model):
    """One hash over every chain of events that moved on a day. Written once, never changed.

    Whoever would rewrite the story of a case later would have to move a time stamp back.
    """

    day = models.DateField(unique=True)
    """In China. What was written later with an earlier time stands under the next one."""
    previous = models.CharField(max_length=64, unique=True)
    """The digest of the head before; the first one's is 64 zeros. Unique: heads never fork."""
    root = models.CharField(max_length=64)
    """Merkle root (RFC 9162) over the lines."""
    lines = models.TextField()
    """`number seq digest` of the last event of each case that moved, sorted, one a line."""
    cases = models.PositiveIntegerField()
    last_event = models.PositiveBigIntegerField(unique=True)
    """The key of the last event that is counted in; the next head begins behind it."""
    digest = models.CharField(max_length=64)
    """SHA-256 of what was stamped."""
    stamp = models.BinaryField()
    """The RFC 3161 answer over it. There is no head without one."""
    stamped_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["last_event"]

    def __str__(self) -> str:
        return f"head of {self.day}"
