"""Django's view of this room."""

from django.apps import AppConfig


class HandoverConfig(AppConfig):
    """The handover list: what is passed on, to whom, and who has confirmed it."""

    name = "lizhi.handover"

    def ready(self) -> None:
        """Listen."""
        from lizhi.handover import receivers  # noqa: F401
