"""A post that nobody tells: the row is taken, and whoever brings it in hears what will lack it."""

from django.utils.translation import gettext as _

from lizhi.people.models import Employment
from lizhi.people.roster.cells import Bad
from lizhi.people.roster.entries import Entry
from lizhi.people.roster.fields import BY_NAME
from lizhi.people.roster.report import Finding
from lizhi.people.roster.trial import Trial


def warn(trial: Trial, entry: Entry, employment: Employment | None) -> None:
    """Each row whose post is empty here and there; a column that is not there, once a sheet.

    The certificate has to state the post (劳动合同法实施条例 24).
    """
    if entry.post or (employment is not None and employment.post):
        return
    table = trial.tables[entry.sheet]
    if "post" in table.by_field:
        bad = Bad("empty", _("is empty: the certificate has to state the post"), _("Fill it in"))
        trial.warn(entry, "post", bad)
        return
    trial.report.warnings.append(
        Finding(
            sheet=entry.sheet,
            row=table.sheet.header_row,
            column=str(BY_NAME["post"].label),
            reason=_("there is no such column: the certificate has to state the post"),
            fix=_("Add it, or say which column it is"),
            kind="column",
        )
    )
