"""A sealed package around signed papers and a few events, as the archive makes it."""

import datetime as dt
import hashlib
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

from lizhi.archive import bagging
from lizhi.common import clock
from lizhi.common.chaining import START, event_digest
from lizhi.signing import sealing
from tests.documents import corpus, signed

NUMBER = "LZ-20260601-0001"
PAPER = "data/documents/离职协议.pdf"


def events(count: int = 3) -> list[dict[str, object]]:
    """A chain as `cases` writes it."""
    previous, chain = START, []
    for seq in range(1, count + 1):
        moment = clock.now() + dt.timedelta(minutes=seq)
        facts, words = {"n": seq, "名": "张敏"}, bytes([seq] * 20)
        digest = event_digest(
            case=NUMBER,
            seq=seq,
            kind="told",
            actor=7,
            happened_at=moment,
            step="",
            facts=facts,
            words=words,
            previous=previous,
        )
        line = {"case": NUMBER, "seq": seq, "kind": "told", "actor": 7, "step": "", "facts": facts}
        line |= {"happened_at": moment.isoformat(), "words": words.hex()}
        chain.append({**line, "previous": previous, "digest": digest})
        previous = digest
    return chain


def files(paper: signed.Signed) -> dict[str, bytes]:
    """What goes under `data/`."""
    draft = corpus.pdf(pages=3)
    ledger = [
        {"file": PAPER, "kind": "agreement", "signed": True, "revisions": paper.ledger},
        {
            "file": "data/unsigned/交接清单.pdf",
            "kind": "handover",
            "signed": False,
            "revisions": [hashlib.sha256(draft).hexdigest()],
        },
    ]
    lines = "".join(json.dumps(event, ensure_ascii=False) + "\n" for event in events())
    return {
        PAPER.removeprefix("data/"): paper.pdf,
        "unsigned/交接清单.pdf": draft,
        "metadata/ledger.json": json.dumps(ledger, ensure_ascii=False).encode(),
        "metadata/audit.jsonl": lines.encode(),
        "trust/root.pem": paper.root,
        "README.txt": "怎么打开".encode(),
    }


def package(
    paper: signed.Signed,
    change: Callable[[dict[str, bytes]], None] = lambda _: None,
) -> bytes:
    """The ZIP; `change` spoils the files before they are sealed."""
    inside = files(paper)
    change(inside)
    info = {"Source-Organization": "示例制造（深圳）有限公司", "External-Identifier": NUMBER}
    at = clock.now()
    return bagging.seal(NUMBER, inside, info, at=at, sealer=sealing.detached).zip


def unpacked(data: bytes, folder: Path) -> Path:
    """The same as a folder that holds bag and seals."""
    path = folder / "package.zip"
    path.write_bytes(data)
    with zipfile.ZipFile(path) as archive:
        archive.extractall(folder / "package")
    return folder / "package"
