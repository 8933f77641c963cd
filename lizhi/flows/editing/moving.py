"""A step goes up, down, into a block, out of it or to a place, and how that is said aloud."""

from collections.abc import Callable

from django.utils.translation import gettext as _

from lizhi.flows import locks, saying
from lizhi.flows.editing import places
from lizhi.flows.editing.places import END, Body, CannotBeDone, Place
from lizhi.workflow.tree import Step, walk


@places.change
def move(body: Body, key: str, direction: str) -> None:
    """`up`, `down`, `into` (a block beside it, else the next branch) or `out` of its block."""
    place = places.find(body, key)
    if why := locks.of(body).get(key):
        raise CannotBeDone(why)
    if direction not in DIRECTIONS:
        raise CannotBeDone(_("It cannot go further in this direction."))
    DIRECTIONS[direction](place)


@places.change
def put(body: Body, key: str, *, block: str = "", branch: int = 0, index: int = END) -> None:
    """As the step of this number in a branch of a block, or outside of all blocks."""
    place = places.find(body, key)
    if why := locks.of(body).get(key):
        raise CannotBeDone(why)
    step = place.steps.pop(place.index)
    if block in {one["id"] for one in walk([step])}:
        raise CannotBeDone(_("A block cannot lie in itself."))
    places.put(body, step, block, branch, index)


def _swap(distance: int) -> Callable[[Place], None]:
    def swapped(place: Place) -> None:
        if place.beside(distance) is None:
            raise CannotBeDone(_("It cannot go further in this direction."))
        place.steps.insert(place.index + distance, place.steps.pop(place.index))

    return swapped


def _into(place: Place) -> None:
    goal = _goal(place)
    if goal is None:
        raise CannotBeDone(_("There is no block beside it, and no branch further right."))
    goal.append(place.steps.pop(place.index))


def _goal(place: Place) -> list[Step] | None:
    for distance in (1, -1):
        beside = place.beside(distance)
        if beside and beside.get("branches"):
            steps: list[Step] = beside["branches"][0]["steps"]
            return steps
    branches = place.block["branches"] if place.block else []
    if place.branch + 1 < len(branches):
        further: list[Step] = branches[place.branch + 1]["steps"]
        return further
    return None


def _out(place: Place) -> None:
    if place.outer is None:
        raise CannotBeDone(_("It stands in no block."))
    place.outer.steps.insert(place.outer.index + 1, place.steps.pop(place.index))


DIRECTIONS: dict[str, Callable[[Place], None]] = {
    "up": _swap(-1),
    "down": _swap(1),
    "into": _into,
    "out": _out,
}


def said(before: Body, after: Body, key: str) -> str:
    """法务复核移到 HR 确认之前; nothing where it has not moved."""
    try:
        old, new = places.find(before, key), places.find(after, key)
    except CannotBeDone:
        return ""
    if _where(old) == _where(new):
        return ""
    words = {"step": saying.name(new.step)}
    if following := new.beside(1):
        words["other"] = saying.name(following)
        return _("%(step)s stands before %(other)s now") % words
    if preceding := new.beside(-1):
        words["other"] = saying.name(preceding)
        return _("%(step)s stands after %(other)s now") % words
    if new.block:
        words["other"] = saying.name(new.block)
    return _("%(step)s stands alone in a branch of %(other)s now") % words


def _where(place: Place) -> tuple[str, int, int]:
    return place.block["id"] if place.block else "", place.branch, place.index
