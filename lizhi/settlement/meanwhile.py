"""What colleagues have changed since somebody opened the figures: nobody overwrites it unseen."""

from collections.abc import Iterator, Mapping
from typing import Any

from lizhi.cases.models import Case, Event
from lizhi.settlement import kinds, rules
from lizhi.settlement.changed import Change, ChangedMeanwhile
from lizhi.settlement.inputs import ENTERED, Inputs
from lizhi.settlement.models import Settlement

FIGURES = ENTERED - {"by_hand"}
"""Lines by hand are added and taken off one by one: no page carries all of them."""


def check(case: Case, seen: int, wanted: Mapping[str, Any]) -> None:
    """Refuse when `wanted` would put back what has been changed since version `seen`.

    Zero is the page before the first version. A figure that was changed to the very same is fine.
    """
    versions = rules.VERSIONS.all(case=case.pk)[::-1]
    base = _figures(_seen(versions, seen))
    mine = _figures(wanted)
    newest = _figures(versions[-1].inputs)
    names = [name for name in FIGURES if base[name] != newest[name] != mine[name]]
    if names:
        raise ChangedMeanwhile(sorted(_changes(case, versions, names), key=lambda one: one.at))


def _seen(versions: list[Settlement], number: int) -> Mapping[str, Any]:
    """The inputs behind the page; before the first version only what the roster says."""
    known = next((one.inputs for one in versions if one.number == number), None)
    return known or {"gathered": versions[0].inputs["gathered"]}


def _figures(inputs: Mapping[str, Any]) -> dict[str, Any]:
    given = Inputs.of(inputs)
    return {name: getattr(given, name) for name in FIGURES}


def _changes(case: Case, versions: list[Settlement], names: list[str]) -> Iterator[Change]:
    """Of each figure the first version that says what the newest says."""
    told = Event.objects.filter(case=case, kind=kinds.SETTLEMENT_DRAFTED).select_related("actor")
    events = {event.facts["version"]: event for event in told}
    said = [(version, _figures(version.inputs)) for version in versions]
    for name in names:
        version, value = said[-1][0], said[-1][1][name]
        for earlier, figures in reversed(said):
            if figures[name] != value:
                break
            version = earlier
        event = events.get(version.number)
        by, at = (event.actor, event.happened_at) if event else (None, version.created_at)
        yield Change(name, value, version.number, by, at)
