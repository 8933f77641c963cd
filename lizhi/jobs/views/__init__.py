"""The administrator's pages about what the machine does."""

from lizhi.jobs.views.deciding import (
    again,
    all_again,
    give_up,
    give_up_text,
    pause,
    resume,
    text_again,
)
from lizhi.jobs.views.overview import jobs

__all__ = [
    "again",
    "all_again",
    "give_up",
    "give_up_text",
    "jobs",
    "pause",
    "resume",
    "text_again",
]
