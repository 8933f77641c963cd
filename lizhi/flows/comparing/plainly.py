"""What a difference means for people, where that can be said in a few words."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django_stubs_ext import StrOrPromise

HOURS = {"hours": 1, "calendar_days": 24}
A_DAY = 24
SAID: dict[str, StrOrPromise] = {
    "name": gettext_lazy("Only the name is another"),
    "owner": gettext_lazy("Somebody else does it"),
    "on": gettext_lazy("Other ways back"),
    "to": gettext_lazy("Somebody else hears of it"),
    "until": gettext_lazy("It waits for another day"),
    "fields": gettext_lazy("Something else is asked"),
}


def plainly(name: str, old: Any, new: Any) -> str:
    """没有这个人时：不会没人接. Nothing where the values speak for themselves."""
    if name == "due":
        return _limit(old, new)
    if name == "on_empty_owner":
        return _("It is never without anybody") if new else _("It may stand without anybody")
    if name == "mode":
        return _("All of them have to do it") if new == "all" else _("Another way to share it")
    if name == "remind":
        return _count(old, new)
    if name == "escalate":
        return _ends(old, new)
    return str(SAID.get(name, ""))


def _limit(old: Any, new: Any) -> str:
    if old is None:
        return _("It is pressed from now on")
    if new is None:
        return _("Nobody is pressed any more")
    if old["unit"] in HOURS and new["unit"] in HOURS:
        hours = new["n"] * HOURS[new["unit"]] - old["n"] * HOURS[old["unit"]]
        said = {"span": _span(abs(hours))}
        if hours:
            return (_("%(span)s later") if hours > 0 else _("%(span)s earlier")) % said
    return _("It is counted in another way")


def _span(hours: int) -> str:
    if hours % A_DAY:
        return ngettext("%d hour", "%d hours", hours) % hours
    return ngettext("%d day", "%d days", hours // A_DAY) % (hours // A_DAY)


def _count(old: Any, new: Any) -> str:
    more = len(new or ()) - len(old or ())
    if more == 0:
        return _("Reminders at other times")
    words = (
        ngettext("%d reminder more", "%d reminders more", more)
        if more > 0
        else ngettext("%d reminder less", "%d reminders less", -more)
    )
    return str(words % abs(more))


def _ends(old: Any, new: Any) -> str:
    was, now = (any(one["action"] == "close" for one in rules or ()) for rules in (old, new))
    if was == now:
        return _("It is raised in another way")
    return _("It goes on even if nobody answers") if now else _("It waits until somebody answers")
