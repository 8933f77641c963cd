"""The way to the page of a service outside and back: each signer's address, kept encrypted."""

import datetime as dt

from django.db import transaction

from lizhi.cases import actions as cases
from lizhi.common import encryption, rows
from lizhi.common.prepared import read_again
from lizhi.signing import kinds, rules
from lizhi.signing.actions.outside import queue
from lizhi.signing.models import Actor, Door
from lizhi.signing.providers import Link
from lizhi.workflow import actions as workflow

PLACE = "signing-door"
SPARE = dt.timedelta(minutes=2)
"""Somebody has to get there before it closes."""
AGAIN = dt.timedelta(minutes=1)
BACK = dt.timedelta(seconds=20)


@transaction.atomic
def door_found(actor: Actor, link: Link, *, at: dt.datetime) -> None:
    """Where this signer signs; it is kept encrypted, for whoever holds it can open it."""
    workflow.lock(actor.envelope.case)
    sealed = encryption.seal(
        encryption.key_for(PLACE), link.url.encode(), bound_to=f"door:{actor.pk}"
    )
    values = {"sealed": sealed, "expires_at": link.expires_at}
    Door.objects.update_or_create(
        actor=actor, defaults=values, create_defaults=values | {"created_at": at}
    )


def address_of(door: Door) -> str:
    """Where it leads."""
    key = encryption.key_for(PLACE)
    return encryption.unseal(key, bytes(door.sealed), bound_to=f"door:{door.actor_id}").decode()


@transaction.atomic
def go_out(actor: Actor, *, at: dt.datetime, seconds: int | None = None) -> None:
    """The person has read the paper here and goes on to sign it at the service.

    The address is fetched anew where it is missing or will not open any more, and somebody looks
    soon whether the signature is there, should the service forget to call.
    """
    workflow.lock(actor.envelope.case)
    read_again(actor, "state", "viewed_at")
    rules.check_can_go_out(actor, at)
    if actor.viewed_at is None:
        actor.viewed_at = at
        rows.update(actor, "viewed_at")
        cases.record(
            actor.envelope.case,
            kinds.SIGNER_WENT_OUT,
            by=actor.user,
            at=at,
            envelope=actor.envelope.biz_no,
            role=actor.role,
            provider=actor.envelope.provider,
            read_seconds=seconds,
        )
    if not is_open(actor, at):
        ask_for_door(actor, at=at)


def is_open(actor: Actor, at: dt.datetime) -> bool:
    """There is an address for this signer, and it still opens."""
    door = Door.objects.filter(actor=actor).first()
    return door is not None and (door.expires_at is None or door.expires_at > at + SPARE)


def ask_for_door(actor: Actor, *, at: dt.datetime) -> None:
    """Have the address fetched; twice within a minute is once."""
    mark = int(at.timestamp() // AGAIN.total_seconds())
    workflow.queue(
        "signing.door",
        {"actor": actor.pk},
        dedupe=f"actor:{actor.pk}:door:{mark}",
        at=at,
        case=actor.envelope.case,
    )


@transaction.atomic
def came_back(actor: Actor, *, at: dt.datetime) -> None:
    """The person is back from the service: ask there at once, whatever the address says."""
    workflow.lock(actor.envelope.case)
    mark = int(at.timestamp() // BACK.total_seconds())
    queue(actor.envelope, "look", at=at, mark=f":back:{mark}", once=True)
