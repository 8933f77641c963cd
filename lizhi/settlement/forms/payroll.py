"""A file of payroll or attendance comes in, and goes back with a reason."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lizhi.settlement.forms.fields import DESK
from lizhi.settlement.payroll.sheets import BY_KEY

MOST_COLUMNS = 80


class PayFileForm(forms.Form):
    """One .xlsx; what kind of file it really is, its bytes say."""

    file = forms.FileField(
        label=gettext_lazy("Choose a file"),
        widget=forms.FileInput(attrs={"class": "in", "accept": ".xlsx", "id": "fu"}),
        error_messages={
            "required": gettext_lazy("Please choose the file first."),
            "empty": gettext_lazy("The file is empty."),
        },
    )


class PayColumnsForm(forms.Form):
    """Which column of which sheet is what."""

    def __init__(self, *args: Any, tables: Sequence[Mapping[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.headers: dict[str, str] = {}
        for number, table in enumerate(tables):
            ours = BY_KEY[table["table"]].columns
            choices = [("", _("is not read")), *((one.key, one.names[0]) for one in ours)]
            for place, column in enumerate(table["columns"][:MOST_COLUMNS]):
                name = f"c{number}_{place}"
                self.headers[name] = f"{table['name']}|{column['header']}"
                self.fields[name] = forms.ChoiceField(
                    label=f"{table['name']} {column['letter']} {column['header']}",
                    choices=choices,
                    required=False,
                    initial=column["key"],
                    widget=forms.Select(attrs=DESK),
                )

    def mapping(self) -> dict[str, str]:
        """`sheet|header` to our column, as it was decided."""
        return {header: self.cleaned_data[name] for name, header in self.headers.items()}
