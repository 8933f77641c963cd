"""Handovers for programs: the same actions as the pages call."""

import datetime as dt

from django.db.models import Q
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Field, Router, Schema

from lizhi.cases.api import user_of
from lizhi.cases.models import Case
from lizhi.cases.sent import Text, Words
from lizhi.common import clock
from lizhi.handover import actions, rules
from lizhi.handover.models import Item

router = Router(tags=["handover"])


class ItemOut(Schema):
    """One thing that passes on. `receiver` is a name."""

    id: int
    kind: str
    title: str
    note: str
    receiver: str
    waybill: str
    state: str
    given_at: dt.datetime | None
    received_at: dt.datetime | None


class GiveIn(Schema):
    """Handed over, or sent with this tracking number."""

    waybill: Text = Field("", max_length=40)


class MissingIn(Schema):
    """What is missing."""

    words: Words = Field(max_length=200)


@router.get("/{number}/items", response=list[ItemOut], summary="What passes on")
def items(request: HttpRequest, number: str) -> list[ItemOut]:
    """Leaver and whoever arranges see all of it, a receiver the own things; else 404."""
    user = user_of(request)
    everything = Case.objects.of(user) | Case.objects.filter(
        pk__in=rules.arranged_by(user).values("pk")
    )
    case = everything.filter(number=number).first()
    if case:
        return [_out(item) for item in rules.items_of(case).order_by("pk")]
    case = get_object_or_404(rules.received_by(user), number=number)
    return [_out(item) for item in rules.items_of(case).filter(receiver=user).order_by("pk")]


@router.post("/items/{item_id}/give", response=ItemOut, summary="Hand over")
def give(request: HttpRequest, item_id: int, content: GiveIn) -> ItemOut:
    """By the leaver."""
    item = _item(request, item_id)
    waybill = content.waybill
    return _out(actions.give(item, by=user_of(request), at=clock.now(), waybill=waybill))


@router.post("/items/{item_id}/receive", response=ItemOut, summary="Confirm")
def receive(request: HttpRequest, item_id: int) -> ItemOut:
    """By the receiver."""
    item = _item(request, item_id)
    return _out(actions.receive(item, by=user_of(request), at=clock.now()))


@router.post("/items/{item_id}/missing", response=ItemOut, summary="Say what is missing")
def missing(request: HttpRequest, item_id: int, content: MissingIn) -> ItemOut:
    """By the receiver; it goes back to the leaver."""
    item = _item(request, item_id)
    return _out(
        actions.report_missing(item, words=content.words, by=user_of(request), at=clock.now())
    )


def _item(request: HttpRequest, item_id: int) -> Item:
    user = user_of(request)
    mine = Q(receiver=user) | Q(case__employment__person__user=user)
    related = ("receiver", "case__employment__person__user")
    return get_object_or_404(Item.objects.filter(mine).select_related(*related), pk=item_id)


def _out(item: Item) -> ItemOut:
    return ItemOut(
        id=item.pk,
        kind=item.kind,
        title=item.title,
        note=item.note,
        receiver=item.receiver.name,
        waybill=item.waybill,
        state=item.state,
        given_at=item.given_at,
        received_at=item.received_at,
    )
