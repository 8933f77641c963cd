"""Questions that were asked before the case could say so."""

from typing import Any

from django.db import migrations

SHOWN = ("sent", "answered")


def tell_the_cases(apps: Any, schema_editor: Any) -> None:
    """A case that runs and has a question open says since when."""
    Line = apps.get_model("settlement", "Line")
    waiting = Line.objects.filter(
        answer="disputed",
        reply="",
        settlement__state__in=SHOWN,
        settlement__case__status="running",
    )
    for line in waiting.select_related("settlement__case").order_by("pk"):
        settlement, case = line.settlement, line.settlement.case
        if case.disputed_at is None:
            asked = case.events.filter(kind="line_disputed", facts__line=line.key).order_by("-seq")
            event = asked.first()
            case.disputed_at = event.happened_at if event else settlement.sent_at
            case.save(update_fields=["disputed_at"])


class Migration(migrations.Migration):
    dependencies = [
        ("settlement", "0001_start"),
        ("cases", "0004_what_the_leaver_asks_the_company"),
    ]

    operations = [migrations.RunPython(tell_the_cases, migrations.RunPython.noop)]
