"""What the selects of the panel offer."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from lizhi.common.models import CalendarDay
from lizhi.flows import saying
from lizhi.flows.checks import shapes
from lizhi.flows.saying.times import UNITS, date
from lizhi.people.models import RoleGrant
from lizhi.workflow.owners import OWNER

Choices = list[tuple[str, StrOrPromise]]
PERSON = "person:"
LEVELS = range(1, 6)
MODES: dict[str, StrOrPromise] = {
    "any": _("one of them is enough"),
    "all": _("all of them"),
    "sequential": _("one after another"),
    "vote": _("a vote, more than half"),
}
ACTIONS: Choices = [
    ("notify", _("tell")),
    ("add", _("let it be done by")),
    ("reassign", _("hand it over to")),
]
FROM = ("contract_end", "last_working_day")
MAY_BE_NOBODY = frozenset({"receivers", "role", "person", "keeper_of_branch"})
"""Rules that name nobody where there is nobody: without a word about that the step would stand."""


def owners(*, blank: StrOrPromise = "", mine: StrOrPromise = "", current: str = "") -> Choices:
    """Everybody whom a rule can name; `mine` offers whoever has the step."""
    found: Choices = [("", blank)] if blank else []
    if mine:
        found.append((OWNER, mine))
    found += _rules()
    known = {value for value, _words in found}
    if current and current not in known and not current.startswith(PERSON):
        found.append((current, saying.owner(current)))
    return found


def _rules() -> Iterator[tuple[str, StrOrPromise]]:
    for name, words, wants in saying.owners():
        if wants == "number":
            yield from ((f"{name}:{n}", saying.owner(f"{name}:{n}")) for n in LEVELS)
        elif wants == "role":
            roles = RoleGrant.Role.values
            yield from ((f"{name}:{role}", saying.owner(f"{name}:{role}")) for role in roles)
        elif wants == "person":
            yield PERSON, words
        else:
            yield name, words


def names_a_person() -> bool:
    """Whether a step can be somebody's by name."""
    return any(wants == "person" for _name, _words, wants in saying.owners())


def modes(current: str) -> Choices:
    """How several people share a step, as far as the engine knows it."""
    check: Any = shapes.FOR_PEOPLE[1]["mode"]
    return [
        (mode, words) for mode, words in MODES.items() if mode == current or not [*check(mode, "")]
    ]


def units() -> Choices:
    """Hours and days, by the clock or by work."""
    return list(UNITS.items())


def starts() -> Choices:
    """What a span counts from."""
    return [("", _("after it came")), *((name, _after(name)) for name in FROM)]


def _after(name: str) -> str:
    return str(_("after: %(date)s") % {"date": date(name)})


def calendars(current: str) -> Choices:
    """The official one and the company's own."""
    own = CalendarDay.objects.exclude(calendar="cn").values_list("calendar", flat=True)
    names = dict.fromkeys([*own.order_by("calendar").distinct(), current])
    return [("cn", _("national calendar")), *((one, one) for one in names if one and one != "cn")]
