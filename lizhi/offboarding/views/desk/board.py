"""The board: what is late first, and what waits for the reader."""

import datetime as dt
from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from lizhi.accounts.http import UserRequest
from lizhi.accounts.models import User
from lizhi.cases import rules as case_rules
from lizhi.cases.models import Case, CaseQuerySet
from lizhi.common import clock
from lizhi.common.prepared import for_each
from lizhi.offboarding import board as reading
from lizhi.offboarding import menu, recent
from lizhi.offboarding import waiting as waits
from lizhi.offboarding.board import Numbers, Query
from lizhi.offboarding.models import OF_USER
from lizhi.people import rules as people
from lizhi.people.models import Branch, Roles

MINE = 4


@login_required
@require_safe
def board(request: UserRequest) -> HttpResponse:
    """Running cases of one's reach; a search swaps the list alone."""
    if not menu.works_at_a_desk(request.user):
        return redirect("offboarding:home")
    now = clock.now()
    scope = case_rules.at_desk(request.user)
    query = Query.of(request.GET)
    if request.headers.get("HX-Request") and "HX-History-Restore-Request" not in request.headers:
        part = {**_list(scope, query, request, now), "part": True}
        return render(request, "offboarding/desk/_list.html", part)
    counted = reading.numbers(request.user, branch=query.branch, way=query.way, now=now)
    whole = counted
    if query.branch or query.way:
        whole = reading.numbers(request.user, branch=None, now=now)
    values = {
        **_list(scope, query, request, now, counted),
        **_around(request.user, scope, now, counted, whole),
    }
    return render(request, "offboarding/desk/board.html", values)


def _list(
    scope: CaseQuerySet,
    query: Query,
    request: UserRequest,
    now: dt.datetime,
    counted: Numbers | None = None,
) -> dict[str, Any]:
    page = reading.page(scope, query, request.user, now=now)
    if counted and not query.words:
        total = counted.text(query.show)
    else:
        total = menu.capped(reading.count(scope, query, request.user, now=now))
    following = request.GET.copy()
    following["after"] = page.after
    return {
        "rows": page.rows,
        "query": query,
        "total": total,
        "roles": people.roles_of(request.user),
        "more": f"?{following.urlencode()}" if page.after else "",
    }


def _around(
    user: User, scope: CaseQuerySet, now: dt.datetime, counted: Numbers, whole: Numbers
) -> dict[str, Any]:
    """The chips count what the list is narrowed to; the cards and the menu lead to all of it."""
    roles = people.roles_of(user)
    waiting, late_by_law = waits.counted(user)
    return {
        "numbers": whole,
        "chips": [(show, counted.text(show)) for show in reading.SHOWN],
        "branches": _branches(roles),
        "ways": [
            (way, name, [(key, row.title) for key, row in reading.GROUNDS.get(way, ())])
            for way, name in Case.Way.choices
        ],
        "saved": OF_USER.all(user=user.pk),
        "recent": recent.of(user, scope, now=now),
        "mine": waits.things(user, MINE) if waiting else [],
        "waiting": waiting,
        "late_by_law": late_by_law,
        "now": now,
        "roles": roles,
        "board_name": menu.name_of_board(roles),
        "menu": menu.menu_for(user, menu.DESK, running=whole.running, waiting=waiting),
        "duty": menu.duty_of(user),
    }


def _branches(roles: Roles) -> list[tuple[int, str]]:
    """Where this person may look; nothing where there is no choice."""
    hr, finance = roles.hr_branches, roles.finance_entities
    if hr is not None and finance is not None and len(hr) <= 1 and not finance:
        return []
    return [(branch.pk, branch.name) for branch in BRANCHES((hr, finance)).all()]


def _branches_of(reach: tuple[frozenset[int] | None, frozenset[int] | None]) -> QuerySet[Branch]:
    hr, finance = reach
    every = Branch.objects.only("name").order_by("name")
    if hr is None or finance is None:
        return every
    return every.filter(Q(pk__in=hr) | Q(entity__in=finance))


BRANCHES = for_each(_branches_of)
