"""Django's view of this room."""

from django.apps import AppConfig


class SigningConfig(AppConfig):
    """Electronic signatures: envelopes, signers, codes, certificates, time stamps."""

    name = "lizhi.signing"
