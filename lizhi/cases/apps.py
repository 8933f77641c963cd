"""Django's view of this room."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    """The case file: who leaves, when, what has happened so far, and its papers."""

    name = "lizhi.cases"
