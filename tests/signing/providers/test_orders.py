"""Calls are recorded and played back in any order, with doubles: the end is always the same."""

import datetime as dt
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
from tests.signing.providers.played import later
from tests.simulators.calling import Call

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
State = tuple[Any, ...]
CHANCE = 20260601


def played_back(service: Service, envelope: Envelope, calls: Iterable[Call]) -> State:
    """What it comes to; then it has never happened."""
    if service.name == "fadada":  # what was asked for there has happened, and never so often
        service.sim.reports.clear()
        service.sim.gate.counts.clear()
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


def every_order_ends_alike(
    service: Service, envelope: Envelope, calls: Sequence[Call], times: int = 6
) -> State:
    """Where it ends, however the calls come; the first time as they were made."""
    wanted = played_back(service, envelope, calls)
    for order in [[*reversed(calls)], *shuffled(calls, times)]:
        assert played_back(service, envelope, order) == wanted
    return wanted


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
    assert every_order_ends_alike(outside, envelope, calls)[0] == Envelope.State.DECLINED


def test_an_end_by_hand_at_the_service_is_heard_in_any_order(outside: Service) -> None:
    envelope = stages.sent(outside)
    begun = len(outside.calls.recorded)
    outside.read(envelope)
    outside.sim.end_there(envelope.ref)
    calls = recorded_since(outside, begun)
    assert len(calls) >= 2
    assert every_order_ends_alike(outside, envelope, calls)[0] == Envelope.State.REVOKED


def test_what_we_have_called_back_is_heard_of_in_any_order(outside: Service) -> None:
    envelope = stages.sent(outside)
    begun = len(outside.calls.recorded)
    outside.read(envelope)
    actions.revoke(envelope, at=clock.now())
    world.work()
    calls = recorded_since(outside, begun)
    assert len(calls) >= 2
    found = every_order_ends_alike(outside, envelope, calls)
    assert (found[0], found[5]) == (Envelope.State.REVOKED, "")


def test_an_end_by_time_is_heard_in_any_order(outside: Service) -> None:
    envelope = stages.sent(outside)
    begun = len(outside.calls.recorded)
    outside.read(envelope)
    with clock.at(envelope.expires_at + dt.timedelta(hours=10)):
        outside.sim.night()
        calls = recorded_since(outside, begun)
        assert len(calls) >= 2
        found = every_order_ends_alike(outside, envelope, calls)
    assert (found[0], found[5]) == (Envelope.State.EXPIRED, "")


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


def test_an_end_that_is_told_only_inside_the_last_signature_is_heard(
    outside: Service,
) -> None:
    if outside.name == "fadada":
        outside.sim.faults.finished_inside_signed = True
    else:
        outside.calls.lost = {"SIGN_FLOW_COMPLETE"}
    envelope = stages.sealed(outside)
    later(outside, minutes=16)
    assert stages.refreshed(envelope).state == Envelope.State.COMPLETED


class Postman:
    """Loses its way: some calls come at once, some much later, some twice."""

    def __init__(self, service: Service, seed: int) -> None:
        self.service = service
        self.chance = random.Random(seed)  # noqa: S311  no secret rests on it

    def bring(self, *, all_of_them: bool = False) -> None:
        """Whatever it has found on its way; at the very end everything, in any order."""
        waiting = [one.call for one in self.service.calls.waiting]
        some = self.chance.sample(waiting, len(waiting))
        if not all_of_them:
            some = some[: self.chance.randint(0, len(some))]
        self.service.calls.waiting = [
            one for one in self.service.calls.waiting if one.call not in some
        ]
        for call in [*some, *self.chance.sample(some, len(some) // 2)]:
            assert self.service.post(call)
            if self.chance.random() < HALF:
                world.work()


HALF = 0.5


def whole_case(service: Service, seed: int | None) -> State:
    """Sent, signed, consented, complete: `None`: each call as it comes."""
    postman = Postman(service, seed) if seed is not None else None

    def some_time_passes(minutes: int) -> None:
        with clock.at(clock.now() + dt.timedelta(minutes=minutes)):
            if postman:
                postman.bring()
                world.work()  # if nobody has called, the service is asked
            else:
                service.settle()

    envelope = world.sent()
    some_time_passes(1)
    service.sign(stages.refreshed(envelope))
    some_time_passes(40)
    actions.seal_for(envelope.case.entity, world.company(envelope), by=None, at=clock.now())
    some_time_passes(120)
    some_time_passes(300)
    with clock.at(clock.now() + dt.timedelta(minutes=600)):
        if postman:
            postman.bring(all_of_them=True)
        service.settle()
    return end_of(envelope)


@pytest.mark.parametrize("seed", range(4))
def test_a_whole_case_ends_the_same_however_its_calls_wander(outside: Service, seed: int) -> None:
    with transaction.atomic():
        wanted = whole_case(outside, None)
        transaction.set_rollback(True)
    outside.calls.waiting.clear()
    assert wanted[0] == Envelope.State.COMPLETED
    assert whole_case(outside, seed) == wanted
