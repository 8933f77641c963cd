"""Files that strangers send are decoded and written anew, in a process of their own.

Nothing of Django is loaded in here, nor what only the parent needs: the child process starts in a
blink and knows no secrets.
"""

from pathlib import Path

from lizhi.documents.cleaning.outcomes import Cleaned, Unfit

__all__ = ["Cleaned", "Unfit", "clean"]


def clean(source: Path, purpose: str) -> Cleaned:
    """Decode the file and write it anew; `Unfit` with a code when that cannot be."""
    from lizhi.documents.cleaning import child

    return child.clean(source, purpose)
