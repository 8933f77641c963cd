"""Papers signed the way the product signs them, for whoever tests how they are checked."""

import datetime as dt
import hashlib
import io
from collections.abc import Callable
from dataclasses import dataclass

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from lizhi.common import clock
from lizhi.documents import printing
from lizhi.documents.papers import templates
from lizhi.documents.printing import Slot
from lizhi.people.models import Group, LegalEntity
from lizhi.signing import pdf, sealing, trust
from tests.documents import corpus

SLOTS = [Slot("employee", 1, 60, 600, 180, 60), Slot("company", 1, 320, 600, 180, 60)]


@dataclass(frozen=True)
class Signed:
    """A paper that the employee and the company have signed, revision by revision."""

    prepared: bytes
    by_employee: bytes
    pdf: bytes
    root: bytes

    @property
    def ledger(self) -> list[str]:
        """What the case would remember."""
        revisions = (self.prepared, self.by_employee, self.pdf)
        return [hashlib.sha256(revision).hexdigest() for revision in revisions]


def company() -> LegalEntity:
    """The employer."""
    group, _ = Group.objects.get_or_create(name="示例制造集团")
    entity, _ = LegalEntity.objects.get_or_create(
        name="示例制造（深圳）有限公司",
        defaults={"group": group, "city": "深圳", "credit_code": "91440300MA5EXAMPX1"},
    )
    return entity


def paper(at: dt.datetime | None = None, name: str = "张敏") -> Signed:
    """Signed by both a moment ago."""
    at = at or clock.now()
    prepared = pdf.prepare(corpus.pdf(pages=2), SLOTS)
    by_employee = employee_signs(prepared, at, name)
    both = sealing.seal_pdf(by_employee, certificate=company(), at=at, appearance=corpus.pdf())
    return Signed(prepared, by_employee, both, trust.root_pem())


def printed(at: dt.datetime | None = None) -> Signed:
    """An agreement as it goes out, from the press on; signed by both with what is seen of it."""
    at = at or clock.now()
    fresh = printing.render("agreement", templates.example("agreement"), at=at)
    prepared = pdf.prepare(fresh.pdf, fresh.slots)
    by_employee = employee_signs(prepared, at)
    both = sealing.seal_pdf(by_employee, certificate=company(), at=at)
    return Signed(prepared, by_employee, both, trust.root_pem())


def employee_signs(paper: bytes, at: dt.datetime, name: str = "张敏") -> bytes:
    """One more revision."""
    made = sealing.sign_event(
        paper,
        field="employee",
        name=name,
        person="P1",
        evidence=bytes(32),
        at=at,
        appearance=corpus.pdf(),
    )
    return made.pdf


def increment(pdf: bytes, change: Callable[[IncrementalPdfFileWriter], None]) -> bytes:
    """One more revision, in which this is done."""
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    change(writer)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def paint_over(writer: IncrementalPdfFileWriter) -> None:
    """Put a red box on the first page."""
    page = writer.root["/Pages"]["/Kids"][0].get_object()
    box = generic.StreamObject(stream_data=b"q 1 0 0 rg 100 500 300 60 re f Q")
    page["/Contents"] = generic.ArrayObject([writer.add_object(box)])
    writer.update_container(page)
