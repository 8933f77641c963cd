"""Django's view of this room."""

from django.apps import AppConfig


class CommonConfig(AppConfig):
    """The calendar's table lives here."""

    name = "lizhi.common"
