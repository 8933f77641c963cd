"""What of a file is not read: sheets and columns are named, so that nobody thinks they came in."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from lizhi.people.roster.entries import Table
from lizhi.people.roster.reading import LeftOut
from lizhi.people.roster.report import Finding


def sheets(left_out: Iterable[LeftOut]) -> list[Finding]:
    """One line for each sheet that has a header and lacks too many columns."""
    return [
        Finding(
            sheet=one.name,
            row=one.header_row,
            column=one.missing[0],
            reason=_("this sheet was left out, it has no column %(names)s")
            % {"names": _(", ").join(one.missing)},
            kind="column",
        )
        for one in left_out
    ]


def columns(tables: Iterable[Table]) -> list[Finding]:
    """One line for each column that nobody has decided on and whose header says nothing to us."""
    return [
        Finding(
            sheet=table.sheet.name,
            row=table.sheet.header_row,
            column=column.header,
            reason=_("this column was left out"),
            letter=column.letter,
            kind="column",
        )
        for table in tables
        for column in table.left_out
    ]
