"""Spans with their units, and what they count from."""

import datetime as dt
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from lizhi.common import calendar, clock, wording

UNITS = {
    "hours": gettext_lazy("hours"),
    "work_hours": gettext_lazy("working hours"),
    "work_days": gettext_lazy("working days"),
    "calendar_days": gettext_lazy("days"),
}
DATES = {
    "last_working_day": gettext_lazy("last working day"),
    "contract_end": gettext_lazy("end of the contract"),
    "pay_end": gettext_lazy("paid until"),
    "access_end": gettext_lazy("end of access"),
    "notice_end": gettext_lazy("end of the notice"),
    "wished_day": gettext_lazy("day that was wished for"),
}
FRIDAY = 4
AFTERNOON = dt.time(16)


def span(value: dict[str, Any]) -> str:
    """24 小时, 1 个工作日, 3 天."""
    n = value["n"]
    words = {
        "hours": ngettext("%d hour", "%d hours", n),
        "work_hours": ngettext("%d working hour", "%d working hours", n),
        "work_days": ngettext("%d working day", "%d working days", n),
        "calendar_days": ngettext("%d day", "%d days", n),
    }
    return str(words[value["unit"]] % n)


def date(name: str) -> str:
    """最后工作日, 合同解除日."""
    return str(DATES.get(name, name))


def from_when(rule: dict[str, Any]) -> str:
    """收到后 24 小时, 合同解除日后 3 天, 合同解除日当天."""
    said = {"span": span(rule["after"]), "date": date(rule.get("from", ""))}
    if "from" not in rule:
        return _("%(span)s after it came") % said
    if rule["after"]["n"] == 0:
        return _("on the day: %(date)s") % said
    return _("%(span)s after: %(date)s") % said


def example(value: dict[str, Any], now: dt.datetime) -> str:
    """周五 16:00 收到，下周一 18:00 到期: counted by the same calendar as the real thing."""
    local = clock.local(now)
    friday = local.date() + dt.timedelta(days=(FRIDAY - local.weekday()) % 7)
    start = dt.datetime.combine(friday, AFTERNOON, clock.SHANGHAI)
    due = calendar.add(start, value["n"], value["unit"], value.get("calendar", "cn")).at
    return _("Comes on Friday at 16:00, is due %(due)s") % {"due": _in_words(start, due)}


def _in_words(start: dt.datetime, due: dt.datetime) -> str:
    local = clock.local(due)
    weeks = (local.date() - start.date() + dt.timedelta(days=FRIDAY)).days // 7
    said = {"weekday": wording.WEEKDAYS[local.weekday()], "time": f"{local:%H:%M}"}
    if weeks == 0:
        return _("%(weekday)s at %(time)s") % said
    if weeks == 1:
        return _("the %(weekday)s after at %(time)s") % said
    return _("%(day)s at %(time)s") % {**said, "day": wording.day(local)}
