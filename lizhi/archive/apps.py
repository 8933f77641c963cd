"""Django's view of this room."""

from django.apps import AppConfig


class ArchiveConfig(AppConfig):
    """The sealed package of a closed case: made once, checked at any time."""

    name = "lizhi.archive"
