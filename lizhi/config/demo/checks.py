"""Whether what the story has left is true: checked as a stranger would, with `lizhi verify`."""

import hashlib
import json
import re
import subprocess
import sys
from pathlib import Path

from lizhi.archive.models import Package
from lizhi.cases import chain
from lizhi.cases.models import Case
from lizhi.config.demo.keeping import KINDS
from lizhi.config.demo.visitor import Visitor

CODE = re.compile(r"[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}")


def all_of(
    case: Case, folder: Path, papers: dict[str, Path], root: Path, verifier: Visitor
) -> dict[str, bool]:
    """Name and verdict of every check."""
    return {
        "papers": set(papers) == set(KINDS),
        "signatures": all(_verified(file, root) for file in papers.values()),
        "chain": chain.first_broken(case) is None,
        "package": _verified(folder / "package", root),
        "certificate_code": _code_is_valid(papers.get("certificate"), verifier),
        "late_manager_pressed": case.events.filter(
            kind="handler_pressed", step="acknowledgement"
        ).exists(),
        "certificate_on_the_day": _on_the_day(case),
        "closed": case.status == Case.Status.CLOSED and Package.objects.filter(case=case).exists(),
    }


def _verified(path: Path, root: Path) -> bool:
    lizhi = str(Path(sys.executable).with_name("lizhi"))
    command = [lizhi, "verify", str(path), "--root", str(root), "--json"]
    answer = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
    if answer.returncode != 0:
        sys.stderr.write(f"{path.name}: {answer.stdout or answer.stderr}\n")
    return answer.returncode == 0 and bool(json.loads(answer.stdout))


def _code_is_valid(certificate: Path | None, verifier: Visitor) -> bool:
    """As the next employer does it: the code from the paper, the digest of the file."""
    if certificate is None:
        return False
    found = CODE.search(_text(certificate))
    if found is None:
        return False
    page = verifier.get(f"/v/{found[0].replace('-', '')}").text
    digest = hashlib.sha256(certificate.read_bytes()).hexdigest()
    return "tag-ok" in page and digest in re.sub(r"[^0-9a-f]", "", page)


def _text(file: Path) -> str:
    import pypdfium2

    document = pypdfium2.PdfDocument(file)
    return "\n".join(page.get_textpage().get_text_bounded() for page in document)


def _on_the_day(case: Case) -> bool:
    paper = case.papers.valid().filter(kind="certificate").first()
    issued = paper.issued_at if paper else None
    return issued is not None and issued.date() <= case.contract_end
