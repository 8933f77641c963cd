"""Whatever is sent to whatever page: an answer, never a failure."""
