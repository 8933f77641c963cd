"""Django's view of this room."""

from django.apps import AppConfig


class SigningConfig(AppConfig):
    """Electronic signatures: envelopes, signers, codes, certificates, time stamps."""

    name = "lizhi.signing"

    def ready(self) -> None:
        """Whether everybody can sign in some way is checked before it starts; and listen."""
        from lizhi.signing import checks, receivers  # noqa: F401
