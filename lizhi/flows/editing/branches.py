"""Branches of a block: one more, one less, another order, another condition."""

from typing import Any

from django.utils.translation import gettext as _

from lizhi.flows import locks
from lizhi.flows.editing import places
from lizhi.flows.editing.keys import FIRST_CONDITION
from lizhi.flows.editing.places import Body, CannotBeDone

FEWEST = 2


@places.change
def add_branch(body: Body, block: str) -> None:
    """Side by side it is the last one; of a choice the last stays for everything else."""
    step = places.find(body, block).step
    branches = step.get("branches")
    if branches is None:
        raise CannotBeDone(_("This step has no branches."))
    new: dict[str, Any] = {"name": _("Branch %d") % (len(branches) + 1), "steps": []}
    if step["kind"] == "choose":
        branches.insert(len(branches) - 1, {**new, "when": dict(FIRST_CONDITION)})
    else:
        branches.append(new)


@places.change
def drop_branch(body: Body, block: str, number: int) -> None:
    """With all that is in it. The one for everything else stays, and two at least."""
    step, branch = places.branch(body, block, number)
    branches = step["branches"]
    if len(branches) <= FEWEST:
        raise CannotBeDone(_("A block has two branches at least. You can delete all of it."))
    if step["kind"] == "choose" and number == len(branches) - 1:
        raise CannotBeDone(_("The branch for everything else has to stay."))
    fixed = locks.of(body)
    for inner in branch["steps"]:
        if why := fixed.get(inner["id"]):
            raise CannotBeDone(why)
    del branches[number]


@places.change
def move_branch(body: Body, block: str, number: int, by: int) -> None:
    """The first that fits is taken, so the order of a choice is part of what it says."""
    step, _branch = places.branch(body, block, number)
    branches = step["branches"]
    last = len(branches) - (1 if step["kind"] == "choose" else 0)
    if not (0 <= number < last and 0 <= number + by < last):
        raise CannotBeDone(_("It cannot go further in this direction."))
    branches.insert(number + by, branches.pop(number))


@places.change
def set_branch(body: Body, block: str, number: int, *, name: str, when: Any) -> None:
    """What a branch is called and for whom it is; None: always, or for everything else."""
    step, branch = places.branch(body, block, number)
    is_else = step["kind"] == "choose" and number == len(step["branches"]) - 1
    branch["name"] = name
    if not name:
        del branch["name"]
    branch["when"] = when
    if when is None or is_else:
        del branch["when"]
