"""The calendars by which a time limit is counted: by an unknown one it would be as if by none."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from lizhi.common.calendar_days import BRANCH, OFFICIAL
from lizhi.common.models import Calendar, CalendarDay
from lizhi.flows.checks.places import shown
from lizhi.workflow.tree import Step


def unknown(step: Step) -> Iterator[str]:
    """Calendars that this step names and nobody has set up; the table is asked for no other."""
    rules = (*step.get("remind", ()), *step.get("escalate", ()))
    spans = [step.get("due", {}), *(rule["after"] for rule in rules)]
    for name in dict.fromkeys(span.get("calendar", OFFICIAL) for span in spans):
        if name not in {OFFICIAL, BRANCH} and not _exists(name):
            yield _("there is no calendar “%(name)s”.") % {"name": shown(name)}


def _exists(name: str) -> bool:
    known = Calendar.objects.filter(code=name).exists()
    return known or CalendarDay.objects.filter(calendar=name).exists()
