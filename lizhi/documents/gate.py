"""The gate at run time: what can be seen of PDF/A-2a without Java. veraPDF stands in the tests."""

import io
import re
from collections.abc import Iterator

import pikepdf
from pikepdf import Dictionary, Name

ACTIVE = {"/JavaScript", "/JS", "/Launch", "/AA", "/EmbeddedFiles", "/RichMedia", "/XFA"}
PRINT_FLAG = 4
INNER_END = re.compile(rb"%%EOF(?![\r\n])")


class NotArchivable(Exception):
    """The file is no PDF/A-2a; `faults` says why. A fault of ours, never of the reader's."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("; ".join(faults))
        self.faults = faults


def _claims(pdf: pikepdf.Pdf) -> Iterator[str]:
    metadata = pdf.open_metadata()
    claim = f"{metadata.get('pdfaid:part')}{metadata.get('pdfaid:conformance')}"
    if claim != "2A":
        yield f"XMP claims PDF/A-{claim}"
    if not any("/DestOutputProfile" in intent for intent in pdf.Root.get("/OutputIntents", ())):
        yield "no output intent with a profile"
    if len(pdf.trailer.get("/ID", [])) != len(("first", "last")):
        yield "no /ID"
    if pdf.is_encrypted:
        yield "encrypted"
    if "/StructTreeRoot" not in pdf.Root or "/Lang" not in pdf.Root:
        yield "no structure or language"


def _objects(pdf: pikepdf.Pdf) -> Iterator[str]:
    for item in pdf.objects:
        if not isinstance(item, Dictionary | pikepdf.Stream):
            continue
        keys = set(item.keys())
        if active := keys & ACTIVE:
            yield f"active content {sorted(active)}"
        if item.get("/S") in {Name.JavaScript, Name.Launch}:
            yield f"active content {item.S}"
        kind = item.get("/Type")
        if kind == Name.FontDescriptor and not keys & {"/FontFile", "/FontFile2", "/FontFile3"}:
            yield f"font {item.get('/FontName')} is not embedded"
        if item.get("/Subtype") == Name.Widget and not int(item.get("/F", 0)) & PRINT_FLAG:
            yield "a field that does not print"


def faults(pdf: bytes) -> list[str]:
    """Everything that speaks against the archive; an empty list is good."""
    found: list[str] = []
    if not pdf.startswith(b"%PDF-1."):
        found.append("no header at byte 0")
    if INNER_END.search(pdf):
        found.append("no line end after %%EOF")
    try:
        with pikepdf.open(io.BytesIO(pdf)) as opened:
            found += [*_claims(opened), *_objects(opened)]
    except pikepdf.PdfError as broken:
        found.append(f"cannot be opened: {broken}")
    return found


def check(pdf: bytes) -> None:
    """Raise `NotArchivable` unless nothing speaks against the archive."""
    if found := faults(pdf):
        raise NotArchivable(found)
