"""What stands in the menu of a desk: only pages that exist and that this person may open."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, partial
from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from lizhi.accounts.models import User
from lizhi.cases import rules as cases
from lizhi.offboarding import menu_numbers, questions
from lizhi.offboarding import waiting as waits
from lizhi.offboarding.menu_numbers import Post
from lizhi.people import rules as people
from lizhi.people.models import RoleGrant, Roles
from lizhi.signing import inbox_page

DESK = "/desk/"
WAITING = ("/tasks/", "/talks/")
"""What waits for somebody, at addresses that phones know too."""
MOST = waits.MOST
"""Counts stop here: nobody works through more, and a count may not grow with the company."""
AT_MONEY = frozenset({"hr", "group_hr", "finance"})
AT_A_DESK = frozenset({"hr", "group_hr", "finance", "administrator"})


@dataclass(frozen=True)
class Entry:
    """One line of the menu."""

    url: str
    icon: str
    label: str
    count: str = ""
    current: bool = False


def works_at_a_desk(user: User) -> bool:
    """HR, finance and administrators have power over others' cases."""
    return bool(people.roles_of(user).held & AT_A_DESK)


def desk(request: HttpRequest) -> dict[str, Any]:
    """Context of every page at a desk; worked out only where a template asks for it."""
    user = getattr(request, "user", None)  # none, where a request was refused before that
    if not request.path.startswith((DESK, *WAITING)) or user is None or not user.is_authenticated:
        return {}
    return around(user, request.path)


def around(user: User, path: str) -> dict[str, Any]:
    """Menu and duty of a page that has counted nothing itself: one query for both, if any."""
    told = cache(partial(menu_numbers.of, user))

    def groups() -> list[list[Entry]]:
        return menu_for(user, path, running=told().running, waiting=told().waiting)

    duty = SimpleLazyObject(lambda: duty_of(user, told().post))
    return {"menu": SimpleLazyObject(groups), "duty": duty}


def menu_for(
    user: User, path: str, *, waiting: int, running: int | None = None
) -> list[list[Entry]]:
    """Groups of entries by role, with what the page has counted; it may leave out `running`."""
    roles = people.roles_of(user)
    if running is None:
        running = cases.count_running_at_desk(user, MOST)
    daily = [*_board(roles, running)] if roles.held & AT_A_DESK else []
    daily += _entry("list-check", _("Waiting for me"), waiting, "todo")
    daily += _entry("calendar-off", _("While I am away"), 0, "away")
    if roles.held & AT_MONEY:
        daily += _entry("calculator", _("What an ending would cost"), 0, "settlement:what_if")
    groups = [daily, []]
    if roles.hr_branches is None or roles.hr_branches:
        daily += _entry("rubber-stamp", _("Papers for the seal"), 0, "seals")
        daily += _entry("shield-check", _("Insurance and fund"), 0, "insurance")
        daily += _entry("folder", _("Archive"), 0, "archive:search")
    if roles.finance_entities is None or roles.finance_entities:
        groups[1] += _entry("coins", _("Vouchers and payments"), 0, "settlement:books")
    if roles.looks_after_staff:
        groups[1] += _entry("users", _("Staff"), 0, "people:staff")
        groups[1] += _entry("upload", _("Import a roster"), 0, "people:imports", "people:import")
    if roles.hr_branches is None or roles.hr_branches:
        groups[1] += _entry("git-fork", _("Processes"), 0, "flows:list")
    if roles.is_administrator or roles.group_hr:
        groups[1] += _entry(
            "building", _("Companies and seals"), 0, "people:entities", "people:entity"
        )
        groups[1] += _entry("calendar-event", _("Calendars"), 0, "calendars:page")
    if roles.is_administrator or roles.has(RoleGrant.Role.FINANCE):
        groups[1] += _entry("map-pin", _("Figures of cities"), 0, "settlement:figures")
    if _brings_pay_in(roles):
        groups[1] += _entry(
            "file-spreadsheet", _("Payroll and attendance"), 0, "settlement:payroll"
        )
    if roles.is_administrator:
        groups[1] += _entry("stack-2", _("Background jobs"), 0, "jobs:page")
        if inbox_page.is_in_use():
            groups[1] += _entry("plug", _("Calls of signing services"), 0, "signing:inbox")
    return [[_here(entry, path) for entry in group] for group in groups if group]


def _brings_pay_in(roles: Roles) -> bool:
    """Finance brings money in, HR attendance."""
    hr = roles.hr_branches is None or bool(roles.hr_branches)
    return hr or roles.has(RoleGrant.Role.FINANCE)


def _board(roles: Roles, running: int) -> Iterator[Entry]:
    return _entry("layout-dashboard", name_of_board(roles), running, "board")


def name_of_board(roles: Roles) -> str:
    """In the menu and over the page: finance comes for the settlements alone."""
    only_money = roles.has(RoleGrant.Role.FINANCE) and not roles.looks_after_staff
    return _("Settlement board") if only_money else _("Board of resignations")


def _entry(icon: str, label: str, count: int, *names: str) -> Iterator[Entry]:
    """The first of these pages that exists."""
    for name in names:
        if url := _address(name if ":" in name else f"offboarding:{name}"):
            yield Entry(url, icon, label, capped(count) if count else "")
            return


@cache
def _address(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def _here(entry: Entry, path: str) -> Entry:
    board = _address("offboarding:board")
    if path.startswith(WAITING):
        path = _address("offboarding:todo")
    at_case = entry.url == board and path.startswith(f"{board}case/")
    mine = path == entry.url or (entry.url != board and path.startswith(entry.url))
    if not (at_case or mine):
        return entry
    return Entry(entry.url, entry.icon, entry.label, entry.count, current=True)


def capped(count: int) -> str:
    """37, or 999+ where counting has stopped."""
    return f"{MOST - 1}+" if count >= MOST else str(count)


def duty_of(user: User, post: Post | None = None) -> str:
    """What somebody does here, under the name: 人力资源 · 深圳总部. `post` saves a query."""
    roles = people.roles_of(user)
    if roles.group_hr:
        return _("Human resources of the group")
    names = (
        (RoleGrant.Role.HR, _("Human resources")),
        (RoleGrant.Role.FINANCE, _("Finance")),
        (RoleGrant.Role.LEGAL, _("Legal counsel")),
        (RoleGrant.Role.ADMINISTRATOR, _("Administrator")),
    )
    name = next((name for role, name in names if roles.has(role)), "")
    mine = post or _post_of(user)
    return f"{name} · {mine.branch}" if name and mine.branch else name or mine.name


def _post_of(user: User) -> Post:
    found = questions.POST.first(user=user.pk)
    return Post(found.post, found.branch.name) if found else Post("", "")
