"""Tags and filters that every template may use, without a `load`."""

import datetime as dt
from decimal import Decimal
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

from django import template
from django.conf import settings
from django.forms import BoundField
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from lizhi.common import articles, clock, wording
from lizhi.common.form_inputs import attributes, escaped

register = template.Library()
register.filter("attributes", attributes)
ICONS = Path(settings.PACKAGE) / "templates" / "icons"


@cache
def _drawing(name: str) -> SafeString:
    return mark_safe((ICONS / f"{name}.svg").read_text(encoding="utf-8").strip())  # noqa: S308


@register.simple_tag
def icon(name: str) -> SafeString:
    """Put a drawing of `templates/icons` into the page; words beside it say what it means."""
    return _drawing(name)


def _time(value: dt.date | dt.datetime, words: str) -> SafeString:
    exact = clock.local(value) if isinstance(value, dt.datetime) else value
    return format_html('<time datetime="{}">{}</time>', exact.isoformat(), words)


@register.filter
def day(value: dt.date | dt.datetime | None, style: str = "") -> str:
    """11月27日 周五 in its own <time>; `short` without weekday, `full` with year, `month`."""
    return "" if value is None else _time(value, wording.day(value, style))


@register.filter
def moment(value: dt.datetime | None, style: str = "") -> str:
    """今天 15:02, 周二 15:02, 11月27日 15:02 in its own <time>; `time` 15:02, `exact` seconds."""
    return "" if value is None else _time(value, wording.moment(value, style))


@register.filter
def unbroken(words: str) -> str:
    """A number and its unit stay on one line: 没休的年假，3 天."""
    return words.replace(" ", "\N{NO-BREAK SPACE}")


@register.filter
def plain_day(value: dt.date | dt.datetime | None, style: str = "") -> str:
    """The same words without a tag: for titles, labels and what stands in an attribute."""
    return "" if value is None else wording.day(value, style)


@register.filter
def plain_moment(value: dt.datetime | None, style: str = "") -> str:
    """The same words without a tag: for titles, labels and what stands in an attribute."""
    return "" if value is None else wording.moment(value, style)


@register.filter
def hours_left(due: dt.datetime | None) -> str:
    """剩 2 小时 or 超时 4 小时, rounded down; nothing without a due moment."""
    return "" if due is None else wording.time_left(due)


@register.filter
def urgency(due: dt.datetime | None) -> str:
    """`late`, `soon` or `ok`: the class of a row and the end of `tag tag-…`."""
    return "" if due is None else wording.urgency(due)


@register.filter
def span(length: dt.timedelta | None) -> str:
    """1 天 18 小时."""
    return "" if length is None else wording.span(length)


@register.filter
def article(text: str) -> str:
    """劳动合同法 50 条."""
    return articles.short(text)


@register.filter(is_safe=True)
def close(text: str) -> str:
    """Around a sentence with a span of time: 已用不到 1 分钟, but 已用 2 小时."""
    return wording.close(text)


@register.filter
def money(amount: Decimal | int | None, style: str = "") -> str:
    """8,000.00 yuan, −913.50; `signed` writes +2,400.00."""
    return "" if amount is None else wording.money(amount, signed=style == "signed")


@register.filter
def filesize(octets: int | None) -> str:
    """377 KB."""
    return "" if octets is None else wording.size(octets)


@register.filter
def initial(name: str) -> str:
    """The character that stands in somebody's circle."""
    return name[:1]


@register.filter
def hue(key: int | None) -> str:
    """One of five quiet colours for somebody's circle, always the same for the same person."""
    return f"h{(key or 0) % 5}"


@register.filter
def groups(digest: str, length: int = 8) -> str:
    """A fingerprint in groups, so that two people can compare it by eye."""
    return " ".join(digest[start : start + length] for start in range(0, len(digest), length))


@register.simple_tag
def desk_field(field: BoundField) -> SafeString:
    """A field of a form at a desk: label, input, and under it what is wrong, else what helps."""
    below, key = "", escaped(field.auto_id)
    if errors := field.errors:
        below = f'<span class="err" id="{key}_error">{escaped(errors[0])}</span>'
    elif field.help_text:
        below = f'<small id="{key}_helptext">{escaped(field.help_text)}</small>'
    label = f'<label for="{escaped(field.id_for_label)}">{escaped(field.label)}</label>'
    lines = ('<div class="fld">', f"  {label}", f"  {field.as_widget()}", f"  {below}", "</div>")
    return mark_safe("\n".join(lines))  # noqa: S308  all of it is escaped


@register.simple_block_tag
def note(content: str, kind: str = "", sign: str = "info-circle", title: str = "") -> SafeString:
    """One calm remark on the phone: `{% note kind="soon" sign="lock" title="…" %}`, `endnote`."""
    return format_html(
        '<div class="note {}">{}<span>{}{}</span></div>',
        kind,
        _drawing(sign),
        format_html("<b>{}</b>", title) if title else "",
        content,
    )


@register.simple_block_tag
def kept(content: SafeString) -> SafeString:
    """What stands at two places of a page is made once: `{% kept as links %}`, `{{ links }}`."""
    return content


@register.simple_block_tag
def fold(content: str, title: str, sign: str = "help") -> SafeString:
    """An explanation that opens in its place, without script."""
    return format_html(
        '<details class="fold"><summary>{}{}{}</summary><div>{}</div></details>',
        _drawing(sign),
        title,
        _drawing("chevron-right"),
        content,
    )


@register.filter(name="range")
def counted(number: int) -> range:
    """1, 2, 3 … up to this number: as many bars as there are questions."""
    return range(1, number + 1)


@register.filter
def frame(request: HttpRequest) -> str:
    """The base that fits the page from which the request came: desk, phone, or a mere piece."""
    if request.headers.get("HX-Request"):
        return "base_fragment.html"
    return "base_desk.html" if request.path.startswith("/desk/") else "base_phone.html"


@register.filter
def came_from(request: HttpRequest) -> str:
    """The page before, if it was one of ours; else nothing."""
    page = urlsplit(request.headers.get("Referer", ""))
    return page._replace(scheme="", netloc="").geturl() if page.netloc == request.get_host() else ""
