"""Django's view of this room."""

from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    """Bring a text to an address: SMS and mail, through whatever sender the firm has."""

    name = "lizhi.notifications"

    def ready(self) -> None:
        """What production must have is checked before it starts."""
        from lizhi.notifications import checks  # noqa: F401
