"""How days, moments, spans and sums are written for people, on pages and in messages alike."""

import datetime as dt
import re
from decimal import Decimal

from django.utils.dates import MONTHS_3
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext, pgettext_lazy

from lizhi.common import clock

WEEKDAYS = [
    pgettext_lazy("weekday", "Mon"),
    pgettext_lazy("weekday", "Tue"),
    pgettext_lazy("weekday", "Wed"),
    pgettext_lazy("weekday", "Thu"),
    pgettext_lazy("weekday", "Fri"),
    pgettext_lazy("weekday", "Sat"),
    pgettext_lazy("weekday", "Sun"),
]
_APART = re.compile("(?<=[一-鿿，]) (?=[一-鿿])")
MINUTES_OF_DAY = 24 * 60
NEAR = 6
"""Within so many days a weekday names the day without doubt."""
LONG = 10
"""From so many hours on, minutes no longer matter."""


def date_of(value: dt.date | dt.datetime) -> dt.date:
    """The day in China on which a moment falls; a day is itself."""
    return clock.local(value).date() if isinstance(value, dt.datetime) else value


def day(value: dt.date | dt.datetime, style: str = "") -> str:
    """11月27日 周五. `short` leaves the weekday out, `full` says the year, `month` only the month.

    A day of another year always says its year, or somebody would come a year too early.
    """
    date = date_of(value)
    parts = {
        "year": date.year,
        "month": date.month,
        "day": date.day,
        "month_name": MONTHS_3[date.month].capitalize(),
        "weekday": WEEKDAYS[date.weekday()],
    }
    if style == "month":
        return pgettext("month", "%(month_name)s %(year)d") % parts
    if style == "full":
        return pgettext("day", "%(day)d %(month_name)s %(year)d") % parts
    if style == "short" and date.year == clock.today().year:
        return pgettext("day", "%(day)d %(month_name)s") % parts
    if date.year == clock.today().year:
        return pgettext("day", "%(weekday)s, %(day)d %(month_name)s") % parts
    return pgettext("day", "%(day)d %(month_name)s %(year)d") % parts


def moment(value: dt.datetime, style: str = "") -> str:
    """今天 15:02, 周二 15:02 or 11月27日 15:02. `exact` gives year and seconds, `time` 15:02."""
    local = clock.local(value)
    if style == "time":
        return f"{local:%H:%M}"
    if style == "exact":
        return f"{day(local, 'full')} {local:%H:%M:%S}"
    distance = (local.date() - clock.today()).days
    if distance == 0:
        name = _("today")
    elif distance == 1:
        name = _("tomorrow")
    elif abs(distance) <= NEAR:
        name = str(WEEKDAYS[local.weekday()])
    else:
        name = day(local, "short")
    return f"{name} {local:%H:%M}"


def told(written: str | None) -> str:
    """The moment that an event holds, in words; empty where it holds none."""
    return moment(dt.datetime.fromisoformat(written)) if written else ""


def span(length: dt.timedelta) -> str:
    """1 天 2 小时, 12 小时, 1 小时 30 分: rounded down, two units at most, for any sign."""
    minutes = int(abs(length).total_seconds()) // 60
    days, rest = divmod(minutes, MINUTES_OF_DAY)
    hours, minutes = divmod(rest, 60)
    words = []
    if days:
        words.append(ngettext("%d day", "%d days", days) % days)
    if hours:
        words.append(ngettext("%d hour", "%d hours", hours) % hours)
    if minutes and not days and hours < LONG:
        words.append(ngettext("%d minute", "%d minutes", minutes) % minutes)
    return " ".join(words) or _("less than a minute")


def close(text: str) -> str:
    """The same text without spaces between Chinese words: 已用不到 1 分钟, but 已用 2 小时."""
    return _APART.sub("", text)


def time_left(due: dt.datetime, now: dt.datetime | None = None) -> str:
    """剩 2 小时, or 超时 4 小时 once it is past."""
    left = due - (now or clock.now())
    if left < dt.timedelta(0):
        return close(_("%(span)s late") % {"span": span(left)})
    return close(_("%(span)s left") % {"span": span(left)})


def urgency(due: dt.datetime, now: dt.datetime | None = None, soon_hours: int = 10) -> str:
    """`late`, `soon` (within ten hours) or `ok`: the class of a tag or a row."""
    left = due - (now or clock.now())
    if left < dt.timedelta(0):
        return "late"
    return "soon" if left <= dt.timedelta(hours=soon_hours) else "ok"


def money(amount: Decimal | int, *, signed: bool = False) -> str:
    """8,000.00 yuan, with a true minus; `signed` also writes the plus."""
    text = f"{abs(Decimal(amount)):,.2f}"
    if amount < 0:
        return f"−{text}"
    return f"+{text}" if signed and amount else text


def size(octets: int) -> str:
    """377 KB, 1.2 MB: as a phone says it."""
    thousand, kilobyte = 1000, 1024
    kilobytes = max(1, round(octets / kilobyte))
    if kilobytes < thousand:
        return f"{kilobytes} KB"
    return f"{octets / kilobyte / kilobyte:.1f} MB"
