"""Django's view of this room."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Logins that outlive the job: one phone number, one person, no passwords."""

    name = "lizhi.accounts"
