"""What can be done with files: keep, read, delete; and let them arrive in parts."""

from lizhi.documents.actions.files import delete, drop_key, keep, open_range, read

__all__ = ["delete", "drop_key", "keep", "open_range", "read"]
