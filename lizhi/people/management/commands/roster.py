"""`lizhi roster import FILE.xlsx`, `lizhi roster roles FILE.csv`, `lizhi roster undo NUMBER`."""

import datetime as dt
import json
import sys
from argparse import ArgumentParser
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from lizhi.common import clock
from lizhi.common.refusals import Refused
from lizhi.people.models import ImportBatch
from lizhi.people.roster import grants, importing, undoing
from lizhi.people.roster.report import Finding, Report
from lizhi.people.roster.trial import Trial

WRONG, UNREADABLE = 1, 2
MOST_PRINTED = 50


class Command(BaseCommand):
    """Bring people in from a spreadsheet, say who has which role, take a batch back."""

    help = "Bring in a roster, grant roles, undo a batch. Exit: 0 fine, 1 errors, 2 unreadable."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Three verbs."""
        verbs = parser.add_subparsers(dest="verb", required=True)
        bring = verbs.add_parser("import", help="bring in people from an .xlsx")
        bring.add_argument("file", type=Path)
        bring.add_argument("--dry-run", action="store_true", help="check only, write nothing")
        bring.add_argument("--report", type=Path, help="write the findings as JSON to this file")
        bring.add_argument("--roles", type=Path, help="then grant the roles of this .csv")
        bring.add_argument(
            "--good-rows", action="store_true", help="write the good rows although others are bad"
        )
        roles = verbs.add_parser("roles", help="grant roles from a .csv")
        roles.add_argument("file", type=Path)
        roles.add_argument("--report", type=Path, help="write the findings as JSON to this file")
        undo = verbs.add_parser("undo", help="take a batch back")
        undo.add_argument("number")

    def handle(self, *args: Any, verb: str, **options: Any) -> None:
        """Do it, and leave with the code that scripts read."""
        verbs: dict[str, Callable[..., int]] = {
            "import": self._import,
            "roles": self._roles,
            "undo": self._undo,
        }
        try:
            code = verbs[verb](**options)
        except Refused as refusal:
            self.stderr.write(str(refusal.reason))
            code = UNREADABLE
        except OSError as fault:
            self.stderr.write(f"{fault.filename}: {fault.strerror}")
            code = UNREADABLE
        if code:
            sys.exit(code)

    def _import(
        self,
        file: Path,
        *,
        dry_run: bool,
        good_rows: bool,
        report: Path | None,
        roles: Path | None,
        **_options: Any,
    ) -> int:
        at = clock.now()
        data = file.read_bytes()
        found = importing.read(data, None, at=at)
        number = ""
        if dry_run or (found.report.errors and not good_rows):
            figures = importing.summary(found, importing.look(found))["figures"]
        else:
            number, figures = self._write(file, data, found, at, strict=not good_rows)
        self._say(found.report, report)
        self._say_figures(figures, number)
        code = WRONG if found.report.errors else 0
        if roles and number:
            code = max(code, self._roles(roles))
        return code

    def _write(
        self, file: Path, data: bytes, found: Trial, at: dt.datetime, *, strict: bool
    ) -> tuple[str, dict[str, int]]:
        try:
            batch = importing.bring_in(data, found, filename=file.name, at=at, strict=strict)
        except importing.Contradicted:
            return "", importing.summary(found, importing.look(found))["figures"]
        return batch.number, batch.report["figures"]

    def _roles(self, file: Path, report: Path | None = None, **_options: Any) -> int:
        found = grants.grant_roles(file.read_bytes(), sheet=file.name, at=clock.now())
        self._say(found, report)
        self.stdout.write(
            _("Roles: %(rows)d rows, %(bad)d bad cells.")
            % {
                "rows": found.rows,
                "bad": len(found.errors),
            }
        )
        return WRONG if found.errors else 0

    def _undo(self, number: str, **_options: Any) -> int:
        batch = ImportBatch.objects.filter(number=number).first()
        if batch is None:
            self.stderr.write(_("There is no batch %(number)s.") % {"number": number})
            return UNREADABLE
        result = undoing.undo(batch, by=None, reason="", at=clock.now())
        self.stdout.write(
            _("Taken back: %(restored)d people restored, %(removed)d removed, %(staying)d stay.")
            % {
                "restored": len(result.restored),
                "removed": len(result.removed),
                "staying": len(result.staying),
            }
        )
        return 0

    def _say(self, report: Report, file: Path | None) -> None:
        """Each bad cell on a line, and everything in the file that programs read."""
        if file:
            text = json.dumps(report.as_dict(), ensure_ascii=False, indent=1)
            file.write_text(text + "\n", encoding="utf-8")
        for finding in report.errors[:MOST_PRINTED]:
            self.stderr.write(_line(finding))
        if len(report.errors) > MOST_PRINTED:
            more = len(report.errors) - MOST_PRINTED
            self.stderr.write(_("… and %(more)d more bad cells") % {"more": more})
        for finding in report.warnings[:MOST_PRINTED]:
            self.stdout.write(_("Note: ") + _line(finding))

    def _say_figures(self, figures: dict[str, int], number: str) -> None:
        self.stdout.write(
            _(
                "%(rows)d rows: %(new)d new, %(changed)d changed, %(same)d the same, "
                "%(bad_rows)d bad. %(absent)d people of the system are not in the file."
            )
            % figures
        )
        done = _("Written as batch %(number)s.") % {"number": number}
        self.stdout.write(done if number else _("Nothing was written."))


def _line(finding: Finding) -> str:
    """花名册 48 身份证号: why."""
    return f"{finding.sheet} {finding.row} {finding.column}: {finding.reason}"
