"""A paper is signed by hand: chosen, printed, sent. What comes of it is in `receiving`."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from lizhi.accounts.models import User
from lizhi.cases import actions as cases
from lizhi.common import rows, waybills
from lizhi.common.prepared import read_again
from lizhi.common.refusals import Refused
from lizhi.documents.models import StoredFile, Upload
from lizhi.signing import kinds, originals, scans
from lizhi.signing.models import Actor, OnPaper
from lizhi.workflow import actions as workflow

State = OnPaper.State


@transaction.atomic
def choose_paper(actor: Actor, *, by: User, at: dt.datetime) -> OnPaper:
    """It is printed and signed by hand from here on; nobody asks for it on the phone any more.

    The signer may go back to the phone until the original is here. A second press finds the first.
    """
    lock(actor)
    originals.check_can_choose(actor, by, at)
    if found := originals.alive(actor):
        return found
    read_again(actor.envelope.paper, "file")
    digest = actor.envelope.paper.file.digest
    found = originals.of(actor)
    if found is None:
        found = OnPaper(actor=actor, chosen_at=at, waits_since=at, created_at=at, printed=digest)
        rows.insert([found])
    else:
        found.state, found.chosen_at, found.printed = State.CHOSEN, at, digest
        found.waits_since, found.cover = at, None
        rows.update(found, "state", "chosen_at", "printed", "waits_since", "cover")
    _tell(found, kinds.PAPER_CHOSEN, by=by, at=at, sha256=digest)
    workflow.queue(
        "signing.cover",
        {"actor": actor.pk},
        dedupe=f"actor:{actor.pk}:cover:{int(at.timestamp())}",
        at=at,
        case=actor.envelope.case,
    )
    return found


@transaction.atomic
def cover_made(found: OnPaper, file: StoredFile) -> None:
    """The sheet that goes with the paper can be printed."""
    workflow.lock(found.actor.envelope.case)
    found.cover = file
    rows.update(found, "cover")


@transaction.atomic
def send_original(
    actor: Actor,
    *,
    carrier: str = "",
    waybill: str = "",
    uploads: Iterable[Upload] = (),
    by: User,
    at: dt.datetime,
) -> OnPaper:
    """It is signed and on its way, or handed in; HR sees it before it arrives.

    A tracking number or a picture has to be there; more of both may come until it has arrived.
    """
    lock(actor)
    found = originals.check_can_send(originals.of(actor), actor, by, at)
    if waybill:
        waybills.check(waybill)
    added = scans.attach(found, uploads, of_original=False, by=by, at=at)
    if not waybill and not found.scans.exists():
        raise Refused(_("Please fill in the tracking number, or add a photo of what you signed."))
    same = waybill in {"", found.waybill} and carrier in {"", found.carrier}
    if found.state == State.SENT and same and not added:
        return found
    found.state, found.sent_at, found.waits_since = State.SENT, at, at
    found.carrier, found.waybill = carrier or found.carrier, waybill or found.waybill
    rows.update(found, "state", "sent_at", "waits_since", "carrier", "waybill")
    _tell(found, kinds.ORIGINAL_SENT, by=by, at=at, waybill=bool(found.waybill), scans=added)
    return found


@transaction.atomic
def chase(found: OnPaper, *, stage: str, to: str, at: dt.datetime) -> bool:
    """Whoever has the next thing to do hears of it; the event carries the message.

    False: it has moved on since it was looked up, and nobody is reminded.
    """
    lock(found.actor)
    was = found.state
    read_again(found, "state")
    if found.state != was:
        return False
    found.waits_since = at
    rows.update(found, "waits_since")
    _tell(found, kinds.ORIGINAL_CHASED, by=None, at=at, stage=stage, to=to)
    return True


def lock(actor: Actor) -> None:
    """Hold the case, and look once more at everything that is about to be checked."""
    workflow.lock(actor.envelope.case)
    read_again(actor, "state")
    read_again(actor.envelope, "state", "expires_at")


def _tell(found: OnPaper, kind: str, *, by: User | None, at: dt.datetime, **facts: Any) -> None:
    envelope, role = found.actor.envelope, found.actor.role
    cases.record(envelope.case, kind, by=by, at=at, envelope=envelope.biz_no, role=role, **facts)
