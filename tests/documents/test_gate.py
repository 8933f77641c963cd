"""The gate lets through what the press makes, and nothing that has been tampered with."""

import io
from collections.abc import Callable

import pikepdf
import pytest
from pikepdf import Dictionary, Name, String

from lizhi.documents import gate
from lizhi.documents.papers import templates
from tests.documents import papers

Change = Callable[[pikepdf.Pdf], None]


def changed(change: Change) -> bytes:
    """A printed certificate after somebody has worked on it."""
    with pikepdf.open(io.BytesIO(papers.printed("certificate").pdf)) as pdf:
        change(pdf)
        output = io.BytesIO()
        pdf.save(output, fix_metadata_version=False)
    return output.getvalue()


@pytest.mark.parametrize("name", templates.NAMES)
def test_what_the_press_makes_passes(name: str) -> None:
    assert gate.faults(papers.printed(name).pdf) == []


def test_words_are_no_deeds() -> None:
    gate.check(papers.printed("certificate", company="/JavaScript /JS (/Launch) 公司").pdf)
    gate.check(papers.printed("certificate", company="/AA /JS").pdf)


def _script(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))


def _attachment(pdf: pikepdf.Pdf) -> None:
    pdf.attachments["x.exe"] = b"MZ"


def _no_font(pdf: pikepdf.Pdf) -> None:
    for item in pdf.objects:
        if isinstance(item, Dictionary) and item.get("/Type") == Name.FontDescriptor:
            del item["/FontFile3"]


def _no_profile(pdf: pikepdf.Pdf) -> None:
    del pdf.Root["/OutputIntents"]


def _no_claim(pdf: pikepdf.Pdf) -> None:
    pdf.Root.Metadata.write(b"<x/>")


def _hidden_field(pdf: pikepdf.Pdf) -> None:
    widget = Dictionary(Type=Name.Annot, Subtype=Name.Widget, Rect=[0, 0, 9, 9], F=2)
    fields = pikepdf.Array([pdf.make_indirect(widget)])
    pdf.pages[0].Annots = fields
    pdf.Root.AcroForm = Dictionary(Fields=fields)


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (_script, "active content"),
        (_attachment, "active content"),
        (_no_font, "font is not embedded"),
        (_no_profile, "/OutputIntents"),
        (_no_claim, "does not claim"),
        (_hidden_field, "does not print"),
    ],
)
def test_each_fault_is_named(change: Change, fault: str) -> None:
    with pytest.raises(gate.NotArchivable, match=fault):
        gate.check(changed(change))


def test_a_file_without_its_line_end_or_head_does_not_pass() -> None:
    pdf = papers.printed("certificate").pdf
    assert gate.faults(pdf.removesuffix(b"\n")) == ["no line end after %%EOF"]
    assert "no header at byte 0" in gate.faults(b"\n" + pdf)
    assert gate.faults(b"not a paper")
    assert gate.faults(pdf[: len(pdf) // 2])


def test_an_encrypted_file_does_not_pass() -> None:
    with pikepdf.open(io.BytesIO(papers.printed("certificate").pdf)) as pdf:
        output = io.BytesIO()
        pdf.save(output, encryption=pikepdf.Encryption(owner="o", user=""))
    assert "encrypted" in gate.faults(output.getvalue())


def test_objects_hidden_in_a_stream_do_not_pass() -> None:
    with pikepdf.open(io.BytesIO(papers.printed("certificate").pdf)) as pdf:
        output = io.BytesIO()
        pdf.save(output, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    assert "objects hidden in a stream" in gate.faults(output.getvalue())
