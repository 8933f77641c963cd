"""BagIt manifests, read so strictly that one changed byte in them shows."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass

from lizhi.documents.packages import layout
from lizhi.documents.packages.sources import Source
from lizhi.documents.validation.verdict import Verdict

LINE = re.compile(r"([0-9a-f]+) {1,2}(\S[^\r\n]*)")
ESCAPES = {"%0A": "\n", "%0D": "\r", "%25": "%"}


@dataclass(frozen=True)
class Manifest:
    """Which file must have which digest."""

    name: str
    algorithm: str
    entries: dict[str, str]

    def holds(self, file: str, digests: Mapping[str, str]) -> bool:
        """Whether a file with these digests is the one that the manifest means."""
        digest = digests.get(self.algorithm)
        return digest is not None and digest == self.entries.get(file)


def read_manifest(source: Source, name: str, algorithm: str) -> Manifest | None:
    """None when it is missing or not written exactly as a manifest is."""
    data = source.read(name, layout.MOST_METADATA) if name in source.names else None
    if data is None:
        return None
    try:
        text = data.decode()
    except UnicodeDecodeError:
        return None
    matches = [LINE.fullmatch(line) for line in text.split("\n")[:-1]]
    size = hashlib.new(algorithm).digest_size * 2
    if not text.endswith("\n") or any(not match or len(match[1]) != size for match in matches):
        return None
    pairs = [(_plain(match[2]), match[1]) for match in matches if match]
    entries = dict(pairs)
    return Manifest(name, algorithm, entries) if len(entries) == len(pairs) else None


def check_files(source: Source, verdict: Verdict, *, sealed: bool) -> None:
    """Name every file that was changed, dropped or added.

    `sealed` says that seal and stamp hold for tagmanifest-sha256.txt: then it is believed, and a
    manifest that disagrees with it is the one at fault.
    """
    tags = _both(source, layout.TAG_MANIFESTS, verdict)
    believed = tags[:1] if sealed else tags
    _compare(source, believed, tags, verdict)
    at_fault = {problem.about for problem in verdict.problems}
    payload = _both(source, layout.MANIFESTS, verdict)
    intact = [one for one in payload if one.name not in at_fault]
    _compare(source, intact or payload, payload, verdict)
    known = {name for one in (*tags, *payload) for name in one.entries}
    own = {*layout.TAG_MANIFESTS.values(), f"../{layout.SEAL}", f"../{layout.STAMP}"}
    beside = {name.removeprefix("../"): name for name in source.names if name.startswith("../")}
    own |= {place for name, place in beside.items() if layout.RENEWAL.fullmatch(name)}
    own |= {place for name, place in beside.items() if layout.ADDITION.fullmatch(name)}
    for name in sorted(source.names - known - own):
        verdict.add("file_added", name.removeprefix("../"))


def _both(source: Source, names: dict[str, str], verdict: Verdict) -> list[Manifest]:
    found = []
    for algorithm, name in names.items():
        manifest = read_manifest(source, name, algorithm)
        if manifest:
            found.append(manifest)
        else:
            verdict.add("manifest_bad" if name in source.names else "file_missing", name)
    return found


def _compare(
    source: Source, believed: list[Manifest], manifests: list[Manifest], verdict: Verdict
) -> None:
    for name in sorted({name for one in manifests for name in one.entries}):
        if not any(name in one.entries for one in believed):
            _blame(name, manifests, believed, verdict)
            continue
        if name not in source.names:
            verdict.add("file_missing", name)
            continue
        digests = source.digests(name)
        if not any(one.holds(name, digests) for one in believed):
            verdict.add("file_changed", name)
        elif wrong := [one for one in manifests if not one.holds(name, digests)]:
            for one in wrong:
                verdict.add("file_changed", one.name)


def _blame(
    name: str, manifests: list[Manifest], believed: list[Manifest], verdict: Verdict
) -> None:
    """A manifest that is not believed names a file that nobody else knows."""
    for one in manifests:
        if one not in believed and name in one.entries:
            verdict.add("file_changed", one.name)


def _plain(name: str) -> str:
    return re.sub("%0A|%0D|%25", lambda match: ESCAPES[match[0]], name)
