"""What the story leaves in the folder: papers, trust root, package, timeline, summary."""

import json
import zipfile
from pathlib import Path
from typing import Any

from django.conf import settings

from lizhi.archive.models import Package
from lizhi.cases.models import Case
from lizhi.common import clock
from lizhi.config.demo.visitor import Visitor
from lizhi.documents import actions as documents
from lizhi.offboarding import step_names
from lizhi.signing import trust
from lizhi.workflow.models import Run

KINDS = ("receipt", "letter", "agreement", "handover", "settlement", "certificate")


def papers(case: Case, folder: Path) -> dict[str, Path]:
    """Every valid paper under its kind."""
    place = folder / "papers"
    place.mkdir(parents=True, exist_ok=True)
    kept: dict[str, Path] = {}
    for paper in case.papers.valid().filter(kind__in=KINDS).select_related("file"):
        kept[paper.kind] = place / f"{paper.kind}.pdf"
        kept[paper.kind].write_bytes(documents.read(paper.file))
    return kept


def root(folder: Path) -> Path:
    """The certificate that everything is trusted by."""
    file = folder / "trust" / "root.pem"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(trust.root_pem())
    return file


def package(case: Case, folder: Path) -> Path:
    """The sealed package, unpacked as whoever receives it would."""
    place = folder / "package"
    place.mkdir(parents=True, exist_ok=True)
    packed = Package.objects.select_related("file").get(case=case)
    file = folder / "installation" / "package.zip"
    file.write_bytes(documents.read(packed.file))
    with zipfile.ZipFile(file) as archive:
        archive.extractall(place)
    file.unlink()
    return place


def timeline(case: Case) -> list[dict[str, Any]]:
    """Step, handler, opened, due, done, pressed: in the order in which steps were opened."""
    pressed = case.events.filter(kind="handler_pressed").values_list("step", flat=True)
    times = list(pressed)
    runs = Run.objects.filter(case=case).select_related("closed_by", "version")
    return [
        {
            "step": run.step,
            "name": step_names.of_run(run),
            "handler": _handler(run),
            "opened": _text(run.opened_at),
            "due": _text(run.due_at),
            "done": _text(run.closed_at),
            "outcome": run.outcome,
            "pressed": times.count(run.step),
        }
        for run in runs.order_by("pk")
    ]


def _handler(run: Run) -> str:
    if run.closed_by:
        return run.closed_by.name
    last = run.tasks.select_related("assignee").order_by("pk").first()
    return last.assignee.name if last else ""


def _text(moment: Any) -> str | None:
    return clock.local(moment).isoformat() if moment else None


def case_file(case: Case, folder: Path) -> None:
    """`case.json`."""
    content = {
        "case": case.number,
        "product": settings.PRODUCT_NAME,
        "status": case.status,
        "arrived_at": _text(case.arrived_at),
        "notice_end": case.notice_end.isoformat(),
        "contract_end": case.contract_end.isoformat(),
        "timeline": timeline(case),
    }
    write(folder / "case.json", content)


def summary(
    case: Case, folder: Path, visitors: dict[str, Visitor], checks: dict[str, bool], seconds: float
) -> None:
    """`summary.json`."""
    roles: dict[str, dict[str, int]] = {}
    for visitor in visitors.values():
        sums = roles.setdefault(visitor.role, {"requests": 0, "bytes": 0})
        sums["requests"] += visitor.requests
        sums["bytes"] += visitor.bytes
    content = {
        "case": case.number,
        "seconds": round(seconds, 1),
        "roles": roles,
        "checks": checks,
    }
    write(folder / "summary.json", content)


def write(file: Path, content: dict[str, Any]) -> None:
    """JSON that people can read."""
    text = json.dumps(content, ensure_ascii=False, indent=2)
    file.write_text(text + "\n", encoding="utf-8")
