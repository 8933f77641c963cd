"""王磊代李丽: how pages name whoever does something while somebody else is away."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from lizhi.accounts.models import User
from lizhi.cases.models import Event
from lizhi.workflow.models import Task


def called(task: Task, reader: User) -> str:
    """Who has it, and for whom; the reader is spoken to."""
    doer = _("you") if task.assignee_id == reader.pk else task.assignee.name
    absent = task.on_behalf_of
    return (
        doer
        if absent is None
        else _("%(doer)s for %(absent)s")
        % {
            "doer": doer,
            "absent": _("you") if absent == reader else absent.name,
        }
    )


def of_event(event: Event) -> dict[int, int]:
    """Who does it in whose place, by their keys, as the event has it."""
    pairs: Mapping[str, int] = event.facts.get("in_place_of", {})
    return {int(doer): absent for doer, absent in pairs.items()}


def named(event: Event, names: Mapping[int, str]) -> list[str]:
    """Those whom an event names in `to`, with whom they stand in for."""
    to = event.facts.get("to", [])
    keys = to if isinstance(to, list) else [to]
    pairs = of_event(event)
    return [_with(names.get(key, ""), names.get(pairs.get(key, 0), "")) for key in keys]


def _with(doer: str, absent: str) -> str:
    return _("%(doer)s for %(absent)s") % {"doer": doer, "absent": absent} if absent else doer
