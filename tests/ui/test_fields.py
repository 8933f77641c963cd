"""Fields are written as Django writes them, only faster."""

import datetime as dt
from typing import Any

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy
from hypothesis import given
from hypothesis import strategies as st

from lizhi.common.form_inputs import WRITTEN

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


HOSTILE = '"><script>alert(1)</script> & \'8,700\' {{ key }} {% now "Y" %} 中文'
CHOICES = [("", gettext_lazy("not said")), (HOSTILE, HOSTILE), (7, "seven"), (True, "yes")]
FILLED: list[tuple[forms.Widget, Any]] = [
    (forms.TextInput(attrs={"class": "in", "inputmode": "decimal"}), HOSTILE),
    (forms.TextInput(attrs={HOSTILE: HOSTILE, "required": True, "disabled": False}), ""),
    (forms.TextInput(), None),
    (forms.TextInput(), mark_safe("<b>safe</b>")),
    (forms.NumberInput(attrs={"min": 0, "step": "any"}), 1234567.5),
    (forms.EmailInput(), "a@b.cn"),
    (forms.URLInput(), "https://a.cn/?x=1&y=2"),
    (forms.PasswordInput(), HOSTILE),
    (forms.PasswordInput(render_value=True), HOSTILE),
    (forms.HiddenInput(), HOSTILE),
    (forms.DateInput(format="%Y-%m", attrs={"type": "month"}), dt.date(2026, 11, 1)),
    (forms.TimeInput(), dt.time(9, 30)),
    (forms.CheckboxInput(), True),
    (forms.CheckboxInput(attrs={"class": "ck"}), False),
    (forms.CheckboxInput(), HOSTILE),
    (forms.Select(choices=CHOICES, attrs={"class": "in", "required": True}), HOSTILE),
    (forms.Select(choices=CHOICES), 7),
    (forms.Select(choices=CHOICES), None),
    (forms.Select(choices=[("A", [(1, "one"), (2, HOSTILE)]), ("b", "B")]), 2),
    (forms.SelectMultiple(choices=CHOICES), ["", "7"]),
    (forms.NullBooleanSelect(), True),
    (forms.Select(choices=[]), None),
]


def same(widget: forms.Widget, name: str, value: Any) -> bool:
    attrs = {"id": "id_x", "aria-describedby": "id_x_error", "aria-invalid": "true"}
    ours, theirs = (widget.render(name, value, attrs, one) for one in (None, DjangoTemplates()))
    return bool(ours == theirs)


@pytest.mark.parametrize(("widget", "value"), FILLED)
def test_a_field_reads_as_with_its_template(widget: forms.Widget, value: Any) -> None:
    assert same(widget, "x", value)
    assert same(widget, HOSTILE, value)


@given(st.text(), st.text())
def test_whatever_was_typed_stays_in_its_field(name: str, value: str) -> None:
    assert same(forms.TextInput(), name, value)
    assert same(forms.Select(choices=[(value, name)]), name, value)


@pytest.mark.parametrize(("bound", "below"), [(True, "error"), (False, "helptext")])
def test_a_field_at_a_desk_lets_no_markup_in(*, bound: bool, below: str) -> None:
    class Page(forms.Form):
        x = forms.CharField(label=HOSTILE, help_text=HOSTILE)

    page = Page({"x": HOSTILE}) if bound else Page(initial={"x": HOSTILE})
    if page.is_valid():
        page.add_error("x", HOSTILE)

    text = render_to_string("parts/desk_field.html", {"field": page["x"]})

    assert "<script" not in text
    assert text.count("&lt;script&gt;") == 3
    assert f' id="id_x_{below}"' in text
    assert '<label for="id_x">' in text


def test_every_text_of_ours_has_been_compared() -> None:
    compared = {str(getattr(widget, "template_name", "")) for widget, _value in FILLED}
    rare = {"django/forms/widgets/tel.html", "django/forms/widgets/datetime.html"}
    assert set(WRITTEN) - compared <= rare
