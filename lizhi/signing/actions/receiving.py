"""HR takes in what was signed by hand, or says what is wrong, and sends one copy back."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from lizhi.accounts.models import User
from lizhi.cases import actions as cases
from lizhi.common import clock, rows, waybills
from lizhi.common.refusals import Refused
from lizhi.documents.models import Upload
from lizhi.identity import actions as identity
from lizhi.signing import evidence, kinds, originals, rules, scans
from lizhi.signing.actions.making import go_on
from lizhi.signing.actions.on_paper import lock
from lizhi.signing.actions.will import keep_record
from lizhi.signing.binding import binding_of
from lizhi.signing.models import Actor, OnPaper, Scan
from lizhi.signing.signals import actor_signed
from lizhi.workflow import actions as workflow

State = OnPaper.State


@transaction.atomic
def add_scans(actor: Actor, uploads: Iterable[Upload], *, by: User, at: dt.datetime) -> int:
    """HR has scanned the original that lies here; how many files there were."""
    lock(actor)
    found = originals.check_can_receive(originals.of(actor), actor, by, at)
    return scans.attach(found, uploads, of_original=True, by=by, at=at)


@transaction.atomic
def receive_original(
    actor: Actor,
    *,
    day: dt.date,
    kept_at: str,
    checked: Iterable[str],
    by: User,
    at: dt.datetime,
    key: str,
) -> OnPaper:
    """The original is here, whole and signed: from now on the person has signed.

    Only with a scan of it. Nothing here is an electronic signature; the case goes on as after one.
    The same `key` again changes nothing.
    """
    lock(actor)
    found = originals.of(actor)
    case = actor.envelope.case
    if workflow.done(key, kind="receive_original") and found:
        return found
    found = originals.check_can_receive(found, actor, by, at)
    workflow.once(key, case=case, kind="receive_original", by=by, at=at)
    today, first = clock.local(at).date(), clock.local(found.chosen_at).date()
    originals.check_day(found, day, today=today, first=first)
    if missing := set(originals.CHECKED) - set(checked):
        raise Refused(
            _("Please tick what you have looked at: %(what)s")
            % {"what": "、".join(str(originals.CHECKED[one]) for one in sorted(missing))}
        )
    if not kept_at.strip():
        raise Refused(_("Please write where the original is kept."))
    files = _scanned(found)
    found.state, found.arrived_on, found.kept_at = State.RECEIVED, day, kept_at.strip()
    found.received_at, found.received_by, found.waits_since = at, by, at
    rows.update(
        found, "state", "arrived_on", "kept_at", "received_at", "received_by", "waits_since"
    )
    _signed(found, files, by=by, at=at)
    return found


def _scanned(found: OnPaper) -> list[Scan]:
    """What HR has scanned of the original; all of it has been checked."""
    made = list(found.scans.filter(of_original=True).select_related("file"))
    if not made:
        raise Refused(_("A scan of the signed original has to be there. Please add it first."))
    if any(one.file is None for one in made):
        raise Refused(_("The scan is being checked. Please press once more in a few seconds."))
    return made


def _signed(found: OnPaper, made: list[Scan], *, by: User, at: dt.datetime) -> None:
    """The signer's part is done, with the record of how it was taken in."""
    actor, envelope = found.actor, found.actor.envelope
    digests = [one.file.digest for one in made if one.file]
    facts = _facts(found, digests, by)
    proof = identity.prove(binding_of(actor), way=originals.WAY, facts=facts, at=at)
    identity.spend(proof, at=at)
    keep_record(actor, evidence.by_hand(actor, proof=proof, at=at))
    actor.evidence = {**actor.evidence, "on_paper": {"printed": found.printed, "scans": digests}}
    actor.state, actor.given_at, actor.signed_at = Actor.State.SIGNED, at, at
    rows.update(actor, "evidence", "state", "given_at", "signed_at")
    cases.record(
        envelope.case,
        kinds.ORIGINAL_RECEIVED,
        by=by,
        at=at,
        envelope=envelope.biz_no,
        role=actor.role,
        proof=proof.way,
        day=found.arrived_on,
        sha256=found.printed,
        scans=digests,
        evidence=actor.evidence["digest"],
    )
    actor_signed.send(sender=Actor, actor=actor)
    go_on(envelope, at)


def _facts(found: OnPaper, digests: list[str], by: User) -> dict[str, Any]:
    sent = found.scans.filter(of_original=False).exclude(file=None).select_related("file")
    return {
        "received_by": {"key": evidence.pseudonym(by.pk), "name": rules.roster_name(by)},
        "arrived_on": str(found.arrived_on),
        "chosen_at": found.chosen_at.isoformat(),
        "carrier": found.carrier,
        "waybill": found.waybill,
        "sent_at": found.sent_at.isoformat() if found.sent_at else "",
        "printed": found.printed,
        "scans": digests,
        "sent_scans": [one.file.digest for one in sent if one.file],
        "checked": list(originals.CHECKED),
        "kept_at": found.kept_at,
    }


@transaction.atomic
def original_wrong(actor: Actor, *, why: str, words: str, by: User, at: dt.datetime) -> None:
    """Something is wrong with it: the signer hears what, and can send it anew or sign otherwise."""
    lock(actor)
    found = originals.check_can_receive(originals.of(actor), actor, by, at)
    if why not in originals.WRONG:
        raise Refused(_("Please tap what is wrong."))
    found.state, found.waits_since = State.WRONG, at
    rows.update(found, "state", "waits_since")
    envelope = actor.envelope
    cases.record(
        envelope.case,
        kinds.ORIGINAL_WRONG,
        by=by,
        at=at,
        words=words,
        envelope=envelope.biz_no,
        role=actor.role,
        why=why,
    )


@transaction.atomic
def return_copy(
    actor: Actor, *, carrier: str = "", waybill: str = "", by: User, at: dt.datetime
) -> None:
    """The company has sealed the original by hand, and one copy goes back to the person."""
    lock(actor)
    found = originals.check_can_return(originals.of(actor), actor, by)
    if waybill:
        waybills.check(waybill)
    if found.back_at and waybill in {"", found.back_waybill}:
        return
    found.back_carrier, found.back_waybill, found.back_at = carrier, waybill, at
    rows.update(found, "back_carrier", "back_waybill", "back_at")
    envelope = actor.envelope
    cases.record(
        envelope.case,
        kinds.ORIGINAL_RETURNED,
        by=by,
        at=at,
        envelope=envelope.biz_no,
        role=actor.role,
        waybill=bool(waybill),
    )
