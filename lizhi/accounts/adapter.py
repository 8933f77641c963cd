"""How allauth reaches our phone numbers and our texts."""

import secrets
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest, HttpResponse

from lizhi.accounts import actions, http, phones
from lizhi.accounts.models import User
from lizhi.common import clock

CODE_DIGITS = 6


class PhoneAdapter(DefaultAccountAdapter):
    """Phone numbers instead of user names. Nobody signs up: people come from the roster."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody makes an account of their own."""
        return False

    def clean_phone(self, phone: str) -> str:
        """11 digits, however they were typed."""
        return phones.clean(phone)

    def get_user_by_phone(self, phone: str) -> User | None:
        """Whoever signs in with this number: at work or long gone, that makes no difference."""
        user = User.objects.by_phone(phone)
        return user if user and user.is_active else None

    def get_phone(self, user: User) -> tuple[str, bool]:
        """The number; HR or a code has confirmed it before it stands here."""
        return user.phone, True

    def set_phone(self, user: User, phone: str, verified: bool) -> None:
        """Another number, once a code to it came back."""
        if verified:
            user.phone = phone
            user.save(update_fields=["phone", "phone_index"])

    def set_phone_verified(self, user: User, phone: str) -> None:
        """Nothing to note: what stands here is confirmed."""

    def generate_phone_verification_code(self, *, user: User, phone: str) -> str:
        """Six digits."""
        return f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}}"

    def send_verification_code_sms(self, user: User, phone: str, code: str, **kwargs: Any) -> None:
        """Text it."""
        actions.send_code(phone, code)

    def send_unknown_account_sms(self, phone: str, **kwargs: Any) -> None:
        """Only the owner of the number learns that we do not know it."""
        actions.send_unknown(phone)

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Our pages say for themselves what happened."""

    def post_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse:
        """The session remembers that a code to the phone opened it, and when."""
        http.remember(request, user, strength="code", at=clock.now())
        response: HttpResponse = super().post_login(request, user, **kwargs)
        return response
