"""What the manager answers: who takes over, whether an earlier day suits, a kind word."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from lizhi.accounts.models import User
from lizhi.cases.models import Case


class Acknowledgement(forms.Form):
    """There is no refusal in it: the notice has taken effect."""

    key = forms.CharField(max_length=64, widget=forms.HiddenInput)
    early = forms.ChoiceField(
        label=_("Last day"),
        choices=[("yes", ""), ("no", "")],
        required=False,
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose the last day first.")},
    )
    handover_to = forms.ModelChoiceField(
        User.objects.none(),
        label=_("The work passes to"),
        error_messages={"required": _("Please choose who takes the work over.")},
    )
    note = forms.CharField(label=_("A word"), required=False, max_length=60)
    own_note = forms.CharField(label=_("Own words"), required=False, max_length=60)

    def __init__(self, case: Case, colleagues: list[User], *args: Any) -> None:
        super().__init__(*args)
        self.asks_early = case.wished_day < case.contract_end
        self.fields["early"].required = self.asks_early
        people = cast("forms.ModelChoiceField[User]", self.fields["handover_to"])
        people.queryset = User.objects.filter(pk__in=[user.pk for user in colleagues])

    def answers(self) -> dict[str, Any]:
        """As the action takes them."""
        values = self.cleaned_data
        return {
            "handover_to": values["handover_to"],
            "agrees_early": values["early"] == "yes" if self.asks_early else None,
            "note": values["own_note"] or values["note"],
            "key": values["key"],
        }
