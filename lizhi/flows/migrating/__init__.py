"""Running cases and new versions: what a change would do to each, and making it."""
