"""The story of a case, day by day, newest first: who, what and why."""

from lizhi.offboarding.timeline.reading import MAIN, SHOWN, Day, Story, looks, of
from lizhi.offboarding.timeline.sentences import Line, what

__all__ = ["MAIN", "SHOWN", "Day", "Line", "Story", "looks", "of", "what"]
