"""`lizhi verify PATH` says whether a paper or a package is what was signed and sealed.

Exit code 0: valid. 1: invalid, every fault is named. 2: unreadable or not there, or larger than
64 MiB (a PDF), than 256 MiB or 10,000 files (a package), or no plain file at all. With `--json`
one object: `path`; `root` {`sha256` of the certificate, `file_sha256`, `from`: option, beside,
package or installation, `path`}; `ledger`, where revisions were looked up; `kind`: pdf, package
or unknown; `valid`; `readable`; `indication` and `sub_indication` as in ETSI TS 119 102-1;
`sha256` of the PDF, or of a package's sealed manifest; `problems` [{`code`, `about`, `words`}];
`signers` [{`role`, `name`, `organisation`, `at`, `level`, `serial`, `valid`, `assurance`: L1
agreed, L2 by a licensed authority that was chosen here, L3 by a signing service}]; `notes`; `void`
{`by`, `at`} where the ledger says that both sides have made the paper void since, else null: such a
paper is what was signed (`valid`) and holds no more, so look at both; in a package also `papers`
{name: the same for each}.

`lizhi verify --token WORDS --keys FILE` checks what the large square on a certificate says against
keys as they are published at /.well-known/lizhi-keys.json: 0 genuine, 1 changed or of a key that is
not in the file, 2 no such token. Whether the paper was taken back since cannot be seen so.
"""

import json
import sys
import unicodedata
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import translation
from django.utils.translation import gettext as _

from lizhi.common import wording
from lizhi.documents import assurances
from lizhi.documents.token_words import token_words
from lizhi.documents.validation import Verdict, services
from lizhi.documents.validation.verdict import unreadable
from lizhi.documents.verifying import UNREADABLE, Answer, FoundRoot, RootUnreadable, verify

UNSHOWN = {"Cc", "Cf", "Cs", "Zl", "Zp"}
"""Controls, turned writing, halves of characters, ends of lines."""


class Command(BaseCommand):
    """Needs no database and no network."""

    help = "Check a signed PDF or a sealed package: 0 valid, 1 invalid, 2 unreadable."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What to check, against what, and how to say it."""
        parser.add_argument(
            "path", type=Path, nargs="?", help="a PDF, a package as a ZIP or as a folder"
        )
        parser.add_argument("--token", help="what the large square on a certificate says")
        parser.add_argument("--keys", type=Path, help="the published keys, for a token")
        parser.add_argument("--root", type=Path, help="trust root to check against (PEM or DER)")
        parser.add_argument(
            "--services", type=Path, help="roots of signing services (PEM), for a paper of one"
        )
        parser.add_argument("--json", action="store_true", help="answer for programs")
        parser.add_argument("--language", choices=("zh-hans", "en"), default="zh-hans")

    def handle(self, *args: Any, path: Path | None, root: Path | None, **options: Any) -> None:
        """Check, answer, and leave with the code."""
        if options["token"] is not None:
            with translation.override(options["language"]):
                code, words = token_words(options["token"], options["keys"])
            self.stdout.write(words)
            sys.exit(code)
        if path is None:
            raise CommandError("Name a file, or a --token with --keys.", returncode=UNREADABLE)
        with translation.override(options["language"]):
            try:
                answer = verify(path, root, _services(options["services"]))
            except RootUnreadable:
                self.stderr.write(_("The trust root cannot be read: %s") % _plain(str(root)))
                if not options["json"]:
                    sys.exit(UNREADABLE)
                answer = Answer(str(path), unreadable("unknown", "no_root", str(root)), None)
            if options["json"]:
                told = json.dumps(answer.as_json(), ensure_ascii=False, indent=2)
                self.stdout.write(told.encode("utf-8", "backslashreplace").decode())
            else:
                self.stdout.write("\n".join(map(_plain, _sentences(answer))))
        sys.exit(answer.code)


def _services(place: Path | None) -> list[bytes]:
    """Those that are named; else those of this installation, where somebody may look at them."""
    try:
        found = services.read(place.read_bytes()) if place else services.trusted()
    except OSError:
        found = []
    if place and not found:
        words = _("No certificate can be read there: %s") % _plain(str(place))
        raise CommandError(words, returncode=UNREADABLE)
    return found


def _plain(line: str) -> str:
    """Names from a stranger's disk may hold what no screen can show, or what would deceive it."""
    return "".join(
        ascii(one)[1:-1] if unicodedata.category(one) in UNSHOWN else one for one in line
    )


def _sentences(answer: Answer) -> list[str]:
    verdict = answer.verdict
    lines = [f"{answer.path}: {_headline(verdict)}"]
    lines += [f"  {' / '.join(filter(None, verdict.indication))}"]
    lines += [f"  ✗ {problem.words}" for problem in verdict.problems]
    lines += [f"  ! {verdict.void.words}"] if verdict.void else []
    lines += _signers(verdict)
    for name, paper in verdict.papers.items():
        lines.append(f"  {name}: {_headline(paper)}")
        lines += [f"    ! {paper.void.words}"] if paper.void else []
        lines += [f"  {line}" for line in _signers(paper)]
    lines += [f"  {note}" for note in verdict.notes]
    if verdict.sha256:
        lines.append(f"  SHA-256 {verdict.sha256}")
    return [*lines, *_root(answer.root)] if verdict.readable or answer.root else lines


def _headline(verdict: Verdict) -> str:
    if not verdict.readable:
        return _("cannot be read")
    if verdict.valid and verdict.void:
        return _("genuine, and void: signed, whole and unchanged, but it holds no more")
    if verdict.valid:
        return _("valid: signed, whole and unchanged")
    return _("not valid")


def _signers(verdict: Verdict) -> list[str]:
    return [
        _(
            "  %(mark)s %(name)s signed (%(role)s), %(at)s, level %(level)s, "
            "certificate %(serial)s, %(assurance)s"
        )
        % {
            "mark": "✓" if one.valid else "✗",
            "name": one.name,
            "role": one.role,
            "at": wording.moment(one.at, "exact") if one.at else _("no trusted time"),
            "level": one.level or "–",
            "serial": one.serial,
            "assurance": assurances.words(one.assurance),
        }
        for one in verdict.signers
    ]


def _root(root: FoundRoot | None) -> list[str]:
    if root is None:
        return ["  " + _("There is no trust root: give one with --root.")]
    origins = {
        "option": _("Trust root: given with --root"),
        "beside": _("Trust root: found beside the file"),
        "package": _(
            "Trust root: it came from the package itself. It proves that the package is whole, "
            "not who sealed it: compare the number below with the one the company publishes"
        ),
        "installation": _("Trust root: of this installation"),
    }
    return [
        f"  {origins[root.origin]} ({root.path})",
        _("  SHA-256 of the root %(certificate)s (of its file %(file)s)")
        % {"certificate": root.fingerprint or "–", "file": root.file_digest},
    ]
