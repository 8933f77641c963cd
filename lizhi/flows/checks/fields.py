"""What is known for certain when a case comes to a block: only that may be asked there."""

from dataclasses import dataclass

from lizhi.workflow import forms_registry
from lizhi.workflow.forms_registry import Field
from lizhi.workflow.tree import FOR_PEOPLE, Step

Known = dict[str, Field]


@dataclass(frozen=True)
class Asked:
    """What a sequence leaves behind, and whether it comes to its end at all."""

    fields: Known
    goes_on: bool = True


def at_blocks(steps: list[Step]) -> dict[str, Known]:
    """By block: the fields whose form comes before it on every way there.

    Of branches that go on beside each other nothing is known to the other; what only one branch
    of a choice has asked is unknown after it. A way back forgets nothing.
    """
    found: dict[str, Known] = {}
    _sequence(steps, {}, found)
    return found


def _sequence(steps: list[Step], known: Known, found: dict[str, Known]) -> Asked:
    goes_on = True
    for step in steps:
        if step["kind"] == "end":
            goes_on = False
        elif step["kind"] in FOR_PEOPLE:
            known = {**known, **{field.key: field for field in forms_registry.fields_of(step)}}
        elif "branches" in step:
            found[step["id"]] = known
            after = _block(step, known, found)
            known, goes_on = after.fields, goes_on and after.goes_on
    return Asked(known, goes_on)


def _block(step: Step, known: Known, found: dict[str, Known]) -> Asked:
    ways = [(one, _sequence(one["steps"], known, found)) for one in step["branches"]]
    if step["kind"] == "parallel":
        certain = [way for one, way in ways if "when" not in one]
        fields = {key: field for way in certain for key, field in way.fields.items()}
        return Asked({**known, **fields}, all(way.goes_on for way in certain))
    through = [way.fields for _one, way in ways if way.goes_on]
    if not through:
        return Asked(known, goes_on=False)
    shared = set(through[0]).intersection(*through[1:])
    return Asked({key: through[0][key] for key in shared})
