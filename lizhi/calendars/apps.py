"""Django's view of this room."""

from django.apps import AppConfig


class CalendarsConfig(AppConfig):
    """Lists of official days are loaded here, and companies shape their own weeks."""

    name = "lizhi.calendars"
