"""All checks of a package: seal and stamp, every file, every paper, the chain of events."""

import hashlib
from pathlib import Path

from lizhi.common import clock
from lizhi.documents.packages import additions, days, events, layout, manifests, papers, renewals
from lizhi.documents.packages.sources import NoPackage, Source, open_source
from lizhi.documents.validation import detached, trust
from lizhi.documents.validation.trust import Trust
from lizhi.documents.validation.verdict import Verdict, unreadable


def check(path: Path, root: bytes | None) -> Verdict:
    """Whether the package is what was sealed; whatever was changed, dropped or added is named.

    `path` is a ZIP, the folder that holds bag and seals, or the bag. `root` is PEM or DER.
    """
    try:
        return check_source(open_source(path), root)
    except FileNotFoundError:
        return unreadable("package", "missing")
    except (NoPackage, OSError, MemoryError):
        return unreadable("package")


def check_source(source: Source, root: bytes | None) -> Verdict:
    """The same for a package that has been opened."""
    verdict = Verdict("package")
    for name in sorted(source.unsafe):
        verdict.add("unsafe_name", name)
    if source.odd:
        verdict.add("zip_odd")
    trusted = _trust(source, root, verdict)
    if trusted is not None:
        renewals.check(source, trusted, verdict)
    sealed = trusted is not None and _check_seals(source, trusted, verdict)
    manifests.check_files(source, verdict, sealed=sealed)
    events.check_log(source, verdict)
    days.check_heads(source, verdict, trusted)
    moment = trusted.moment if trusted else None
    papers.check_papers(source, verdict, root=root, moment=moment)
    papers.check_sm2(source, verdict, moment=moment)
    if trusted is not None:
        additions.check(source, trusted, verdict, root=root)
    return verdict


def _trust(source: Source, root: bytes | None, verdict: Verdict) -> Trust | None:
    if root is None:
        verdict.add("no_root")
        return None
    try:
        trusted = Trust(trust.load_root(root), clock.now())
    except ValueError:
        verdict.add("no_root")
        return None
    if layout.ROOT in source.names and not _is_same(source.read(layout.ROOT), trusted):
        verdict.add("root_differs", layout.ROOT)
    return trusted


def _is_same(inside: bytes | None, trusted: Trust) -> bool:
    try:
        return inside is not None and trust.load_root(inside).dump() == trusted.root.dump()
    except ValueError:
        return False


def _check_seals(source: Source, trusted: Trust, verdict: Verdict) -> bool:
    """Whether both hold. A good stamp moves the moment that the rest must hold for back to it."""
    manifest = source.read(layout.SEALED) if layout.SEALED in source.names else None
    if manifest is None:
        return False
    verdict.sha256 = hashlib.sha256(manifest).hexdigest()
    before = len(verdict.problems)
    stamp, seal = (
        source.read(f"../{name}") if f"../{name}" in source.names else None
        for name in (layout.STAMP, layout.SEAL)
    )
    moment = detached.check_stamp(manifest, stamp, trusted) if stamp is not None else None
    if moment:
        trusted.moment = moment
    else:
        verdict.add("no_seal_stamp" if stamp is None else "seal_stamp_bad", layout.STAMP)
    if seal is None:
        verdict.add("no_seal", layout.SEAL)
    else:
        detached.check_seal(manifest, seal, trusted, verdict, layout.SEAL)
    return len(verdict.problems) == before
