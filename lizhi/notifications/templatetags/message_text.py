"""A text of the message box as a reader's phone would show it."""

import re

from django import template
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

register = template.Library()
LINK = re.compile(r"(https?://[^\s，。；、）】]+)")


@register.filter
def with_links(text: str) -> SafeString:
    """Addresses become links, also where Chinese words stand right before and after them."""
    parts = (
        format_html('<a href="{}">{}</a>', part, part)
        if LINK.fullmatch(part)
        else conditional_escape(part)
        for part in LINK.split(text)
    )
    return mark_safe("".join(parts))  # noqa: S308  every part is escaped above
