"""Django's view of this room."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """The company and its people: who works where, under whom, on which contract."""

    name = "lizhi.people"
