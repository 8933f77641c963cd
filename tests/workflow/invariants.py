"""What must be true of every case, whenever anybody looks: `lizhi doctor` asks the same."""

from lizhi.common import clock
from lizhi.config import doctor

LATE = {"left_lying", "missed", "duty_untold", "text_left", "unstamped"}
"""Time may stand still in a test, and a worker may be away."""
BY_THE_DATABASE = {"points_nowhere", "unknown_word"}
"""A sound database refuses these itself; to read every table after each step would take long."""


def broken() -> list[str]:
    """The rows of which it is not; nothing that the machine has done may still be open."""
    names = [name for name in doctor.CHECKS if name not in LATE | BY_THE_DATABASE]
    return [str(row) for row in doctor.examine(clock.now(), *names)]


def chains() -> list[str]:
    """Cases whose story has a gap, or was changed."""
    return [str(row) for row in doctor.examine(clock.now(), "story")]
