"""Django's view of this room."""

from django.apps import AppConfig


class SettlementConfig(AppConfig):
    """What is still owed at the end, every line with its formula and article."""

    name = "lizhi.settlement"
