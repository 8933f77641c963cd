"""Django's view of this room."""

from django.apps import AppConfig


class SigningConfig(AppConfig):
    """Electronic signatures: envelopes, signers, codes, certificates, time stamps."""

    name = "lizhi.signing"

    def ready(self) -> None:
        """Whether everybody can sign in some way is checked before it starts; and listen."""
        from lizhi.documents import anchors
        from lizhi.signing import checks, receivers  # noqa: F401

        anchors.KEEPERS.append(_root)


def _root() -> bytes | None:
    from lizhi.signing import trust  # only when a file is checked

    return trust.find_root_pem()
