"""Django's view of this room."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    """The outbox, the clock loop and the job worker."""

    name = "lizhi.jobs"
