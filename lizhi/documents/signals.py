"""What this room tells the rooms above it."""

from django.dispatch import Signal

upload_checked = Signal()
"""An upload is ready or refused (`upload`), sent inside the transaction that says so."""
