"""Django's view of this room."""

from django.apps import AppConfig


class WorkflowConfig(AppConfig):
    """The flow: which steps a case stands at, who has to act until when, what follows."""

    name = "lizhi.workflow"
