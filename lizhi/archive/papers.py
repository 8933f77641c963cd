"""The papers of a case as they go into its package, and the ledger that names their revisions."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from lizhi.archive.story import as_json
from lizhi.cases import actions as cases
from lizhi.cases.models import Case, Paper
from lizhi.documents import actions as documents
from lizhi.documents.papers import templates

TITLES = {
    Paper.Kind.RECEIPT: "送达回执",
    Paper.Kind.LETTER: "辞职信",
    Paper.Kind.RECALL: "返岗通知书",
    Paper.Kind.DEPARTURE: "解除劳动合同通知书（员工）",
    Paper.Kind.NOTICE: "解除（终止）劳动合同通知书",
    Paper.Kind.AGREEMENT: "离职协议",
    Paper.Kind.VOIDING: "作废协议",
    Paper.Kind.HANDOVER: "交接清单",
    Paper.Kind.SETTLEMENT: "结算单",
    Paper.Kind.CERTIFICATE: "离职证明",
    Paper.Kind.UNEMPLOYMENT: "失业保险说明",
}
REGISTRATION = "离职通知登记"
"""A notice that came another way has no letter in the file, only what HR entered of it."""


@dataclass(frozen=True)
class Kept:
    """One paper with its bytes and its place in the package."""

    paper: Paper
    name: str
    """Below `data/`."""
    data: bytes
    service: str = ""
    """The signing service that brought the file back."""

    @property
    def signed(self) -> bool:
        """It has been issued once; a paper that never was is kept, but proves nothing."""
        return self.paper.issued_at is not None


@dataclass
class Collected:
    """Everything about papers that goes into the package."""

    kept: list[Kept] = field(default_factory=list)
    files: dict[str, bytes] = field(default_factory=dict)


def collect(case: Case, services: Mapping[int, str]) -> Collected:
    """Read every paper from the store; nothing is left out, neither replaced nor unsigned ones.

    `services` are those that brought papers back, by the paper.
    """
    found = Collected()
    papers = case.papers.select_related("file__key", "case", "voided_by").order_by("pk")
    for paper in papers:
        name, data = _name(paper, taken=set(found.files)), documents.read(paper.file)
        one = Kept(paper, name, data, services.get(paper.pk, ""))
        found.kept.append(one)
        found.files[one.name] = one.data
        found.files[f"metadata/facts/{paper.number}.json"] = as_json(_facts(paper))
    for name in sorted({paper.template for paper in papers} & set(templates.NAMES)):
        form = templates.FOLDER / f"{name}.json"
        found.files[f"metadata/templates/{form.name}"] = form.read_bytes()
        found.files["metadata/templates/interpreter.typ"] = templates.INTERPRETER.read_bytes()
    found.files["metadata/ledger.json"] = as_json([entry(one) for one in found.kept])
    return found


def _name(paper: Paper, *, taken: set[str]) -> str:
    """The valid paper of its kind has the plain title; others carry their number."""
    is_registration = paper.template == Paper.REGISTRATION
    title = REGISTRATION if is_registration else TITLES[Paper.Kind(paper.kind)]
    plain = f"documents/{title}.pdf"
    if paper.state == Paper.State.VALID and plain not in taken:
        return plain
    folder = "documents" if paper.issued_at else "unsigned"
    return f"{folder}/{title}-{paper.number}.pdf"


def entry(kept: Kept) -> dict[str, Any]:
    """What the ledger says of a paper in the bag."""
    return {"file": f"data/{kept.name}", **told(kept.paper, service=kept.service)}


def told(paper: Paper, *, service: str = "") -> dict[str, Any]:
    """The same without its place: what it is, what became of it, and its revisions."""
    return {
        "number": paper.number,
        "kind": paper.kind,
        "state": paper.state,
        "signed": paper.issued_at is not None,
        "service": service,
        "by_hand": _by_hand(paper),
        "issued_at": paper.issued_at,
        "replaced_by": paper.replaced_by.number if paper.replaced_by else "",
        "voided_by": paper.voided_by.number if paper.voided_by else "",
        "voided_at": paper.voided_by.issued_at if paper.voided_by else None,
        "revisions": paper.revisions,
    }


def _by_hand(paper: Paper) -> list[str]:
    """Who has signed the printed paper: no electronic signature of these is in the file.

    Reached through the paper, for this room and that of signing do not know one another.
    """
    signed = (actor for envelope in paper.envelopes.all() for actor in envelope.actors.all())
    return sorted({actor.role for actor in signed if "on_paper" in actor.evidence})


def _facts(paper: Paper) -> dict[str, Any]:
    return {
        "paper": paper.number,
        "template": paper.template,
        "template_sha256": paper.template_hash,
        "facts": cases.paper_facts(paper),
    }
