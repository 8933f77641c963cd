"""The clock, the calendar and the keys."""
