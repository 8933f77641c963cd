"""Django's view of the front door: it has commands and no tables."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """The front door: settings, addresses, middleware, the command."""

    name = "lizhi.config"
