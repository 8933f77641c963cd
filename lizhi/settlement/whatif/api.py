"""Suppositions for programs: the same actions, rights and refusals as on the page."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.http import HttpRequest
from ninja import Router

from lizhi.cases.api import user_of
from lizhi.common import clock
from lizhi.settlement import actions
from lizhi.settlement.whatif import scope
from lizhi.settlement.whatif.one import Scenario
from lizhi.settlement.whatif.paid import ITEMS
from lizhi.settlement.whatif.shapes import (
    SupposedPersonOut,
    SupposedPlaceOut,
    SupposePersonIn,
    SupposePlaceIn,
)
from lizhi.settlement.whatif.terms import WAYS

router = Router(tags=["settlement"])


@router.post("/person", response=SupposedPersonOut, summary="Suppose one person's ending")
def suppose_person(request: HttpRequest, content: SupposePersonIn) -> dict[str, Any]:
    """Of one's own people; that somebody looked at the wage is recorded, once in ten minutes."""
    user = user_of(request)
    scope.check_can_suppose(user)
    who = scope.find(user, content.who)
    found = actions.suppose_one(
        who, days=content.days, by=user, at=clock.now(), terms=content.terms
    )
    return {"number": who.number, "name": who.name, "days": [_day(one) for one in found]}


@router.post("/place", response=SupposedPlaceOut, summary="Suppose the endings of a place")
def suppose_place(request: HttpRequest, content: SupposePlaceIn) -> dict[str, Any]:
    """A company or a branch that one reaches as a whole; sums of five people at least."""
    found = actions.suppose_many(
        content.place,
        days=content.days,
        by=user_of(request),
        at=clock.now(),
        terms=content.terms,
    )
    return {"place": content.place, "days": [_place_day(one) for one in found]}


def _day(found: Scenario) -> dict[str, Any]:
    capped = found.capped and _ways(found.capped.base.months, found.ways["capped"])
    return {
        "last_day": found.last_day,
        "average_from": found.source,
        "capped": capped,
        "uncapped": _ways(found.uncapped.base.months, found.ways["uncapped"]),
        "missing": found.missing,
        "lacking": found.lacking,
        "steps": [step.as_json() for step in found.steps],
        "notes": found.notes,
    }


def _ways(months: Decimal, ways: Mapping[Any, Any]) -> dict[str, Any]:
    money: dict[str, Any] = {
        way: {item: getattr(ways[way], item) for item in ITEMS} if way in ways else None
        for way in WAYS
    }
    return {"months": months, **money}


def _place_day(found: Any) -> dict[str, Any]:
    names = ("last_day", "all_people", "pictures", "branches", "branch_costs")
    more = ("absent", "lacking", "doubts")
    return {
        **{name: getattr(found, name) for name in (*names, *more)},
        "people": found.exposure.people if found.exposure else 0,
        "average_from": found.sources,
        "capped": found.ways.get("capped", {}),
        "uncapped": found.ways.get("uncapped", {}),
    }
