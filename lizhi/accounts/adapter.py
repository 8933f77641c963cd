"""How allauth reaches our phone numbers."""

from allauth.account.adapter import DefaultAccountAdapter


class PhoneAdapter(DefaultAccountAdapter):
    """Phone numbers instead of user names."""
