"""Django's view of this room."""

from django.apps import AppConfig


class IdentityConfig(AppConfig):
    """Proofs of who somebody is, by code, passkey or witness."""

    name = "lizhi.identity"
