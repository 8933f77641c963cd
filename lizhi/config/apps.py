"""Django's view of the front door: it has commands and no tables."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """The front door: settings, addresses, middleware, the command."""

    name = "lizhi.config"

    def ready(self) -> None:
        """What production must have is checked before it starts."""
        from lizhi.config import checks  # noqa: F401
