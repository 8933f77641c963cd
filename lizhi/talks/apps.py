"""Django's view of this room."""

from django.apps import AppConfig


class TalksConfig(AppConfig):
    """The exit talk."""

    name = "lizhi.talks"
