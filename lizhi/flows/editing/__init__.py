"""Changes of a process, one small function each: a body goes in, another comes out.

Nothing here reads the database or the clock. What comes out is well-shaped, or the change is
refused in words; the body that went in stays as it was, so that keeping it is undoing.
"""

from lizhi.flows.editing.branches import add_branch, drop_branch, move_branch, set_branch
from lizhi.flows.editing.keys import field_key, fresh
from lizhi.flows.editing.moving import DIRECTIONS, move, put, said
from lizhi.flows.editing.places import CannotBeDone, find
from lizhi.flows.editing.steps import add, delete, referrers, rename, replace

__all__ = [
    "DIRECTIONS",
    "CannotBeDone",
    "add",
    "add_branch",
    "delete",
    "drop_branch",
    "field_key",
    "find",
    "fresh",
    "move",
    "move_branch",
    "put",
    "referrers",
    "rename",
    "replace",
    "said",
    "set_branch",
]
