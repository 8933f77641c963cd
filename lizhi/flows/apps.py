"""Django's view of this room."""

from django.apps import AppConfig


class FlowsConfig(AppConfig):
    """Drafts of processes, what the law says of them, simulation, versions and their pictures."""

    name = "lizhi.flows"

    def ready(self) -> None:
        """What is published has passed the checks of this room."""
        from lizhi.flows.checks import problems
        from lizhi.workflow.definitions import CHECKS

        CHECKS.append(problems)
