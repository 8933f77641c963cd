"""Fields are written as Django writes them, only faster."""

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates
from django.utils.safestring import mark_safe

WIDGETS = [
    forms.TextInput,
    forms.HiddenInput,
    forms.Textarea,
    forms.CheckboxInput,
    forms.NumberInput,
    forms.DateInput,
    forms.FileInput,
    lambda attrs: forms.Select(attrs, [("a", "甲"), ("b", "乙<")]),
    lambda attrs: forms.RadioSelect(attrs, [("a", "甲"), ("b", "乙<")]),
    lambda attrs: forms.CheckboxSelectMultiple(attrs, [("a", "甲"), ("b", "乙<")]),
]
ATTRS = {
    "class": "in",
    "required": True,
    "disabled": False,
    "rows": 2,
    "data-x": None,
    "placeholder": "\"<&'",
    "title": mark_safe("&amp;"),
}


@pytest.mark.parametrize("make", WIDGETS)
@pytest.mark.parametrize("value", [None, "", "b", '"><script>'])
def test_a_field_is_what_django_makes_of_it(make: type[forms.Widget], value: str | None) -> None:
    widget = make(ATTRS)
    ours = widget.render("name", value, {"id": "id_name"})
    assert ours == widget.render("name", value, {"id": "id_name"}, DjangoTemplates())
