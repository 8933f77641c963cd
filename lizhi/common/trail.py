"""Where an error came from, without the values that its message may hold."""

import traceback
from pathlib import Path

MOST = 6


def name(error: BaseException) -> str:
    """The kind of error, as a program would name it."""
    return f"{type(error).__module__}.{type(error).__qualname__}"


def trail(error: BaseException) -> str:
    """Its kind and the last places it came through; for logs that hold no person's data."""
    frames = traceback.extract_tb(error.__traceback__)[-MOST:]
    places = [f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames]
    return f"{name(error)} at {' > '.join(places)}"
