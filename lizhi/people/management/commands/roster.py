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
from lizhi.people.roster.gate import Unreadable
from lizhi.people.roster.report import Finding, Report
from lizhi.people.roster.trial import Trial

WRONG, MISUSED = 1, 2
MOST_PRINTED = 50


class Command(BaseCommand):
    """Bring people in from a spreadsheet, say who has which role, take a batch back."""

    help = "Bring in a roster, grant roles, undo a batch. Exit: 0 fine, 1 errors, 2 wrong use."

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
            code = MISUSED
        except OSError as fault:
            self.stderr.write(f"{fault.filename}: {fault.strerror}")
            code = MISUSED
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
        data, table = file.read_bytes(), roles.read_bytes() if roles else None
        _try_place(report)
        try:
            found = importing.read(data, None, at=at)
        except Unreadable as refusal:
            return self._unreadable(file.name, refusal, report)
        number = ""
        if dry_run or (found.report.errors and not good_rows):
            figures = importing.summary(found, importing.look(found))["figures"]
        else:
            number, figures = self._write(file, data, found, at, strict=not good_rows)
        self._say(found.report)
        self._say_figures(figures, number)
        self._keep(found.report, report)
        code = WRONG if found.report.errors else 0
        if roles and table is not None and number:
            code = max(code, self._grant(table, roles.name, None))
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
        return self._grant(file.read_bytes(), file.name, report)

    def _grant(self, data: bytes, name: str, report: Path | None) -> int:
        _try_place(report)
        try:
            found = grants.grant_roles(data, sheet=name, at=clock.now())
        except Unreadable as refusal:
            return self._unreadable(name, refusal, report)
        self._say(found)
        self.stdout.write(
            _("Roles: %(rows)d rows, %(bad)d bad cells.")
            % {
                "rows": found.rows,
                "bad": len(found.errors),
            }
        )
        self._keep(found, report)
        return WRONG if found.errors else 0

    def _undo(self, number: str, **_options: Any) -> int:
        batch = ImportBatch.objects.filter(number=number).first()
        if batch is None:
            self.stderr.write(_("There is no batch %(number)s.") % {"number": number})
            return MISUSED
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

    def _unreadable(self, name: str, refusal: Unreadable, report: Path | None) -> int:
        """The file as a whole is the mistake."""
        reason = str(refusal.reason)
        self.stderr.write(reason)
        self._keep(Report(errors=[Finding(name, 0, "", reason)]), report)
        return WRONG

    def _keep(self, report: Report, file: Path | None) -> None:
        """All of it, for programs; after what people read, so that a full disk hides nothing."""
        if file:
            text = json.dumps(report.as_dict(), ensure_ascii=False, indent=1)
            file.write_text(text + "\n", encoding="utf-8")

    def _say(self, report: Report) -> None:
        """Each bad cell on a line."""
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


def _try_place(report: Path | None) -> None:
    """Whether the report can be written there at all: before anybody is brought in."""
    if report:
        with report.open("a", encoding="utf-8"):
            pass


def _line(finding: Finding) -> str:
    """花名册 48 身份证号: why."""
    return f"{finding.sheet} {finding.row} {finding.column}: {finding.reason}"
