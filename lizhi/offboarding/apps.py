"""Django's view of this room."""

from django.apps import AppConfig


class OffboardingConfig(AppConfig):
    """The conductor: what a resignation is, step by step, and the pages that show it."""

    name = "lizhi.offboarding"
