"""Everything that changes a calendar."""

from lizhi.calendars.actions.lists import load
from lizhi.calendars.actions.own import choose, save

__all__ = ["choose", "load", "save"]
