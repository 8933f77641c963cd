"""Which column of the file is which field: guessed, then confirmed by somebody."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django_stubs_ext import StrOrPromise

from lizhi.people.models import ImportBatch
from lizhi.people.roster import fields
from lizhi.people.roster.columns import Quality, is_field

IGNORED = "-"
WORDS = {
    Quality.SAME: lambda: _("the same"),
    Quality.ALIAS: lambda: _("a common name for it"),
    Quality.CONTENT: lambda: _("known by its content"),
    Quality.CHOSEN: lambda: _("as you chose last time"),
    Quality.UNSURE: lambda: _("please decide"),
    Quality.NONE: lambda: _("nothing like it here"),
}


@dataclass
class Line:
    """One column on the page."""

    column: dict[str, Any]
    bound: forms.BoundField
    quality: str

    @property
    def undecided(self) -> bool:
        """Whether somebody has to say what this is."""
        return self.column["quality"] == Quality.UNSURE or bool(self.bound.errors)


class ColumnsForm(forms.Form):
    """A choice for each column; every field at most once, and those that are needed once."""

    def __init__(self, batch: ImportBatch, data: Any = None) -> None:
        self._columns: list[dict[str, Any]] = batch.report["columns"]
        super().__init__(data)
        for number, column in enumerate(self._columns):
            self.fields[f"c{number}"] = self._field(column, batch.mapping)

    def _field(self, column: dict[str, Any], chosen: dict[str, str]) -> forms.ChoiceField:
        unsure = column["quality"] == Quality.UNSURE and column["header"] not in chosen
        initial = chosen.get(column["header"], column["field"]) or ("" if unsure else IGNORED)
        label = _("Field for the column %(name)s") % {"name": column["header"]}
        select = forms.Select(attrs={"class": "in sel", "aria-label": label})
        field = forms.ChoiceField(
            choices=_choices(column["field"], with_blank=unsure),
            initial=initial,
            widget=select,
            error_messages={"required": _("Please say what this column is.")},
        )
        field.label = column["header"]
        return field

    def lines(self) -> list[Line]:
        """The columns; those that need a decision first."""
        found = [
            Line(column, self[f"c{number}"], WORDS[Quality(column["quality"])]())
            for number, column in enumerate(self._columns)
        ]
        return sorted(found, key=lambda line: not line.undecided)

    def clean(self) -> dict[str, Any]:
        """No field twice on one sheet, none of the needed ones missing."""
        taken: dict[str, dict[str, str]] = {}
        for number, column in enumerate(self._columns):
            value = self.cleaned_data.get(f"c{number}", IGNORED)
            by_sheet = taken.setdefault(value, {})
            for sheet in column.get("sheets", [""]):
                if value != IGNORED and sheet in by_sheet and not self.has_error(f"c{number}"):
                    words = {"other": by_sheet[sheet], "field": fields.label_of(value)}
                    self.add_error(f"c{number}", _("%(other)s is %(field)s already.") % words)
                by_sheet[sheet] = column["header"]
        missing = [str(field.label) for field in fields.REQUIRED if field.name not in taken]
        if missing and not self.errors:
            names = _(", ").join(missing)
            raise forms.ValidationError(_("No column is %(names)s yet.") % {"names": names})
        return self.cleaned_data

    def mapping(self) -> dict[str, str]:
        """Header → field; empty for what is left out."""
        values = [self.cleaned_data[f"c{number}"] for number in range(len(self._columns))]
        return {
            column["header"]: "" if value == IGNORED else value
            for column, value in zip(self._columns, values, strict=True)
        }


def _choices(guess: str, *, with_blank: bool) -> list[tuple[str, StrOrPromise]]:
    known: list[tuple[str, StrOrPromise]] = [(field.name, field.label) for field in fields.FIELDS]
    if ":" in guess and is_field(guess):
        known.insert(0, (guess, fields.label_of(guess)))
    head = [("", _("Please choose"))] if with_blank else []
    return [*head, *known, (IGNORED, _("Leave it out"))]
