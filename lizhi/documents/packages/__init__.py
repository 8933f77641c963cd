"""Sealed packages: read from a folder or a ZIP, checked to the last file."""

from lizhi.documents.packages.checking import check
from lizhi.documents.packages.layout import AUDIT, LEDGER, PAPERS, ROOT, SEAL, STAMP
from lizhi.documents.packages.sources import Source, open_source
from lizhi.documents.packages.zips import pack

__all__ = [
    "AUDIT",
    "LEDGER",
    "PAPERS",
    "ROOT",
    "SEAL",
    "STAMP",
    "Source",
    "check",
    "open_source",
    "pack",
]
