"""Of the room of talks."""
