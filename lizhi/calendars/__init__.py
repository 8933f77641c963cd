"""Working days as people look after them: official lists, own calendars, shifts, branches."""
