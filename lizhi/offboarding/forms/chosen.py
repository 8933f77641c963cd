"""What is typed for several cases at once."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from lizhi.accounts.models import User
from lizhi.offboarding.forms.confirmation import DESK

Counted = list[tuple[User, int]]


class PeopleField(forms.ModelChoiceField):  # type: ignore[type-arg]  # not generic at run time
    """People, each with the number of steps that it is about."""

    counts: dict[int, int]

    def label_from_instance(self, user: Any) -> str:
        """王磊，3 件."""
        count = self.counts.get(user.pk, 0)
        words = ngettext("%(name)s, %(number)s step", "%(name)s, %(number)s steps", count)
        return words % {"name": user.name, "number": count}


class PressAllForm(forms.Form):
    """A word that goes out with every reminder."""

    words = forms.CharField(
        label=_("A word of your own, if you like"),
        required=False,
        max_length=60,
        widget=forms.TextInput(attrs={"class": "in", "autocomplete": "off"}),
    )


class FilterForm(forms.Form):
    """A name for a view of the board."""

    name = forms.CharField(
        label=_("Name"),
        max_length=20,
        widget=forms.TextInput(attrs={"class": "in", "autocomplete": "off"}),
        error_messages={"required": _("Please give it a name, for instance “Chengdu, late”.")},
    )


class HandAllOnForm(forms.Form):
    """Whose steps go to whom."""

    key = forms.CharField(max_length=64, widget=forms.HiddenInput)
    whose = PeopleField(
        User.objects.none(),
        label=_("Whose steps"),
        empty_label=None,
        widget=forms.Select(attrs=DESK),
        error_messages={"required": _("Please choose somebody.")},
    )
    to = PeopleField(
        User.objects.none(),
        label=_("To whom"),
        empty_label=None,
        widget=forms.Select(attrs=DESK),
        error_messages={"required": _("Please choose somebody.")},
    )

    def __init__(self, whose: Counted, to: Counted, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, people in (("whose", whose), ("to", to)):
            field = cast("PeopleField", self.fields[name])
            field.queryset = User.objects.filter(pk__in=[user.pk for user, _n in people])
            field.counts = {user.pk: count for user, count in people}

    def clean(self) -> dict[str, Any]:
        """Not from somebody to the same."""
        values: dict[str, Any] = super().clean() or {}
        if values.get("whose") and values.get("whose") == values.get("to"):
            self.add_error("to", _("This person has them already. Please choose somebody else."))
        return values
