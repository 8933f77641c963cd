"""The forms that steps of a definition may name: what a person is asked at that step."""

from lizhi.workflow import forms_registry

FORMS = (
    "application",
    "acknowledgement",
    "signature",
    "handover",
    "confirmation",
    "settlement",
    "answer",
    "service",
    "decision",
    "reply",
)


def register() -> None:
    """Tell the engine that these pages exist; what they ask is kept in columns and events."""
    for key in FORMS:
        forms_registry.register(key)
