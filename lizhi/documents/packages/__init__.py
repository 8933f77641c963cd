"""Sealed packages: read from a folder or a ZIP, checked to the last file."""

from lizhi.documents.packages.checking import check, check_source
from lizhi.documents.packages.layout import AUDIT, LEDGER, PAPERS, ROOT, SEAL, STAMP
from lizhi.documents.packages.sources import NoPackage, Source, open_source
from lizhi.documents.packages.zips import pack

__all__ = [
    "AUDIT",
    "LEDGER",
    "PAPERS",
    "ROOT",
    "SEAL",
    "STAMP",
    "NoPackage",
    "Source",
    "check",
    "check_source",
    "open_source",
    "pack",
]
