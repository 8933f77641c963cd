"""What every room may use: the clock, the calendar, refusals, permits, keys, base models."""
