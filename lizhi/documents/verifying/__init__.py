"""What a check needs around the file: the trust root and the ledger that lie near it.

Nothing here asks the database: a paper must be checkable where there is none.
"""

from lizhi.documents.verifying.answer import UNREADABLE, Answer, verify
from lizhi.documents.verifying.roots import FoundRoot, RootUnreadable, find_root

__all__ = ["UNREADABLE", "Answer", "FoundRoot", "RootUnreadable", "find_root", "verify"]
