"""Django's view of this room."""

from typing import TYPE_CHECKING

from django.apps import AppConfig

if TYPE_CHECKING:
    from lizhi.accounts.models import User


class PeopleConfig(AppConfig):
    """The company and its people: who works where, under whom, on which contract."""

    name = "lizhi.people"

    def ready(self) -> None:
        """Tell the demo whom it may offer."""
        from lizhi.accounts import demo

        demo.DEMO_PEOPLE.append(_demo_people)


def _demo_people() -> "list[tuple[str, User]]":
    from lizhi.people import example

    return example.demo_people()
