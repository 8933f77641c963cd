"""What people of HR and administrators do: bring rosters in, look at numbers, set companies up."""

from lizhi.people.actions.companies import save_entity, start
from lizhi.people.actions.rosters import (
    MOST_BYTES,
    commit,
    confirm_columns,
    too_large,
    undo,
    upload,
)
from lizhi.people.actions.secrets import reveal, wage_was_seen
from lizhi.people.actions.staff import change_manager, check_in_hands

__all__ = [
    "MOST_BYTES",
    "change_manager",
    "check_in_hands",
    "commit",
    "confirm_columns",
    "reveal",
    "save_entity",
    "start",
    "too_large",
    "undo",
    "upload",
    "wage_was_seen",
]
