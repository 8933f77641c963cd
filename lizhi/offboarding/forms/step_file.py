"""A file as a field of a step: sent with the form itself, kept at once, named by its key."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lizhi.offboarding.step_files import Chosen

AGAIN = _("Please choose this file again.")


class StepFileInput(forms.TextInput):
    """The picker. What was chosen before travels beside it in a hidden field of the same name."""

    input_type = "file"
    needs_multipart_form = True

    def format_value(self, value: Any) -> None:
        """A browser lets nobody else say which file is chosen."""

    def use_required_attribute(self, initial: Any) -> bool:
        """What was chosen before is enough, and the browser does not see that."""
        return False


class StepFileField(forms.CharField):
    """The key of an upload, or that the file of an earlier answer stays."""

    is_file = True
    shown: Chosen | None = None
    """What is chosen at present, for the page."""
    value = ""
    """What the page sends for it."""

    def __init__(self, key: str, **about: Any) -> None:
        self.key = key
        look = {"class": "in", "accept": "image/*,application/pdf"}
        super().__init__(max_length=64, widget=StepFileInput(attrs=look), **about)

    def clean(self, value: Any) -> Any:
        """Refused is what is somebody else's, and what has turned out not to be fit."""
        if value and self.shown is None:
            raise forms.ValidationError(AGAIN)
        if self.shown is not None and self.shown.problem:
            raise forms.ValidationError(str(self.shown.problem))
        return super().clean(value)
