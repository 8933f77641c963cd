"""The gate at run time: what can be seen of PDF/A-2a without Java. veraPDF stands in the tests."""

import io
import re
from collections.abc import Iterator

import pikepdf

STRINGS = re.compile(rb"\((?:\\.|[^\\()])*\)|(?<!<)<[0-9a-fA-F\s]*>", re.DOTALL)
ACTIVE = re.compile(rb"/(?:JavaScript|JS|Launch|AA|EmbeddedFiles?|RichMedia|XFA)(?![0-9A-Za-z])")
FONT = re.compile(rb"/Type\s*/FontDescriptor")
WIDGET = re.compile(rb"/Subtype\s*/Widget")
FLAGS = re.compile(rb"/F\s+(\d+)")
PRINT_FLAG = 4
INNER_END = re.compile(rb"%%EOF(?![\r\n])")
CLAIM = (b"<pdfaid:part>2</pdfaid:part>", b"<pdfaid:conformance>A</pdfaid:conformance>")
IN_CATALOG = ("/OutputIntents", "/StructTreeRoot", "/Lang", "/MarkInfo", "/Metadata")


class NotArchivable(Exception):
    """The file is no PDF/A-2a; `faults` says why. A fault of ours, never of the reader's."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("; ".join(faults))
        self.faults = faults


def _claims(pdf: pikepdf.Pdf) -> Iterator[str]:
    for key in IN_CATALOG:
        if key not in pdf.Root:
            yield f"the catalog has no {key}"
    if "/Metadata" in pdf.Root:
        xmp = pdf.Root.Metadata.read_bytes()
        if not all(claim in xmp for claim in CLAIM):
            yield "the metadata does not claim PDF/A-2a"
    if not any("/DestOutputProfile" in intent for intent in pdf.Root.get("/OutputIntents", ())):
        yield "the output intent has no profile"
    if "/ID" not in pdf.trailer:
        yield "no /ID"
    if pdf.is_encrypted:
        yield "encrypted"


def _objects(pdf: bytes) -> Iterator[bytes]:
    """The dictionaries of a file, without what streams hold and strings say."""
    start = 0
    while (stream := pdf.find(b"stream", start)) > 0:
        yield from pdf[start:stream].split(b"endobj")
        start = pdf.find(b"endstream", stream) + len(b"endstream")
        if start < stream:
            return
    yield from pdf[start:].split(b"endobj")


def _content(pdf: bytes) -> Iterator[str]:
    for item in _objects(pdf):
        if ACTIVE.search(item) and (active := ACTIVE.search(STRINGS.sub(b"", item))):
            yield f"active content {active[0].decode()}"
        if b"/ObjStm" in item:
            yield "objects hidden in a stream"
        if FONT.search(item) and b"/FontFile" not in item:
            yield "a font is not embedded"
        if WIDGET.search(item):
            flags = FLAGS.search(item)
            if not flags or not int(flags[1]) & PRINT_FLAG:
                yield "a field that does not print"


def faults(pdf: bytes) -> list[str]:
    """Everything that speaks against the archive; an empty list is good."""
    found: list[str] = []
    if not pdf.startswith(b"%PDF-1."):
        found.append("no header at byte 0")
    if INNER_END.search(pdf):
        found.append("no line end after %%EOF")
    found += _content(pdf)
    try:
        with pikepdf.open(io.BytesIO(pdf)) as opened:
            found += _claims(opened)
    except pikepdf.PdfError as broken:
        found.append(f"cannot be opened: {broken}")
    return found


def check(pdf: bytes) -> None:
    """Raise `NotArchivable` unless nothing speaks against the archive."""
    if found := faults(pdf):
        raise NotArchivable(found)
