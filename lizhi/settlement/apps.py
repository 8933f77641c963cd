"""Django's view of this room."""

from importlib import import_module

from django.apps import AppConfig


class SettlementConfig(AppConfig):
    """What is still owed at the end, every line with its formula and article."""

    name = "lizhi.settlement"

    def ready(self) -> None:
        """Tell the page of a company which figures there are."""
        from lizhi.people import city_figures
        from lizhi.settlement.cities import in_use

        import_module("lizhi.settlement.receivers")

        city_figures.SOURCES.append(in_use.figures)
