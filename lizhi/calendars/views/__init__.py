"""The pages of calendars, for administrators and group HR."""

from lizhi.calendars.views.lists import load, take_back
from lizhi.calendars.views.overview import page
from lizhi.calendars.views.own import choose, new, own

__all__ = ["choose", "load", "new", "own", "page", "take_back"]
