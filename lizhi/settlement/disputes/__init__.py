"""A question about a line: what a number could change, and what that would do."""
