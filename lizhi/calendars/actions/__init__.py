"""Everything that changes a calendar."""

from lizhi.calendars.actions.lists import load
from lizhi.calendars.actions.own import choose, save
from lizhi.calendars.actions.taking_back import take_back

__all__ = ["choose", "load", "save", "take_back"]
