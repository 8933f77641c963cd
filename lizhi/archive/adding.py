"""A paper that is issued after the sealing joins its package. Only the job worker comes here.

The bag never changes: the paper lies beside it, with a statement that names the manifest of the
bag, sealed and stamped for itself. Renewals of later years vouch for it too.
"""

import datetime as dt
import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass

from lizhi.archive import papers, renewing
from lizhi.archive.bagging import Sealer
from lizhi.archive.models import Addition, Package
from lizhi.archive.story import as_json
from lizhi.cases.models import Case, Paper
from lizhi.documents import actions as documents
from lizhi.documents import packages
from lizhi.documents.packages import layout, renewals


def package_of(case: Case) -> Package | None:
    """Sealed, and its bytes still kept."""
    kept = Package.objects.filter(case=case, file__deleted_at=None)
    return kept.select_related("file__key").first()


def left_out(package: Package) -> list[Paper]:
    """Issued papers of the case that are neither in the bag nor beside it, the oldest first."""
    return list(_left_out(package, renewing.files_of(package)))


def _left_out(package: Package, files: renewing.Files) -> Iterator[Paper]:
    ledger = next(data for name, data in files if name.endswith(f"/{layout.LEDGER}"))
    known = {entry["number"] for entry in json.loads(ledger)}
    issued = Paper.objects.filter(case=package.case_id, addition=None).exclude(issued_at=None)
    for paper in issued.select_related("file__key").order_by("pk"):
        if paper.number not in known:
            yield paper


@dataclass(frozen=True)
class Prepared:
    """The package with what was left out beside it, sealed; not kept yet."""

    package: Package
    packed: bytes
    additions: list[Addition]


def prepare(package: Package, at: dt.datetime, *, sealer: Sealer) -> Prepared | None:
    """Everything that was left out, with seal and stamp; None when nothing was.

    Seals may come from far away: call it outside any transaction.
    """
    files = renewing.files_of(package)
    first = package.additions.count() + 1
    made = []
    for number, paper in enumerate(_left_out(package, files), start=first):
        more = _files(f"addition-{number:03}", paper, files, at, sealer)
        files += more
        told = hashlib.sha256(dict(more)[f"addition-{number:03}.txt"]).hexdigest()
        made.append(Addition(package=package, number=number, paper=paper, at=at, statement=told))
    return Prepared(package, packages.pack(files), made) if made else None


def keep(prepared: Prepared, at: dt.datetime) -> list[Addition]:
    """In the transaction that records it. `Moved` when the package has become another since."""
    renewing.replace(prepared.package, prepared.packed, at)
    return Addition.objects.bulk_create(prepared.additions)


def _files(
    name: str, paper: Paper, files: renewing.Files, at: dt.datetime, sealer: Sealer
) -> renewing.Files:
    """The paper, what is told of it, the statement over both and the bag; seal and stamp."""
    data = documents.read(paper.file)
    entry = {"file": f"{name}.pdf", **papers.told(paper), "added_at": at}
    own = [(f"{name}.pdf", data), (f"{name}.json", as_json(entry))]
    manifest = [one for one in files if one[0].partition("/")[2] == layout.SEALED]
    digests = {file: hashlib.sha256(held).hexdigest() for file, held in [*manifest, *own]}
    told = renewals.statement(digests)
    seal, stamp = sealer(told, at)
    return [*own, (f"{name}.txt", told), (f"{name}.p7s", seal), (f"{name}.tsr", stamp)]
