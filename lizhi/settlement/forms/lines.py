"""The lines that finance adds by hand."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lizhi.settlement.forms.fields import DESK, AmountField
from lizhi.settlement.lines.by_hand import AGREED, LOSSES


class LineForm(forms.Form):
    """A line added by hand."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"),
        choices=[
            ("due", gettext_lazy("Given back to the employee, not taxed: a travel bill")),
            ("wage", gettext_lazy("Paid to the employee as wages, taxed")),
            ("advance", gettext_lazy("Advance to be paid back")),
            ("loan", gettext_lazy("Loan to be paid back")),
            ("asset", gettext_lazy("Thing of the company that did not come back")),
            ("loss", gettext_lazy("Loss caused by the employee")),
            ("court", gettext_lazy("Ordered by a court")),
        ],
        widget=forms.Select(attrs=DESK),
    )
    title = forms.CharField(
        label=gettext_lazy("What it is"),
        max_length=40,
        widget=forms.TextInput(attrs=DESK),
        error_messages={"required": gettext_lazy("What is this line called?")},
    )
    amount = AmountField(label=gettext_lazy("Amount, yuan"))
    reason = forms.CharField(
        label=gettext_lazy("Why, with what proof"),
        max_length=120,
        widget=forms.TextInput(attrs=DESK),
        error_messages={"required": gettext_lazy("Please say why; the employee reads it.")},
    )

    proven = forms.BooleanField(
        label=gettext_lazy("Agreed to in writing, or a loss with proof of cause and amount"),
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        """Only a claim asks for consent or proof; it changes nothing for what is paid."""
        cleaned = super().clean() or {}
        if cleaned.get("kind") not in AGREED | LOSSES:
            cleaned["proven"] = True
        return cleaned

    def clean_amount(self) -> Decimal:
        """Above zero: whether it is added or taken off is said by the kind."""
        amount: Decimal | None = self.cleaned_data["amount"]
        if not amount:
            raise forms.ValidationError(_("A number goes here, 3000.00 for example."))
        return amount
