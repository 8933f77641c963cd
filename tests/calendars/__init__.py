"""Lists of official days, own calendars, and what they move."""
