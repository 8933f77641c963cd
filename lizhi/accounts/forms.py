"""The two fields of signing in."""

import datetime as dt
import unicodedata
from typing import Any

from allauth.account.forms import ConfirmLoginCodeForm
from django import forms
from django.conf import settings
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lizhi.accounts import actions, phones
from lizhi.accounts.adapter import CODE_DIGITS


class PhoneForm(forms.Form):
    """The number that HR has; former employees too."""

    phone = forms.CharField(
        label=gettext_lazy("Mobile number"),
        help_text=gettext_lazy(
            "Have you left already? This number still, your papers are all here."
        ),
        max_length=40,
        widget=forms.TextInput(
            attrs={
                "class": "in",
                "type": "tel",
                "inputmode": "tel",
                "autocomplete": "tel-national",
            }
        ),
        error_messages={"required": gettext_lazy("Please fill in the mobile number.")},
    )

    def clean_phone(self) -> str:
        """11 digits, however they were typed."""
        return phones.clean(self.cleaned_data["phone"])

    def refuse_too_many(self) -> None:
        """Say, beside the number, when the next code may be asked for."""
        words = _("That was rather often. Try again in %(minutes)d minutes, or call HR.")
        self.add_error("phone", words % {"minutes": settings.CODE_WINDOW_MINUTES})


class CodeForm(ConfirmLoginCodeForm):
    """Six digits, compared with what was sent; each error says what to do now."""

    code = forms.CharField(
        label=gettext_lazy("6-digit code"),
        max_length=40,
        widget=forms.TextInput(
            attrs={
                "class": "in",
                "inputmode": "numeric",
                "autocomplete": "one-time-code",
                "pattern": "[0-9]{6}",
                "maxlength": "6",
                "data-code": "",
            }
        ),
        error_messages={"required": gettext_lazy("Please fill in the code from the text message.")},
    )

    def __init__(
        self, *args: Any, phone: str, expired: bool, tries_left: int, at: dt.datetime, **kwargs: Any
    ) -> None:
        self.phone = phone
        self.expired = expired
        self.tries_left = tries_left
        self.at = at
        super().__init__(*args, **kwargs)

    def clean_code(self) -> str:
        """Form first, then age, then the count of tries, the digits last."""
        typed = unicodedata.normalize("NFKC", self.cleaned_data["code"])
        code = "".join(c for c in typed if not c.isspace() and c != "-")
        self._check_form(code)
        if self.expired:
            words = _("This code is older than %(minutes)d minutes; ask for a new one below.")
            raise forms.ValidationError(words, "expired", {"minutes": settings.CODE_MINUTES})
        if not actions.may_guess(self.phone, at=self.at):
            words = _("Too many tries. Come back in %(minutes)d minutes, or call HR.")
            raise forms.ValidationError(words, "limit", {"minutes": settings.CODE_WINDOW_MINUTES})
        if not self.expected_code or not constant_time_compare(code, self.expected_code):
            raise self._wrong()
        return code

    def _check_form(self, code: str) -> None:
        if not (code.isascii() and code.isdecimal() and len(code) <= CODE_DIGITS):
            raise forms.ValidationError(_("The code has 6 digits; please look again."), "form")
        if missing := CODE_DIGITS - len(code):
            words = _("%(missing)d more digits are missing.")
            raise forms.ValidationError(words, "form", {"missing": missing})

    def _wrong(self) -> forms.ValidationError:
        left = self.tries_left - 1
        if left:
            words = _("Not the one in the text message; look at the newest. %(left)d more tries.")
            return forms.ValidationError(words, "wrong", {"left": left})
        words = _("%(tries)d tries, none was right. A new code is on its way; see your messages.")
        return forms.ValidationError(words, "wrong", {"tries": settings.CODE_TRIES})
