"""What the pages of a trial and of a finished batch show."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from django.core.paginator import Paginator
from django.utils.translation import gettext as _

from lizhi.accounts.http import UserRequest
from lizhi.people.models import ImportBatch, ImportedChange
from lizhi.people.roster import differences, fields

CELLS = 50
SETTLED = frozenset(
    {
        "monthly_wage", "average_wage", "insurance_city", "insurance_base", "fund_base",
        "fund_rate", "leave_days", "leave_taken", "hired_on", "career_start",
    }
)  # fmt: skip
"""Fields that a settlement is worked out from."""


def kinds() -> dict[str, str]:
    """Kinds of mistakes as the page groups them."""
    return {
        "identity": _("Identity numbers"),
        "number": _("Numbers that lost digits"),
        "manager": _("Managers"),
        "circle": _("Managers in a circle"),
        "date": _("Dates"),
        "twice": _("Twice"),
        "taken": _("Somebody else's"),
        "formula": _("Formulas"),
        "text_for_number": _("Text for numbers"),
        "negative": _("Less than zero"),
        "rate": _("Rates"),
        "empty": _("Empty"),
        "name": _("Names"),
        "phone": _("Phones"),
        "account": _("Cards"),
        "entity": _("Companies"),
        "scope": _("Not yours"),
        "column": _("Columns"),
        "text": _("Others"),
    }


def trial_values(request: UserRequest, batch: ImportBatch) -> dict[str, Any]:
    """The six figures and the cells, of one kind or of all."""
    report = batch.report
    cells = [
        {**error, **more}
        for error, more in zip(report.get("errors", ()), report.get("cells", ()), strict=True)
    ]
    last = cells[-1] if cells else None
    listed, bad = len(cells), report.get("figures", {}).get("bad_cells", 0)
    found = Counter(cell["kind"] for cell in cells)
    words = kinds()
    chosen = request.GET.get("kind", "")
    if chosen in found:
        cells = [cell for cell in cells if cell["kind"] == chosen]
    else:
        chosen = ""
    return {
        "batch": batch,
        "figures": report.get("figures", {}),
        "seconds": report.get("seconds"),
        "page": Paginator(cells, CELLS).get_page(request.GET.get("page")),
        "kind": chosen,
        "kinds": [(kind, words.get(kind, kind), number) for kind, number in found.most_common()],
        "warnings": report.get("warnings", [])[:CELLS],
        "warnings_count": report.get("figures", {}).get("warnings", 0),
        "last_listed": last if listed < bad else None,
        "listed": listed,
    }


def changes(rows: Iterable[ImportedChange]) -> Iterator[dict[str, Any]]:
    """Each changed field with its old and new value; what is secret stays covered."""
    for row in rows:
        for name, (old, new) in differences.kept(row.values).values.items():
            secret = fields.is_secret(name)
            yield {
                "employment": row.employment,
                "field": fields.label_of(name),
                "old": _("covered") if secret and old else old or _("nothing"),
                "new": _("covered") if secret and new else new or _("nothing"),
                "settled": name in SETTLED or ":" in name,
            }
