"""Calls are recorded and played back in any order, with doubles: the end is always the same."""

import itertools
import random
from collections.abc import Iterable, Sequence
from typing import Any

import pytest
from django.db import transaction

from lizhi.common import clock
from lizhi.signing import actions
from lizhi.signing.models import Envelope, Inbox, Outside
from tests.signing import world
from tests.signing.providers import stages
from tests.signing.providers.played import Outside as Service
from tests.simulators.calling import Call

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
State = tuple[Any, ...]
CHANCE = 20260601


def played_back(service: Service, envelope: Envelope, calls: Iterable[Call]) -> State:
    """What it comes to; then it has never happened."""
    getattr(service.sim, "reports", set()).clear()  # what was asked for there has happened
    with transaction.atomic():
        for call in calls:
            assert service.post(call)
            world.work()
        found = end_of(envelope)
        transaction.set_rollback(True)
    return found


def end_of(envelope: Envelope) -> State:
    """Everything that people or the law could ask about."""
    now = stages.refreshed(envelope)
    kinds = sorted(now.case.events.values_list("kind", flat=True))
    return (
        now.state,
        now.paper.state,
        len(now.paper.revisions),
        tuple(now.actors.order_by("pk").values_list("role", "state")),
        tuple(kinds),
        Outside.objects.get(envelope=envelope).review,
        tuple(sorted(Inbox.objects.values_list("kind", "state"))),
    )


def shuffled(calls: Sequence[Call], times: int) -> list[list[Call]]:
    """Some of all orders, each call once or twice."""
    chance = random.Random(CHANCE)  # noqa: S311  no secret rests on it
    orders = []
    for _time in range(times):
        some = [*calls, *chance.sample(calls, chance.randint(0, len(calls)))]
        chance.shuffle(some)
        orders.append(some)
    return orders


def over_there(service: Service) -> None:
    """The service gets to its end; here nothing of it has happened yet."""
    with transaction.atomic():
        service.settle()
        transaction.set_rollback(True)


def recorded_since(service: Service, count: int) -> list[Call]:
    """Calls that nobody has had yet."""
    service.calls.waiting.clear()
    return service.calls.recorded[count:]


def test_a_signature_is_heard_in_any_order(outside: Service) -> None:
    envelope = stages.sent(outside)
    begun = len(outside.calls.recorded)
    outside.sign(envelope)
    calls = recorded_since(outside, begun)
    assert len(calls) >= 2
    wanted = played_back(outside, envelope, calls)
    assert ("employee", "signed") in wanted[3]
    for order in [*map(list, itertools.permutations(calls)), *shuffled(calls, 5)]:
        assert played_back(outside, envelope, order) == wanted


def test_a_no_is_heard_in_any_order(outside: Service) -> None:
    envelope = stages.sent(outside)
    begun = len(outside.calls.recorded)
    outside.decline(envelope)
    calls = recorded_since(outside, begun)
    wanted = played_back(outside, envelope, calls)
    assert wanted[0] == Envelope.State.DECLINED
    for order in shuffled(calls, 6):
        assert played_back(outside, envelope, order) == wanted


def test_a_completion_is_heard_in_any_order(outside: Service) -> None:
    envelope = stages.signed(outside)
    begun = len(outside.calls.recorded)
    actions.seal_for(envelope.case.entity, world.company(envelope), by=None, at=clock.now())
    world.work()
    over_there(outside)
    calls = [call for call in recorded_since(outside, begun) if call.name != "report-download"]
    assert len(calls) == 2
    wanted = played_back(outside, envelope, calls)
    assert wanted[0] == Envelope.State.COMPLETED
    every = [
        *map(list, itertools.permutations(calls)),
        *shuffled(calls + outside.calls.recorded[:begun], 3),
    ]
    for order in every:
        assert played_back(outside, envelope, order)[:6] == wanted[:6]
