"""Put a case into a sealed package. Only the job worker comes here."""

import datetime as dt
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings

from lizhi.archive import actions, bagging, evidence, fourfold, heads, papers, readme, story
from lizhi.archive.bagging import Sealer
from lizhi.archive.models import Package
from lizhi.cases.models import Case, Event
from lizhi.documents.validation import trust


@dataclass(frozen=True)
class Outside:
    """What came back from signing services outside, and what their signatures lead to."""

    services: Mapping[int, str] = field(default_factory=dict)
    """The name of the service, by the key of the paper."""
    roots: Sequence[bytes] = ()
    """PEM."""


NOBODY = Outside()


def build(
    case: Case,
    at: dt.datetime,
    *,
    sealer: Sealer,
    root: bytes | None = None,
    outside: Outside = NOBODY,
    more: Mapping[str, bytes] | None = None,
    needed: Sequence[str] = fourfold.NEEDED,
) -> Package:
    """Collect, check, bag, seal and keep everything about this case: once, for good.

    `sealer` signs and stamps the manifest; `root` is the trust root (PEM), by default the one that
    the room of signing has left in DATA_DIR; `outside` are the papers that signing
    services brought back; `more` are files of rooms above, by their place below
    `data/`; `needed` are the kinds of papers without which the file would not be whole. A second
    call finds the first one's package.
    """
    if package := Package.objects.filter(case=case).first():
        return package
    anchor = root or (Path(settings.DATA_DIR) / "trust" / "root.pem").read_bytes()
    collected, events = papers.collect(case, outside.services), story.events_of(case)
    vouched = heads.files(case)
    roots = fourfold.Roots(anchor, outside.roots)
    checks = fourfold.run(case, collected.kept, events, roots=roots, at=at, needed=needed)
    files = {
        **collected.files,
        **_metadata(case, events),
        **vouched,
        **(more or {}),
        "metadata/checks.json": story.as_json(checks),
        "trust/root.pem": anchor,
        **({"trust/services.pem": b"".join(outside.roots)} if outside.services else {}),
        "README.txt": readme.text(
            case, root=_fingerprint(anchor), last_head=heads.last_day(vouched)
        ),
    }
    sealed = bagging.seal(case.number, files, _info(case), at=at, sealer=sealer)
    return actions.keep_package(case, sealed.zip, sealed.manifest_digest, checks, at=at)


def _metadata(case: Case, events: Sequence[Event]) -> dict[str, bytes]:
    return {
        "metadata/case.json": story.as_json(story.case_facts(case, events)),
        "metadata/process.json": story.process(case),
        "metadata/history.json": story.as_json(story.history(case)),
        "metadata/audit.jsonl": story.audit(case, events),
        "metadata/timeline.txt": story.timeline(case, events),
        "metadata/proofs.json": story.as_json(evidence.proofs(case)),
        **evidence.signatures(case),
    }


def _info(case: Case) -> dict[str, str]:
    return {
        "Source-Organization": case.entity.name,
        "External-Identifier": case.number,
        "External-Description": "离职档案",
        "Bag-Software-Agent": settings.PRODUCT_NAME,
        "Retention-Class": "package",
    }


def _fingerprint(root: bytes) -> str:
    return hashlib.sha256(trust.load_root(root).dump()).hexdigest()
