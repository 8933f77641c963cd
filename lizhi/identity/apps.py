"""Django's view of this room."""

from django.apps import AppConfig


class IdentityConfig(AppConfig):
    """Proofs of who somebody is, by code, passkey, face or witness."""

    name = "lizhi.identity"

    def ready(self) -> None:
        """Listen for consents that are taken back."""
        from lizhi.identity import receivers  # noqa: F401
