"""Django's view of this room."""

from importlib import import_module

from django.apps import AppConfig


class OffboardingConfig(AppConfig):
    """The conductor: what a resignation is, step by step, and the pages that show it."""

    name = "lizhi.offboarding"

    def ready(self) -> None:
        """Name the owners, and listen to the rooms below."""
        from lizhi.accounts.rules import OFFICERS
        from lizhi.handover.unreturned import things
        from lizhi.offboarding import given_up, menu, owners, step_forms
        from lizhi.settlement import unreturned

        for listener in ("notices", "receivers", "revoking", "voiding_reports", "what_next"):
            import_module(f"lizhi.offboarding.{listener}")
        owners.register()
        step_forms.register()
        given_up.register()
        unreturned.SOURCES.append(things)
        OFFICERS.append(menu.works_at_a_desk)
