"""Figures of cities: one person enters them, another confirms; only then a settlement uses them."""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from lizhi.accounts.models import User
from lizhi.common import clock
from lizhi.common.refusals import AlreadyDone, Refused
from lizhi.settlement.cities import books, doubts, keepers
from lizhi.settlement.law import catalogue, parameters
from lizhi.settlement.models import CityFigure, FigureDeed

State = CityFigure.State
Deed = FigureDeed.Deed
TOLD = ("value", "brackets", "document", "title", "link", "published", "source", "note")


def enter(
    *, city: str, name: str, since: dt.date, told: Mapping[str, Any], by: User, at: dt.datetime,
    sure: bool = False,
) -> CityFigure:  # fmt: skip
    """Somebody has found a figure: it waits for a second person, no settlement uses it yet.

    `told` has what `TOLD` names. What looks wrong is refused with `Doubtful` until `sure` is said;
    what can only be a mistake with `Wrong`, naming the field. The same again is refused; sent twice
    by the same person, it is there once.
    """
    wanted = catalogue.of(name)
    if wanted is None:
        raise Refused(keepers.NOT_KNOWN)
    city = parameters.place_of(city.strip())[1]
    keepers.check_keeps(city, by)
    city = wanted.place(city)
    if wanted.yearly:
        since = since.replace(month=1, day=1)
    values = {key: told[key] for key in TOLD if key in told}
    figure = CityFigure(city=city, name=name, since=since, by=by, created_at=at, **values)
    doubts.check(figure, wanted, today=clock.local(at).date())
    book = books.whole_book()
    if not sure and (said := doubts.of(figure, wanted, book)):
        raise doubts.Doubtful(said)
    try:
        return _enter(figure)
    except IntegrityError as fault:  # somebody else was a moment faster, or the same message
        if known := _sent_before(figure):
            return known
        raise AlreadyDone(
            _("Somebody has entered this figure a moment ago. Please look at the table.")
        ) from fault


@transaction.atomic
def _enter(figure: CityFigure) -> CityFigure:
    if before := _sent_before(figure):
        return before
    known = CityFigure.objects.of(figure.city, figure.name).filter(since=figure.since)
    alive = known.filter(state__in=(State.WAITING, State.CONFIRMED))
    keepers.check_not_there(figure, alive.select_related("by", "checked_by"), _shipped(figure))
    figure.save(force_insert=True)
    _note(figure, Deed.ENTERED, figure.by, figure.created_at)
    return figure


def _sent_before(figure: CityFigure) -> CityFigure | None:
    """The very same by the same person, while nobody has looked at it: the network repeats."""
    told = {name: getattr(figure, name) for name in TOLD if name != "brackets"}
    mine = CityFigure.objects.waiting().of(figure.city, figure.name)
    found = mine.filter(since=figure.since, by=figure.by, **told).first()
    return found if found and found.brackets == figure.brackets else None


def _shipped(figure: CityFigure) -> dict[str, Any] | None:
    """What came with the program for exactly this day."""
    value = parameters.Book().entry(figure.city, figure.name).get("values", {}).get(figure.since)
    if not value or "value" not in value:
        return None
    return {**value, "value": Decimal(str(value["value"]))}


@transaction.atomic
def confirm(figure: CityFigure, *, by: User, at: dt.datetime) -> CityFigure:
    """A second person has read the source: settlements use it from now on.

    What stood confirmed for the same day is replaced and stays readable. Twice is once.
    """
    figure = _locked(figure)
    if figure.state == State.CONFIRMED and figure.checked_by == by:
        return figure
    keepers.check_can_confirm(figure, by)
    same = CityFigure.objects.of(figure.city, figure.name).filter(since=figure.since)
    for older in same.confirmed().select_for_update():
        older.state, older.ended_at = State.REPLACED, at
        older.replaced_by = figure
        older.save(update_fields=["state", "ended_at", "replaced_by"])
        _note(older, Deed.REPLACED, by, at)
    figure.state, figure.checked_by, figure.checked_at = State.CONFIRMED, by, at
    figure.save(update_fields=["state", "checked_by", "checked_at"])
    _note(figure, Deed.CONFIRMED, by, at)
    return figure


@transaction.atomic
def decline(figure: CityFigure, *, reason: str, by: User, at: dt.datetime) -> CityFigure:
    """It is not what the source says, or whoever entered it takes it back. Nothing used it."""
    figure = _locked(figure)
    if figure.state == State.DECLINED:
        return figure
    keepers.check_can_decline(figure, by)
    return _end(figure, State.DECLINED, Deed.DECLINED, reason, by, at)


@transaction.atomic
def withdraw(figure: CityFigure, *, reason: str, by: User, at: dt.datetime) -> CityFigure:
    """It turned out to be wrong: settlements ask for it again, those that went out stay as sent."""
    figure = _locked(figure)
    if figure.state == State.WITHDRAWN:
        return figure
    keepers.check_can_withdraw(figure, by)
    return _end(figure, State.WITHDRAWN, Deed.WITHDRAWN, reason, by, at)


def note_export(*, by: User, at: dt.datetime) -> None:
    """Somebody took the whole table away."""
    keepers.check_keeps_figures(by)
    FigureDeed.objects.create(deed=Deed.EXPORTED, by=by, created_at=at)


def _end(
    figure: CityFigure, state: str, deed: str, reason: str, by: User, at: dt.datetime
) -> CityFigure:
    if not reason.strip():
        raise Refused(_("Please write in a few words why."))
    figure.state, figure.ended_at = state, at
    figure.save(update_fields=["state", "ended_at"])
    _note(figure, deed, by, at, reason.strip())
    return figure


def _locked(figure: CityFigure) -> CityFigure:
    rows = CityFigure.objects.select_for_update(of=("self",)).select_related("by", "checked_by")
    return rows.get(pk=figure.pk)


def _note(figure: CityFigure, deed: str, by: User, at: dt.datetime, reason: str = "") -> None:
    FigureDeed.objects.create(figure=figure, deed=deed, by=by, reason=reason, created_at=at)
