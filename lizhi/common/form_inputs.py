"""Inputs and choices of forms, written as they are: fifty fields need no fifty templates.

Django renders each of them by a template of one line, which costs more than everything else that
happens to the field. What it writes there is written here, character by character the same; what
is not here keeps its template.
"""

import html
from collections.abc import Callable, Mapping
from typing import Any

from django.forms.renderers import TemplatesSetting
from django.http import HttpRequest
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

FOLDER = "django/forms/widgets/"
OF_ONE_LINE = (
    *("text", "number", "email", "url", "tel", "password", "hidden"),
    *("date", "datetime", "time", "checkbox"),
)
OPTION = f"{FOLDER}select_option.html"


class PlainInputs(TemplatesSetting):
    """Django's renderer by the templates of the settings, those of inputs left out."""

    def render(
        self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None
    ) -> str:
        """The text of a field, or of whatever else a form shows."""
        if (write := WRITTEN.get(template_name)) and (text := write(context["widget"])):
            return text
        return str(super().render(template_name, context, request))


def escaped(value: Any) -> str:
    """As it stands in a page; markup stays markup. Plain text goes Python's own way, at once."""
    return html.escape(value) if type(value) is str else str(conditional_escape(value))


def attributes(attrs: Mapping[str, Any]) -> SafeString:
    """The attributes of a field, as Django writes them: true alone, false not at all."""
    written = (
        f' {escaped(name)}="{escaped(value)}"' if value is not True else f" {escaped(name)}"
        for name, value in attrs.items()
        if value is not False
    )
    return mark_safe("".join(written))  # noqa: S308  all of it is escaped


def _input(widget: Mapping[str, Any]) -> SafeString:
    value = widget["value"]
    told = "" if value is None else f' value="{escaped(value)}"'
    head = f'<input type="{escaped(widget["type"])}" name="{escaped(widget["name"])}"'
    return mark_safe(f"{head}{told}{attributes(widget['attrs'])}>")  # noqa: S308  all escaped


def _select(widget: Mapping[str, Any]) -> SafeString | None:
    """None where there are groups, or options that are written otherwise."""
    options = []
    for group, choices, _place in widget["optgroups"]:
        if group or any(one["template_name"] != OPTION for one in choices):
            return None
        options += [f"\n  {_option(one)}\n" for one in choices]
    head = f'<select name="{escaped(widget["name"])}"{attributes(widget["attrs"])}>'
    return mark_safe(f"{head}{''.join(options)}\n</select>")  # noqa: S308  all escaped


def _option(one: Mapping[str, Any]) -> str:
    told = f'value="{escaped(str(one["value"]))}"{attributes(one["attrs"])}'
    return f"<option {told}>{escaped(one['label'])}</option>"


WRITTEN: dict[str, Callable[[Mapping[str, Any]], str | None]] = {
    **{f"{FOLDER}{name}.html": _input for name in OF_ONE_LINE},
    f"{FOLDER}select.html": _select,
}
