"""The case file: who leaves, when, what has happened so far, and its papers."""
