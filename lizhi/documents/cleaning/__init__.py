"""Files that strangers send are decoded and written anew, in a process of their own.

Nothing of Django is loaded in here: the child process starts in a blink and knows no secrets.
"""

from lizhi.documents.cleaning.child import Cleaned, Unfit, clean

__all__ = ["Cleaned", "Unfit", "clean"]
