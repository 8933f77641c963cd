"""Django's view of this room."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Logins that outlive the job: one phone number, one person, no passwords."""

    name = "lizhi.accounts"

    def ready(self) -> None:
        """What production must have is checked before it starts."""
        from lizhi.accounts import checks  # noqa: F401
