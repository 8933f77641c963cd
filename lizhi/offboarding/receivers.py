"""What the rooms report back, and what follows for the flow."""

import datetime as dt
from typing import Any

from django.dispatch import receiver

from lizhi.accounts.models import User
from lizhi.cases.actions import case_opened, event_recorded
from lizhi.cases.models import Case, Event
from lizhi.common import clock, rows
from lizhi.documents.models import Upload
from lizhi.documents.signals import upload_checked
from lizhi.handover import actions as handover
from lizhi.handover.actions import handover_finished
from lizhi.offboarding import (
    agreements,
    duties,
    for_others,
    four_dates,
    over,
    passing_on,
    proofs,
    questions,
    renewal,
    resettling,
    scheme_receipts,
    service_proofs,
    ways,
)
from lizhi.offboarding.actions import dues, falling_back, standing
from lizhi.offboarding.actions.last_day import set_contract_end
from lizhi.offboarding.actions.serving import bind
from lizhi.people.models import ImportBatch
from lizhi.people.signals import roster_changed
from lizhi.settlement import rules as settled
from lizhi.settlement.actions import settlement_answered, settlement_paid, settlement_sent
from lizhi.settlement.models import Settlement
from lizhi.signing import actions as signing
from lizhi.signing.actions import actor_signed, envelope_completed, envelope_ended
from lizhi.signing.models import Actor, Envelope
from lizhi.workflow import actions as workflow

OPEN_ENVELOPES = (Envelope.State.DRAFT, Envelope.State.SIGNING, Envelope.State.ALL_SIGNED)


def _leave(case: Case, step: str, *, outcome: str, by: User | None, at: dt.datetime) -> None:
    if run := workflow.open_run(case, step):
        workflow.close_run(run, outcome=outcome, by=by, at=at)


def _issue(case: Case, kind: str, mark: object, *, at: dt.datetime) -> None:
    payload = {"case": case.pk, "kind": kind}
    workflow.queue(
        "papers.issue", payload, dedupe=f"case:{case.pk}:{kind}:{mark}", at=at, case=case
    )


@receiver(actor_signed)
def employee_signed(sender: object, actor: Actor, **kwargs: Any) -> None:
    """The employee's signature stands: HR may confirm the proposed day."""
    envelope = actor.envelope
    if envelope.purpose != agreements.PURPOSE or actor.role != "employee":
        return
    case, now = workflow.lock(envelope.case), clock.now()
    day = agreements.day_of(envelope.paper) or case.wished_day
    case.data = {**case.data, "agreement_signed": True, "signed_day": day.isoformat()}
    rows.update(case, "data")
    renewal.over(case)
    _leave(case, "signature", outcome="signed", by=actor.user, at=now)
    if agreements.seal_is_due(case):
        payload = {"case": case.pk}
        key = f"envelope:{envelope.pk}:seal"
        workflow.queue("agreements.seal", payload, dedupe=key, at=now, case=case)


@receiver(envelope_completed)
def agreement_sealed(sender: object, envelope: Envelope, **kwargs: Any) -> None:
    """The company has consented: the agreed day becomes the end of the contract."""
    if envelope.purpose != agreements.PURPOSE:
        return
    case, now = workflow.lock(envelope.case), clock.now()
    agreed = agreements.day_of(envelope.paper) or four_dates.meant_end(case)
    if not ways.is_certain(case):
        bind(case, agreed, at=now)
    elif agreed != case.contract_end and not over.has_ended(case):
        set_contract_end(case, agreed, by=agreements.consented_by(case), at=now)
    _leave(case, "seal_agreement", outcome="sealed", by=None, at=now)


@receiver(envelope_ended)
def agreement_ended(sender: object, envelope: Envelope, **kwargs: Any) -> None:
    """Declined or out of time: the flow goes on without it, and so do the days of the law."""
    if envelope.purpose != agreements.PURPOSE:
        return
    case = workflow.lock(envelope.case)
    renewal.over(case)
    if envelope.state in {Envelope.State.DECLINED, Envelope.State.EXPIRED}:
        falling_back.hold_statutory_days(case, at=clock.now())
    if envelope.state == Envelope.State.DECLINED:
        _leave(case, "signature", outcome="declined", by=case.leaver, at=clock.now())


@receiver(handover_finished)
def handed_over(sender: object, case: Case, **kwargs: Any) -> None:
    """Everything has been received."""
    now = clock.now()
    _leave(case, "handover", outcome="finished", by=None, at=now)
    _issue(case, "handover", "finished", at=now)


@receiver(settlement_sent)
def sent(sender: object, settlement: Settlement, **kwargs: Any) -> None:
    """The employee has the settlement; finance has done its part."""
    case, now = settlement.case, clock.now()
    _leave(case, "settlement", outcome="sent", by=settlement.sent_by, at=now)
    _issue(case, "settlement", settlement.number, at=now)


@receiver(settlement_answered)
def answered(sender: object, settlement: Settlement, **kwargs: Any) -> None:
    """Accepted or disputed: either way the flow goes on."""
    case = settlement.case
    outcome = settled.answer_of(settlement)
    _leave(case, "answer", outcome=outcome, by=case.leaver, at=clock.now())


@receiver(settlement_paid)
def paid(
    sender: object, settlement: Settlement, day: dt.date, batch: str, by: User, **kwargs: Any
) -> None:
    """Wages are paid in one sum: the duty of the law is met."""
    dues.done_by_payment(settlement.case, on=day, proof=batch, by=by)


@receiver(upload_checked)
def proof_arrived(sender: object, upload: Upload, **kwargs: Any) -> None:
    """Parts that were still travelling when the notice was handed in."""
    if upload.purpose == "proof":
        proofs.attach_late(upload, at=clock.now())
    if upload.purpose == service_proofs.PURPOSE:
        service_proofs.arrived(upload, at=clock.now())
    if upload.purpose == scheme_receipts.PURPOSE:
        scheme_receipts.arrived(upload, at=clock.now())


@receiver(case_opened)
def case_is_there(sender: object, case: Case, **kwargs: Any) -> None:
    """What the law asks of the company from now on has a row each."""
    duties.make(case, at=clock.now())


@receiver(roster_changed)
def terms_may_have_changed(
    sender: object, batch: ImportBatch, at: dt.datetime, **kwargs: Any
) -> None:
    """Ends that were counted from a term are looked at before the day is over."""
    payload = {"job": "lizhi.offboarding.daily.follow_terms"}
    workflow.queue("daily.job", payload, dedupe=f"terms:{batch.pk}:{batch.state}", at=at)


@receiver(event_recorded)
def flow_moved(sender: object, event: Event, **kwargs: Any) -> None:
    """Steps that begin or end in the engine and mean something to a room."""
    moment = (event.kind, event.step)
    if moment == ("step_opened", "handover"):
        _begin_handover(event.case, at=event.happened_at)
    elif event.kind == "item_received" and event.facts.get("duty"):
        passing_on.queue_item(event.facts["item"], event.case, at=event.happened_at)
    elif moment == ("step_opened", "settlement"):
        resettling.settled_early(event.case, at=event.happened_at)
    elif moment == ("step_opened", "answer"):
        resettling.answered_early(event.case, at=event.happened_at)
    elif event.step == "handover" and event.facts.get("outcome") == "disputed":
        handover.finish_disputed(event.case, at=event.happened_at, by=event.actor)
        _issue(event.case, "handover", "disputed", at=event.happened_at)
    elif moment == ("step_closed_by_time", "signature"):
        _expire(event.case, at=event.happened_at)
    elif moment == ("step_closed_by_time", "confirmation"):
        falling_back.fix_by_law(event.case, at=event.happened_at)
    elif event.kind == "certificate_issued":
        on = clock.local(event.happened_at).date()
        dues.done_by_machine(event.case, "certificate", on=on, proof=event.facts["paper"])
    elif event.kind == "job_failed":
        standing.stands_still(event.case, at=event.happened_at)
    elif event.kind == "case_ended":
        _ended(event)


def _begin_handover(case: Case, *, at: dt.datetime) -> None:
    receiver_id = case.data.get("handover_receiver") or case.data.get("handover_suggested")
    chosen = questions.USER.first(pk=receiver_id) if receiver_id else None
    handover.begin(case, receiver=chosen, titles=case.data.get("handover_titles", []), at=at)
    handover.list_duties(case, for_others.of(case), at=at)


def _expire(case: Case, *, at: dt.datetime) -> None:
    """The step is over; whoever was given more time may still sign."""
    mine = case.envelopes.filter(purpose=agreements.PURPOSE, state__in=OPEN_ENVELOPES)
    for envelope in mine:
        if envelope.expires_at <= at:
            signing.expire(envelope, at=at)
        else:
            renewal.stays_out(case)


def _ended(event: Event) -> None:
    case, at = event.case, event.happened_at
    is_complete = event.facts.get("outcome") == "completed"
    proofs.let_go(case, at=at)
    for envelope in case.envelopes.filter(state__in=OPEN_ENVELOPES):
        if not is_complete or envelope.purpose != agreements.PURPOSE:
            signing.revoke(envelope, at=at)
    if is_complete:
        agreements.close(case, at=at)
        workflow.queue(
            "archive.seal", {"case": case.pk}, dedupe=f"case:{case.pk}:archive", at=at, case=case
        )
    else:
        agreements.take_back(case, at=at)
