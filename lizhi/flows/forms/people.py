"""An owner rule as a select, with a field beside it for somebody by name."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from lizhi.flows.forms import choosing
from lizhi.flows.forms.rows import named
from lizhi.people.models import Employment

WHO = "_who"


def number_of(rule: str) -> str:
    """The staff number of whom a rule names."""
    key = rule.removeprefix(choosing.PERSON)
    if not rule.startswith(choosing.PERSON) or not key.isdecimal():
        return ""
    found = Employment.objects.filter(person__user=int(key)).order_by("-pk").first()
    return found.number if found else ""


def who() -> forms.CharField:
    """The field beside the select."""
    words = _("Staff number of the person")
    return forms.CharField(
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs=named(words, placeholder=words, autocomplete="off")),
    )


def rule_of(choice: str, number: str) -> str:
    """The rule that was chosen; a person is found by staff number, and has to be here."""
    if choice != choosing.PERSON:
        return choice
    found = Employment.objects.active().filter(number=number.strip()).first()
    if found is None:
        raise ValidationError(_("Nobody who works here has this staff number."))
    return f"{choosing.PERSON}{found.user.pk}"
