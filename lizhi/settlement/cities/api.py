"""Figures of cities for programs: the same table, and the same two people, as on the pages."""

import datetime as dt
from decimal import Decimal
from typing import Annotated, Any, Literal

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Field, Router, Schema
from pydantic import WithJsonSchema

from lizhi.accounts.models import User
from lizhi.cases.api import user_of
from lizhi.cases.sent import Text, Words
from lizhi.common import clock
from lizhi.settlement.actions import figures as actions
from lizhi.settlement.cities import coverage, keepers, using
from lizhi.settlement.models import CityFigure

router = Router(tags=["settlement"])
Value = Annotated[
    Decimal,
    Field(ge=0, le=Decimal("99999999.99"), decimal_places=6),
    WithJsonSchema({"type": "string", "pattern": r"^[0-9]{1,8}(\.[0-9]{1,6})?$"}),
]
"""A share is below one: 8 % is `"0.08"`."""


class RowOut(Schema):
    """One figure in one city; without a value, `look` says where to find it."""

    city: str
    people: int
    name: str
    title: str
    state: str
    value: str
    since: dt.date | None
    used_for: str
    document: str
    link: str
    checked_by: str
    checked_on: dt.date | None
    age_months: int | None
    waiting_cases: int
    look: str


class EntryOut(Schema):
    """What somebody has entered, and how far it is."""

    id: int
    city: str
    name: str
    since: dt.date
    value: Decimal | None
    brackets: dict[str, str]
    document: str
    title: str
    link: str
    published: dt.date
    source: str
    state: str
    by: str
    checked_by: str | None
    checked_at: dt.datetime | None


class EffectOut(Schema):
    """One open settlement, its net without the figure and with it."""

    case: str
    version: int
    before: Decimal
    after: Decimal
    lines: list[str]


class FigureIn(Schema):
    """A figure with its source; of a figure of a year, `since` is any day of that year."""

    city: Words = Field(max_length=40)
    name: Words = Field(max_length=60, description="`topic.key`, as the table has it.")
    since: dt.date
    value: Value | None = None
    brackets: dict[
        Annotated[str, Field(pattern=r"^[0-9]{1,9}(\.[0-9]{1,2})?$")],
        Annotated[str, Field(pattern=r"^[0-9]{1,8}(\.[0-9]{1,6})?$")],
    ] = Field({}, max_length=20)
    document: Text = Field("", max_length=80)
    title: Words = Field(max_length=160)
    link: Text = Field("", max_length=400)
    published: dt.date
    source: Literal["official", "secondary"] = "official"
    note: Text = Field("", max_length=200)
    sure: bool = Field(False, description="Said a second time, when it was refused as `doubtful`.")


class FigureAnswerIn(Schema):
    """What the second person says; everything but `confirm` needs words why."""

    then: Literal["confirm", "decline", "withdraw"]
    words: Text = Field("", max_length=200)


@router.get("/table", response=list[RowOut], summary="Which figures of cities there are")
def figures_table(request: HttpRequest, city: str = "") -> list[dict[str, Any]]:
    """Of the cities of one's own companies, missing and old first; `city` takes one of them."""
    cities = coverage.table(user_of(request), clock.today())
    return [_row(row) for one in cities if city in {"", one.place.city} for row in one.rows]


@router.post("/entries", response=EntryOut, summary="Enter a figure of a city")
def enter_figure(request: HttpRequest, content: FigureIn) -> dict[str, Any]:
    """It waits for a second person. 409 `doubtful` asks once more, `wrong` is a mistake."""
    told = content.dict(include=set(actions.TOLD))
    made = actions.enter(
        city=content.city,
        name=content.name,
        since=content.since,
        told=told,
        by=user_of(request),
        at=clock.now(),
        sure=content.sure,
    )
    return _entry(made)


@router.get("/entries/{key}", response=EntryOut, summary="One that was entered")
def entered_figure(request: HttpRequest, key: int) -> dict[str, Any]:
    """404 for figures of cities that are not one's own."""
    return _entry(_mine(user_of(request), key))


@router.post("/entries/{key}/answer", response=EntryOut, summary="Confirm, decline, withdraw")
def answer_figure(request: HttpRequest, key: int, content: FigureAnswerIn) -> dict[str, Any]:
    """One's own entry is confirmed by somebody else; the refusal names who could."""
    user, now = user_of(request), clock.now()
    found = _mine(user, key)
    if content.then == "confirm":
        return _entry(actions.confirm(found, by=user, at=now))
    act = actions.decline if content.then == "decline" else actions.withdraw
    return _entry(act(found, reason=content.words, by=user, at=now))


@router.get("/entries/{key}/settlements", response=list[EffectOut], summary="What it changes")
def figure_settlements(request: HttpRequest, key: int) -> list[EffectOut]:
    """Open settlements that come out otherwise with it, fifty of the city at most."""
    return [
        EffectOut(
            case=one.case.number,
            version=one.settlement.number,
            before=one.before.net,
            after=one.after.net,
            lines=list(one.lines),
        )
        for one in using.open_using(_mine(user_of(request), key))
    ]


def _mine(user: User, key: int) -> CityFigure:
    keepers.check_keeps_figures(user)
    found = get_object_or_404(CityFigure.objects.select_related("by", "checked_by"), pk=key)
    if not keepers.keeps(found.city, user):
        raise Http404
    return found


def _entry(found: CityFigure) -> dict[str, Any]:
    names = ("city", "name", "since", "value", "brackets", "document", "title", "link")
    more = ("published", "source", "state", "checked_at")
    told = {name: getattr(found, name) for name in (*names, *more)}
    checked = found.checked_by.name if found.checked_by else None
    return {**told, "id": found.pk, "by": found.by.name, "checked_by": checked}


def _row(row: coverage.Row) -> dict[str, Any]:
    figure = row.figure
    return {
        "city": row.place.city,
        "people": row.place.people,
        "name": row.wanted.name,
        "title": row.title,
        "state": row.state,
        "value": row.value,
        "since": figure.since if figure else None,
        "used_for": row.wanted.used_for,
        "document": figure.document if figure else "",
        "link": row.link,
        "checked_by": figure.checked_by if figure else "",
        "checked_on": figure.checked_on if figure else None,
        "age_months": row.age,
        "waiting_cases": row.cases,
        "look": "" if figure else row.wanted.look,
    }
